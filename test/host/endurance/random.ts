/** Chances that a seed decides, so that a run which went wrong can be had again. */
export class Random {
  readonly seed: number;
  #state: number;

  /** @param seed a whole number of 32 bits. */
  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed;
  }

  /** From 0 up to but not 1; mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to but not `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  isTrue(chance: number): boolean {
    return this.next() < chance;
  }

  /** One of some, as often as their weights say. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error("There is nothing to choose from.");
  }
}
