import type { Reply } from "../../core/conversation/conversation.ts";
import type { ReplySink } from "../../core/reply/reply.ts";
import { storeReply } from "../../core/conversation/storedConversation.ts";
import type { Conversations } from "./conversations.ts";

/** Longest time that a crash can take with it, in milliseconds. */
export const checkpoint = 2000;

/** Keeps a reply as it grows. Stands behind the reply's own record, which it reads. */
export function historySink(
  conversations: Conversations,
  place: { readonly conversation: string; readonly question: string },
  reply: Reply,
): ReplySink {
  let hasGrown = false;
  const save = () => {
    hasGrown = false;
    const answers = storeReply(reply, place.question);
    return conversations.attempt(
      (store) => store.saveMessages(place.conversation, answers),
      undefined,
    );
  };
  const timer = setInterval(() => {
    if (hasGrown) {
      void save();
      return;
    }
    const ids = storeReply(reply, place.question).map(({ id }) => id);
    void conversations.attempt((store) => store.keepAlive(ids), undefined);
  }, checkpoint);
  void save();
  return {
    receive: () => {
      hasGrown = true;
    },
    end: async () => {
      clearInterval(timer);
      await save();
    },
  };
}
