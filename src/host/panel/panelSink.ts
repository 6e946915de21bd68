import type { Exchange } from "../../core/conversation.ts";
import type { ReplySink } from "../../core/reply.ts";
import type { HostMessage } from "../../protocol.ts";
import { DeltaBatch } from "./deltaBatch.ts";
import { exchangeView } from "./views.ts";

/**
 * Shows a reply in the panel: text goes as deltas, one message a frame; what changes more than
 * text goes as the whole exchange. Stands behind the exchange's own record, which it reads.
 */
export function panelSink(exchange: Exchange, post: (message: HostMessage) => void): ReplySink {
  const deltas = new DeltaBatch(exchange.id, post);
  const postWhole = () => {
    deltas.clear();
    post({ type: "exchange", exchange: exchangeView(exchange) });
  };
  let shown: string | undefined;
  return {
    receive: (event) => {
      if (event.type === "usage" || event.type === "open") return;
      const shape = shapeOf(exchange);
      const isText = event.type === "text" || event.type === "thinking";
      if (isText && shape === shown) {
        deltas.append(event.choice, event.type, event.text);
        return;
      }
      shown = shape;
      postWhole();
    },
    end: postWhole,
  };
}

/** Changes when an answer begins and when one has thought: text alone cannot tell the page that. */
function shapeOf({ reply }: Exchange): string {
  return reply.answers.map(({ thinkingTime }) => thinkingTime ?? "").join();
}
