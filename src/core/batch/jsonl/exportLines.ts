import type { ChatMessage } from "../../reply/reply.ts";
import type { ModelEndpoint } from "../../settings/endpoint.ts";
import type { Division } from "../batch.ts";
import { partMessages, type PartRequest } from "../longFile/partMessages.ts";
import { askedEndpoint } from "../longFile/partRoom.ts";
import { requestId } from "./requestId.ts";

/** One item whose parts are to be asked elsewhere. */
export interface ItemExport extends Omit<PartRequest, "ends" | "index"> {
  /** Id of the item. */
  readonly item: string;
  readonly division: Division;
  /** Indexes of parts that are answered already and are not asked again. */
  readonly answered: ReadonlySet<number>;
}

/** The body of a request that is one whole answer, never with `stream`, a header or a token. */
export type BodyOf = (
  endpoint: ModelEndpoint,
  messages: readonly ChatMessage[],
) => Readonly<Record<string, unknown>>;

/**
 * The lines of an item in a file for `vllm run-batch`, one for each part that has no answer, each
 * with its line feed. They follow OpenAI's format of batch input. A run serves one model, so only
 * items of one model go into a file. Lines are made as they are taken: a file is never one text.
 */
export function* exportLines(item: ItemExport, bodyOf: BodyOf): Generator<string, void, void> {
  const { division, answered, ...request } = item;
  const asked = askedEndpoint(item.template, item.endpoint);
  for (const index of division.ends.keys()) {
    if (answered.has(index)) continue;
    const messages = partMessages({ ...request, ends: division.ends, index });
    yield jsonLine({
      custom_id: requestId(item.item, index, division),
      method: "POST",
      url: "/v1/chat/completions",
      body: bodyOf(asked, messages),
    });
  }
}

/**
 * JSON that every reader takes as one line. Half a surrogate pair would end a whole run, since
 * strict readers refuse it; some take further signs of Unicode for a line's end.
 */
function jsonLine(value: unknown): string {
  const json = JSON.stringify(value, (_, each: unknown) =>
    typeof each === "string" ? each.toWellFormed() : each,
  );
  const escaped = json.replace(
    /[\u0085\u2028\u2029]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${escaped}\n`;
}
