import { isRecord } from "../record.ts";

/** What one model's counts taught. */
interface Lesson {
  /** Tokens counted for one estimated. */
  readonly scale: number;
  /** Tokens that it rests on, the older ones counting less. */
  readonly weight: number;
}

/** Shorter prompts are mostly the chat template, and say nothing of the text. */
const leastTokens = 50;
/** Most that one prompt weighs, so that a very long one does not outweigh all that follow. */
const heaviestPrompt = 2000;
/** How much of the weight of what was learnt before is left after each prompt. */
const retention = 0.8;
const lowest = 0.5;
const highest = 2;
/** Nothing learnt yet: the estimate is trusted as much as a count of this many tokens. */
const untaught: Lesson = { scale: 1, weight: 100 };

/** Corrects estimates of tokens by what servers counted, for each model by its name on the server. */
export class TokenScale {
  readonly #lessons = new Map<string, Lesson>();

  /** What {@link toJSON} gave, kept by the host; anything unsound in it is passed over. */
  static from(value: unknown): TokenScale {
    const scale = new TokenScale();
    for (const [model, lesson] of isRecord(value) ? Object.entries(value) : []) {
      if (!isRecord(lesson)) continue;
      const { scale: factor, weight } = lesson;
      if (!isWithin(factor, lowest, highest) || !isWithin(weight, 0, heaviestLesson)) continue;
      scale.#lessons.set(model, { scale: factor, weight });
    }
    return scale;
  }

  /**
   * Takes a server's count of a prompt.
   *
   * @param estimated what the estimate without any correction came to.
   */
  learn(model: string, estimated: number, counted: number): void {
    const isTelling = estimated >= leastTokens && counted >= leastTokens;
    if (!isTelling || !Number.isFinite(estimated) || !Number.isFinite(counted)) return;
    const before = this.#lessons.get(model) ?? untaught;
    const kept = before.weight * retention;
    const added = Math.min(estimated, heaviestPrompt);
    const ratio = clamp(counted / estimated);
    const scale = (before.scale * kept + ratio * added) / (kept + added);
    this.#lessons.set(model, { scale: clamp(scale), weight: kept + added });
  }

  /** What an estimate is to be multiplied by, 0.5 to 2; 1 for a model that nothing is known of. */
  scale(model: string): number {
    return (this.#lessons.get(model) ?? untaught).scale;
  }

  toJSON(): Readonly<Record<string, Lesson>> {
    return Object.fromEntries(this.#lessons);
  }
}

/** The weight that lessons approach where every prompt is a heavy one. */
const heaviestLesson = heaviestPrompt / (1 - retention);

function clamp(scale: number): number {
  return Math.min(highest, Math.max(lowest, scale));
}

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && value >= low && value <= high;
}
