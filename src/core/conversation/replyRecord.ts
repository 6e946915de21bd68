import type {
  FinishReason,
  Outcome,
  ReplyEvent,
  ReplySink,
  Usage,
  Waiting,
} from "../reply/reply.ts";

/** One of the `n` answers of a reply, as far as it has arrived. */
export interface Answer {
  text: string;
  thinking: string;
  finish?: FinishReason;
  /** Milliseconds from the first thinking to the first text; absent while the model thinks. */
  thinkingTime?: number;
  /** The answer came in the field for thinking although thinking was off. */
  cameAsThinking?: true;
}

/** Everything a reply brought, folded from its events. */
export class ReplyRecord implements ReplySink {
  readonly answers: Answer[];
  opened = false;
  usage: Usage | undefined;
  outcome: Outcome | undefined;
  #waiting: { readonly event: Waiting; readonly since: number } | undefined;
  readonly #begunAt: number[] = [];
  readonly #now: () => number;
  /** What was there before the reply; it stays what it is. */
  readonly #before: Pick<Answer, "text" | "thinking">;

  /**
   * @param resumed an answer that the first one goes on with; it is copied.
   * @param now a clock in milliseconds.
   */
  constructor(resumed?: Answer, now: () => number = () => performance.now()) {
    this.#now = now;
    this.answers = resumed === undefined ? [] : [withoutEnd(resumed)];
    this.#before = resumed ?? { text: "", thinking: "" };
  }

  /** What it waits for until it is asked for again, with the seconds that are left. */
  get waiting(): Waiting | undefined {
    if (this.#waiting === undefined) return undefined;
    const { event, since } = this.#waiting;
    return { ...event, seconds: Math.max(0, event.seconds - (this.#now() - since) / 1000) };
  }

  /** Whether the reply ended without a word or a thought: no loss if it goes. */
  get isEmpty(): boolean {
    const { text: said, thinking: thought } = this.#before;
    return (
      this.outcome !== undefined &&
      this.answers.every(({ text, thinking }) => text === said && thinking === thought)
    );
  }

  /** An ended reply as it was kept. */
  static restore(answers: readonly Answer[], outcome: Outcome, usage?: Usage): ReplyRecord {
    const record = new ReplyRecord();
    record.answers.push(...answers.map((answer) => ({ ...answer })));
    record.opened = answers.length > 0;
    record.usage = usage;
    record.outcome = outcome;
    return record;
  }

  receive(event: ReplyEvent): void {
    this.#waiting = event.type === "waiting" ? { event, since: this.#now() } : undefined;
    switch (event.type) {
      case "open":
        this.opened = true;
        break;
      case "usage":
        this.usage = event.usage;
        break;
      case "thinking":
        this.#begin(event.choice).thinking += event.text;
        break;
      case "text":
        this.#begin(event.choice).text += event.text;
        this.#endThinking(event.choice);
        break;
      case "textWasThinking": {
        const answer = this.#answer(event.choice);
        answer.thinking += answer.text;
        answer.text = "";
        this.#endThinking(event.choice);
        break;
      }
      case "thinkingWasText": {
        const answer = this.#answer(event.choice);
        const thought = event.choice === 0 ? this.#before.thinking.length : 0;
        answer.text += answer.thinking.slice(thought);
        answer.thinking = answer.thinking.slice(0, thought);
        if (answer.thinking === "") delete answer.thinkingTime;
        answer.cameAsThinking = true;
        break;
      }
      case "finish":
        this.#answer(event.choice).finish = event.reason;
        break;
      case "toolCall":
      case "waiting":
      case "sentAgain":
      case "requestId":
        break;
    }
  }

  end(outcome: Outcome): void {
    this.outcome = outcome;
    this.#waiting = undefined;
    this.answers.forEach((_, choice) => this.#endThinking(choice));
  }

  /** Whether an answer is whole, so that it may stand in a document: neither cut nor broken off. */
  isComplete(choice: number): boolean {
    const answer = this.answers[choice];
    if (this.outcome?.status !== "done" || answer === undefined || answer.text === "") return false;
    return answer.finish !== "length" && answer.finish !== "content_filter";
  }

  #begin(choice: number): Answer {
    this.#begunAt[choice] ??= this.#now();
    return this.#answer(choice);
  }

  #endThinking(choice: number): void {
    const answer = this.#answer(choice);
    const since = this.#begunAt[choice];
    if (since === undefined || answer.thinking === "") return;
    answer.thinkingTime ??= this.#now() - since;
  }

  /** Choices may begin in any order; the ones below are there too, empty. */
  #answer(choice: number): Answer {
    while (this.answers.length <= choice) this.answers.push({ text: "", thinking: "" });
    const answer = this.answers[choice];
    if (answer === undefined) throw new RangeError(`no choice ${choice}`);
    return answer;
  }
}

/** What comes after it decides how it ends. */
function withoutEnd({ finish: _, ...answer }: Answer): Answer {
  return answer;
}
