const reasons = {
  binary: "binary",
  large: "too large",
  empty: "empty",
  link: "behind a link",
  git: "of Git’s own",
  unreadable: "unreadable",
  total: "beyond the most that is taken",
} as const;

/** Why a file was left out of a passage of many. */
export type LeftOutReason = keyof typeof reasons;

/** Counts the files that could not be taken, to say so in one sentence. */
export class LeftOut {
  readonly #counts = new Map<LeftOutReason, number>();
  readonly #words: Readonly<Record<LeftOutReason, string>>;

  /** @param words where a reason can be told better, e.g. with a limit. */
  constructor(words: Partial<Record<LeftOutReason, string>> = {}) {
    this.#words = { ...reasons, ...words };
  }

  get count(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  add(reason: LeftOutReason, count = 1): void {
    if (count > 0) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
  }

  /**
   * E.g. `3 of 40 files in “src” were left out: 2 binary, 1 over 1 MB.`
   *
   * @param all how many there were, e.g. `40 files in “src”`.
   * @returns undefined where none was left out.
   */
  sentence(all: string): string | undefined {
    const { count } = this;
    if (count === 0) return undefined;
    const each = [...this.#counts].map(
      ([reason, part]) => `${grouped(part)} ${this.#words[reason]}`,
    );
    return `${grouped(count)} of ${all} ${count === 1 ? "was" : "were"} left out: ${each.join(", ")}.`;
  }
}

/** `1 file`, `1,200 files`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
