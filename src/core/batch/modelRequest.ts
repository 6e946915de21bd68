import { ReplyRecord } from "../conversation/replyRecord.ts";
import { estimateTokens } from "../fit/tokenEstimate.ts";
import { deliver, fanOut, type ChatMessage, type ReplySink } from "../reply/reply.ts";
import { originOf, type ModelEndpoint } from "../settings/endpoint.ts";
import type { BatchPorts } from "./batchPorts.ts";

/** Asks a model once and tells what it taught. */
export async function askModel(
  ports: BatchPorts,
  endpoint: ModelEndpoint,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
  further: readonly ReplySink[],
): Promise<ReplyRecord> {
  const token = await ports.token(originOf(endpoint));
  const record = new ReplyRecord(undefined, () => ports.now());
  const request = {
    ...{ endpoint, messages, limits: ports.limits() },
    ...(token === undefined ? {} : { token }),
  };
  const outcome = await deliver(ports.client.stream(request, signal), fanOut(record, ...further));
  ports.learn(endpoint, messages, record.usage, outcome);
  return record;
}

/** Shortest time between two words about one item, in milliseconds. */
const tellingTime = 250;

/** Estimates the tokens of the replies to an item that are under way, thinking included. */
export class ReplyMeter {
  readonly #now: () => number;
  readonly #tell: (tokens: number) => void;
  #tokens = 0;
  #toldAt = -Infinity;

  /** @param tell is given the tokens of all replies under way, at most 4 times a second. */
  constructor(now: () => number, tell: (tokens: number) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  /** For one reply; when it ends, its tokens count no more: the server's count takes their place. */
  sink(): ReplySink {
    let pending = "";
    let counted = 0;
    return {
      receive: (event) => {
        if (event.type !== "text" && event.type !== "thinking") return;
        pending += event.text;
        const now = this.#now();
        if (now - this.#toldAt < tellingTime) return;
        const tokens = estimateTokens(pending);
        pending = "";
        counted += tokens;
        this.#tokens += tokens;
        this.#toldAt = now;
        this.#tell(this.#tokens);
      },
      end: () => {
        this.#tokens -= counted;
      },
    };
  }
}
