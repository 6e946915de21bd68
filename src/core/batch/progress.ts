import { isSettled, type BatchItem, type ItemState } from "./batch.ts";
import type { BatchEvent } from "./batchPorts.ts";

/** Over how long the throughput is taken, in milliseconds. */
const span = 10_000;
/** Two samples are at least so far apart, and nothing is said before so much time went by. */
const sampleDistance = 250;
const leastTime = 1000;

/** What one item adds to the whole. */
interface Share {
  readonly state: ItemState;
  readonly completion: number;
  /** What it takes, and how much of that was answered: tokens of its prompt stand for its weight. */
  readonly weight: number;
  readonly answered: number;
}

interface Sample {
  readonly at: number;
  readonly completion: number;
}

/**
 * How far a batch is, folded from its events: counts, tokens, throughput and the time that is left.
 * Each event costs the same however many items there are. Times are milliseconds of one clock.
 */
export class BatchProgress {
  readonly #shares = new Map<string, Share>();
  readonly #counts: Partial<Record<ItemState, number>> = {};
  /** Tokens of completions, those under way estimated. */
  #completion = 0;
  /** Weight of the items that are not settled, without what of them was answered. */
  #left = 0;
  #answered = 0;
  #samples: Sample[] = [];
  /** When the present run began to do something, and what was answered by then. */
  #begun: { readonly at: number; readonly answered: number } | undefined;

  constructor(items: readonly BatchItem[]) {
    for (const item of items) this.#put(item.id, shareOf(item));
  }

  update(event: BatchEvent, now: number): void {
    if (event.type === "ended" || (event.type === "stage" && event.stage !== "running")) {
      this.#samples = [];
      this.#begun = undefined;
      return;
    }
    this.#begun ??= { at: now, answered: this.#answered };
    if (this.#samples.length === 0) this.#sample(now);
    if (event.type === "item") {
      this.#put(event.item.id, shareOf(event.item, this.#shares.get(event.item.id)));
    } else if (event.type === "progress") {
      const share = this.#shares.get(event.item);
      if (share?.state === "asking") this.#put(event.item, { ...share, completion: event.tokens });
    }
    if (now - (this.#samples.at(-1)?.at ?? 0) >= sampleDistance) this.#sample(now);
  }

  /** Items by state; a state without any may be absent or 0. */
  get counts(): Readonly<Partial<Record<ItemState, number>>> {
    return this.#counts;
  }

  /** Tokens of completions a second over the last 10 s; undefined while nothing runs. */
  throughput(now: number): number | undefined {
    this.#forget(now);
    const first = this.#samples[0];
    if (first === undefined) return undefined;
    const time = Math.min(span, now - first.at);
    if (time < leastTime) return undefined;
    return (Math.max(0, this.#completion - first.completion) / time) * 1000;
  }

  /** Milliseconds that the rest takes at this run's pace; undefined while that is not known. */
  remaining(now: number): number | undefined {
    if (this.#begun === undefined) return undefined;
    const time = now - this.#begun.at;
    const answered = this.#answered - this.#begun.answered;
    if (time < leastTime || answered <= 0) return undefined;
    return (this.#left / answered) * time;
  }

  #put(id: string, share: Share): void {
    const before = this.#shares.get(id);
    if (before !== undefined) this.#add(before, -1);
    this.#add(share, 1);
    this.#shares.set(id, share);
  }

  #add(share: Share, sign: 1 | -1): void {
    this.#counts[share.state] = (this.#counts[share.state] ?? 0) + sign;
    this.#completion += sign * share.completion;
    this.#answered += sign * share.answered;
    if (!isSettled(share)) this.#left += sign * (share.weight - share.answered);
  }

  #sample(now: number): void {
    this.#forget(now);
    this.#samples.push({ at: now, completion: this.#completion });
  }

  /** Keeps of the samples before the span only the last, which tells where it began. */
  #forget(now: number): void {
    while ((this.#samples[1]?.at ?? now) <= now - span) this.#samples.shift();
  }
}

function shareOf(item: BatchItem, before?: Share): Share {
  const { state, usage, estimate, parts } = item;
  const weight = Math.max(1, estimate);
  const isAnswered = state === "answered" || state === "done";
  const fraction = parts === undefined || parts.count === 0 ? 0 : parts.done / parts.count;
  const counted = usage?.completionTokens ?? 0;
  // A part that ended says nothing of those that are still being answered.
  const estimated = state === "asking" ? (before?.completion ?? 0) : 0;
  return {
    ...{ state, weight },
    completion: Math.max(counted, estimated),
    answered: weight * (isAnswered ? 1 : fraction),
  };
}
