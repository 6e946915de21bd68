import * as l10n from "@vscode/l10n";
import type { ExchangeView } from "../../../protocol/views.ts";

/** An exchange as bare text, for where nobody looks yet: screen readers can read it all the same. */
export function placeholder({ question, answers, chosen }: ExchangeView): HTMLElement[] {
  const answer = answers[chosen];
  return [
    article("you", l10n.t("You"), question, "question"),
    article("reply", answer?.modelLabel ?? l10n.t("No answer"), answer?.text ?? "", "plain"),
  ];
}

function article(kind: string, name: string, text: string, className: string): HTMLElement {
  const element = document.createElement("article");
  element.className = `message ${kind}`;
  element.ariaLabel = name;
  const heading = document.createElement("h2");
  if (kind === "you") heading.className = "for-ears";
  heading.textContent = name;
  const paragraph = document.createElement("p");
  paragraph.className = className;
  paragraph.textContent = text;
  element.append(heading, paragraph);
  return element;
}

/** What stands around the texts of an exchange, in CSS pixels. */
const frame = 130;

/**
 * About how high an exchange is, so that the scroll bar hardly moves when it is drawn.
 *
 * @param width of the log, and `fontSize` and `lineHeight` of its text, in CSS pixels.
 */
export function estimateHeight(
  { question, answers, chosen }: ExchangeView,
  { width, fontSize, lineHeight }: TextSize,
): number {
  const texts = [question, answers[chosen]?.text ?? ""];
  const lines = texts.reduce((sum, text) => sum + countLines(text, (width - 32) / fontSize), 0);
  return Math.round(frame + lines * lineHeight);
}

export interface TextSize {
  readonly width: number;
  readonly fontSize: number;
  readonly lineHeight: number;
}

/** How much of a text is looked at to tell how wide its letters are, in UTF-16 code units. */
const sample = 500;

/** @param room for how many letters as wide as high there is in a line. */
function countLines(text: string, room: number): number {
  if (text === "") return 0;
  const beginning = text.slice(0, sample);
  const wide = beginning.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/gu)?.length ?? 0;
  const breaks = beginning.match(/\n/gu)?.length ?? 0;
  const { length } = beginning;
  const filled = (text.length * (0.5 + (wide / length) * 0.5)) / Math.max(room, 8);
  // A line that a break ends is half empty at the mean.
  return Math.ceil(filled + (text.length * breaks * 0.5) / length);
}
