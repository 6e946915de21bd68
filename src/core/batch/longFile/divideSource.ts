import { measureText } from "../../fit/promptFit.ts";
import { estimatePrompt } from "../../fit/tokenEstimate.ts";
import type { ModelEndpoint } from "../../settings/endpoint.ts";
import { divideText } from "../../text/textDivision.ts";
import type { BatchTemplate } from "../batch.ts";
import { partMessages } from "./partMessages.ts";
import { allowanceOf, askedEndpoint, roomForText } from "./partRoom.ts";

/**
 * Where the parts end in which a source is asked, in UTF-16 code units; the last one is its length.
 * One part where all of it fits with its answer. Parts end at the bounds of paragraphs, lines,
 * sentences, Tibetan shads and tshegs, and keep fenced code blocks whole, as `divideText` does.
 *
 * @param endpoint with the model's window, where that is known.
 * @param scale tokens of the model for one estimated.
 */
export function divideSource(
  text: string,
  template: BatchTemplate,
  endpoint: ModelEndpoint,
  scale: number,
): number[] {
  const asked = askedEndpoint(template, endpoint);
  const { overlap, terms, title } = allowanceOf(asked);
  const roomBeside = (messages: ReturnType<typeof partMessages>, more: number): number => {
    const taken = estimatePrompt(messages, asked.thinking === false) + more;
    return roomForText(text, template, asked, Math.ceil(taken * scale));
  };
  // A fence is longer than any run of backticks in the text.
  const fences = (text.match(/`{3,}/gu) ?? []).reduce(
    (longest, run) => (run.length > longest.length ? run : longest),
    "",
  );
  const request = { template, endpoint, languageId: "markdown", name: "" };
  const alone = partMessages({
    ...{ ...request, source: fences, ends: [fences.length] },
    ...{ index: 0, terms: [] },
  });
  const measure = (piece: string) => measureText(piece, scale);
  if (measure(text) <= roomBeside(alone, title)) return [text.length];

  const apart = partMessages({
    ...{ ...request, source: `-\n${fences}`, ends: [2, 2 + fences.length] },
    ...{ index: 1, terms: ["- = -"] },
  });
  let end = 0;
  return divideText(text, roomBeside(apart, overlap + terms + title), measure).map(
    (part) => (end += part.length),
  );
}
