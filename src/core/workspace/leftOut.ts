import * as l10n from "@vscode/l10n";
import { listText } from "../text/listText.ts";
import { groupedNumber } from "../text/groupedNumber.ts";

const reasons = {
  binary: l10n.t("binary"),
  large: l10n.t("too large"),
  empty: l10n.t("empty"),
  link: l10n.t("behind a link"),
  git: l10n.t("of Git’s own"),
  unreadable: l10n.t("unreadable"),
  total: l10n.t("beyond the most that is taken"),
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
    const each = [...this.#counts].map(([reason, part]) =>
      l10n.t("{count} {reason}", { count: groupedNumber(part), reason: this.#words[reason] }),
    );
    return count === 1
      ? l10n.t("1 of {0} was left out: {1}.", all, listText(each))
      : l10n.t("{0} of {1} were left out: {2}.", groupedNumber(count), all, listText(each));
  }
}
