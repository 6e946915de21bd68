import type { Outcome } from "../reply/reply.ts";
import type { Answer } from "./replyRecord.ts";

/** What a person must know of an answer besides its text and its fault; undefined for nothing. */
export function answerRemark(
  answer: Answer | undefined,
  outcome: Outcome | undefined,
): string | undefined {
  const remarks = [endRemark(answer, outcome), damageRemark(answer)];
  const told = remarks.filter((remark) => remark !== undefined);
  return told.length === 0 ? undefined : told.join(" ");
}

function endRemark(answer: Answer | undefined, outcome: Outcome | undefined): string | undefined {
  if (answer?.finish === "length") return "Cut at max_tokens. The answer is incomplete.";
  if (answer?.finish === "content_filter") return "Cut by the server's content filter.";
  if (answer?.cameAsThinking === true) return "The server sent this answer as thinking.";
  if (outcome?.status === "done" && (answer?.text ?? "") === "") return "The model gave no answer.";
  return undefined;
}

/** What is no UTF-8 is read as replacement characters; some servers send those themselves. */
function damageRemark(answer: Answer | undefined): string | undefined {
  const isDamaged = [answer?.text, answer?.thinking].some((text) => text?.includes("\ufffd"));
  return isDamaged
    ? "Some characters of the reply arrived damaged and show as “\ufffd”."
    : undefined;
}
