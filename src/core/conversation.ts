import type { ModelEndpoint } from "./endpoint.ts";
import type { Passage } from "./passage.ts";
import type { Turn } from "./prompt.ts";
import { ReplyRecord } from "./replyRecord.ts";

/** A question and the reply to it. */
export interface Exchange {
  readonly id: string;
  readonly question: string;
  readonly passages: readonly Passage[];
  /** The model as it was configured when the question was sent. */
  readonly endpoint: ModelEndpoint;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly reply: ReplyRecord;
  /** Which of the answers the conversation goes on from. */
  chosen: number;
}

/** Questions and replies in order; later questions build on what earlier ones brought. */
export class Conversation {
  readonly exchanges: Exchange[] = [];

  /** Appends a question whose reply is still to come. */
  begin(question: string, passages: readonly Passage[], endpoint: ModelEndpoint): Exchange {
    const exchange: Exchange = {
      id: crypto.randomUUID(),
      question,
      passages,
      endpoint,
      sentAt: Date.now(),
      reply: new ReplyRecord(),
      chosen: 0,
    };
    this.exchanges.push(exchange);
    return exchange;
  }

  find(id: string): Exchange | undefined {
    return this.exchanges.find((exchange) => exchange.id === id);
  }

  /** Takes back a question that got no answer, so that it can be asked again in its place. */
  withdraw(exchange: Exchange): void {
    const at = this.exchanges.indexOf(exchange);
    if (at >= 0) this.exchanges.splice(at, 1);
  }

  /**
   * The turns a request for the last exchange is made of. A question without any answer is left
   * out: chat templates want the roles to alternate.
   */
  turns(): Turn[] {
    const turns: Turn[] = [];
    this.exchanges.forEach(({ question, passages, reply, chosen }, index) => {
      const answer = reply.answers[chosen]?.text ?? "";
      const isLast = index === this.exchanges.length - 1;
      if (answer !== "") turns.push({ question, passages, answer });
      else if (isLast) turns.push({ question, passages });
    });
    return turns;
  }
}
