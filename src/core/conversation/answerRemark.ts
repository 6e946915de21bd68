import * as l10n from "@vscode/l10n";
import type { Outcome } from "../reply/reply.ts";
import { sentencesText } from "../text/listText.ts";
import type { Answer } from "./replyRecord.ts";

/** What a person must know of an answer besides its text and its fault; undefined for nothing. */
export function answerRemark(
  answer: Answer | undefined,
  outcome: Outcome | undefined,
): string | undefined {
  const remarks = [endRemark(answer, outcome), damageRemark(answer)];
  const told = remarks.filter((remark) => remark !== undefined);
  return told.length === 0 ? undefined : sentencesText(told);
}

function endRemark(answer: Answer | undefined, outcome: Outcome | undefined): string | undefined {
  if (answer?.finish === "length") {
    return l10n.t("Cut at max_tokens. The answer is incomplete.");
  }
  if (answer?.finish === "content_filter") return l10n.t("Cut by the server's content filter.");
  if (answer?.cameAsThinking === true) return l10n.t("The server sent this answer as thinking.");
  if (outcome?.status === "done" && (answer?.text ?? "") === "") {
    return l10n.t("The model gave no answer.");
  }
  return undefined;
}

/** What is no UTF-8 is read as replacement characters; some servers send those themselves. */
function damageRemark(answer: Answer | undefined): string | undefined {
  const isDamaged = [answer?.text, answer?.thinking].some((text) => text?.includes("\ufffd"));
  return isDamaged
    ? l10n.t("Some characters of the reply arrived damaged and show as “{0}”.", "\ufffd")
    : undefined;
}
