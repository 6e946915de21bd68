import type { Outcome, ReplyEvent, ReplySink } from "../../core/reply/reply.ts";
import { ReplyRecord } from "../../core/conversation/replyRecord.ts";

/**
 * Takes a reply to a document once it is whole. A reply that was stopped, cut or broken off is
 * never put there as if it were the answer, and thinking never is.
 */
export function editorSink(place: (answer: string) => Promise<void>): ReplySink {
  const record = new ReplyRecord();
  return {
    receive: (event: ReplyEvent) => record.receive(event),
    end: async (outcome: Outcome) => {
      record.end(outcome);
      const answer = record.answers[0]?.text;
      if (answer !== undefined && record.isComplete(0)) await place(answer);
    },
  };
}
