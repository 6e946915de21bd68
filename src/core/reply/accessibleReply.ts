import * as l10n from "@vscode/l10n";
import { readableMarkdown } from "../text/readableMarkdown.ts";

/** A reply as far as it is there. */
export interface ReadReply {
  /** Of the model, as menus show it. */
  readonly label: string;
  readonly thinking: string;
  readonly text: string;
  readonly isArriving: boolean;
  /** What a person must know besides: a fault, or how the answer was cut. */
  readonly remarks: readonly string[];
}

/**
 * A reply as plain text for screen readers: who answered, what is not in order, thinking under a
 * heading of its own, the answer.
 */
export function accessibleReply(reply: ReadReply): string {
  const { label, isArriving, remarks } = reply;
  const [thinking, text] = [reply.thinking.trim(), readableMarkdown(reply.text).trim()];
  const parts = [
    label,
    ...(isArriving
      ? [l10n.t("The answer is still arriving. This is what was there when you opened this view.")]
      : []),
    ...remarks,
    ...(thinking === "" ? [] : [l10n.t("Thinking"), thinking]),
    ...(text === "" ? [] : thinking === "" ? [text] : [l10n.t("Answer"), text]),
  ];
  return `${parts.join("\n\n")}\n`;
}
