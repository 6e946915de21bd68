import { answerId, type Conversation, type Reply } from "../../core/conversation/conversation.ts";
import type { ReplySink } from "../../core/reply/reply.ts";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import { DeltaBatch } from "./deltaBatch.ts";
import { exchangeView } from "./views.ts";

/**
 * Shows a reply in the panel: text goes as deltas, one message a frame; what changes more than
 * text goes as the whole exchange. Stands behind the reply's own record, which it reads.
 */
export function panelSink(
  conversation: Conversation,
  questionId: string,
  reply: Reply,
  post: (message: HostMessage) => void,
): ReplySink {
  const deltas = new DeltaBatch(questionId, post);
  const postWhole = () => {
    deltas.clear();
    // While it streams another branch may have been chosen.
    const exchange = conversation.exchanges.find(({ question }) => question.id === questionId);
    if (exchange !== undefined) post({ type: "exchange", exchange: exchangeView(exchange) });
  };
  let shown: string | undefined;
  return {
    receive: (event) => {
      if (event.type === "usage" || event.type === "open") return;
      const shape = shapeOf(reply);
      const isText = event.type === "text" || event.type === "thinking";
      if (isText && shape === shown) {
        deltas.append(answerId(reply, event.choice), event.type, event.text);
        return;
      }
      shown = shape;
      postWhole();
    },
    end: postWhole,
  };
}

/** Changes when an answer begins and when one has thought: text alone cannot tell the page that. */
function shapeOf({ record }: Reply): string {
  return record.answers.map(({ thinkingTime }) => thinkingTime ?? "").join();
}
