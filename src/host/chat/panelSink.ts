import { answerId, type Conversation, type Reply } from "../../core/conversation/conversation.ts";
import type { ReplyEvent, ReplySink } from "../../core/reply/reply.ts";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import { changedViews } from "./views.ts";

/**
 * Shows a reply in the panel: text goes as deltas, which each page takes at its own pace; what
 * changes more than text goes as the whole exchange. Stands behind the reply's own record, which it
 * reads.
 */
export function panelSink(
  conversation: Conversation,
  questionId: string,
  reply: Reply,
  post: (message: HostMessage) => void,
): ReplySink {
  const postWhole = () => {
    // While it streams another branch may have been chosen.
    const { exchanges } = conversation;
    if (!exchanges.some(({ question }) => question.id === questionId)) return;
    for (const exchange of changedViews(exchanges, questionId))
      post({ type: "exchange", exchange });
  };
  let shown: string | undefined;
  return {
    receive: (event) => {
      if (silent.has(event.type)) return;
      const shape = shapeOf(reply);
      if ((event.type === "text" || event.type === "thinking") && shape === shown) {
        const pieces = { text: "", thinking: "", [event.type]: event.text };
        post({
          ...{ type: "delta", exchange: questionId, answer: answerId(reply, event.choice) },
          ...pieces,
        });
        return;
      }
      shown = shape;
      postWhole();
    },
    end: postWhole,
  };
}

/** What the page does not show. */
const silent: ReadonlySet<ReplyEvent["type"]> = new Set(["usage", "open", "requestId"]);

/** Changes when an answer begins and when one has thought: text alone cannot tell the page that. */
function shapeOf({ record }: Reply): string {
  return record.answers.map(({ thinkingTime }) => thinkingTime ?? "").join();
}
