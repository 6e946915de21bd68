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
  let isAnswering = false;
  let thoughtTimes = 0;
  return {
    receive: (event) => {
      if (event.type === "usage" || event.type === "open") return;
      const times = exchange.reply.answers.filter((answer) => answer.thinkingTime !== undefined);
      const isText = event.type === "text" || event.type === "thinking";
      if (isText && isAnswering && times.length === thoughtTimes) {
        deltas.append(event.choice, event.type, event.text);
        return;
      }
      isAnswering = true;
      thoughtTimes = times.length;
      postWhole();
    },
    end: postWhole,
  };
}
