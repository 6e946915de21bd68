import type { Span } from "../editor/rangeTracking.ts";
import { commonItems } from "./commonItems.ts";
import { alignSentences } from "./sentenceAlignment.ts";
import { sentencesOf } from "./sentences.ts";

/** A change of a text that can be taken or left by itself: the span gives way to the text. */
export interface Hunk extends Span {
  readonly text: string;
}

/** What a change is at least: a sentence, or a line. */
export type ProposalKind = "prose" | "lines";

/** Languages of VS Code whose documents are read as sentences. */
const proseLanguages: ReadonlySet<string> = new Set([
  ...["plaintext", "markdown", "latex", "tex", "restructuredtext", "asciidoc", "org", "typst"],
  ...["git-commit", "quarto", "rmd", "mdx"],
]);

export function proposalKind(languageId: string): ProposalKind {
  return proseLanguages.has(languageId) ? "prose" : "lines";
}

/**
 * The changes that make the original what is proposed, in order and not overlapping, at most one at
 * a place that holds no text. All of them applied give exactly the proposed text. Prose is changed
 * by sentences: equal ones stay, the others stand for each other by twos where they can, so that a
 * translation comes as about one change a sentence. Code is changed by runs of lines. Takes bounded
 * work; where texts are long and share nearly nothing, changes are coarse.
 */
export function proposeChanges(original: string, proposed: string, kind: ProposalKind): Hunk[] {
  return kind === "prose" ? changedSentences(original, proposed) : changedLines(original, proposed);
}

function changedLines(original: string, proposed: string): Hunk[] {
  const lines = linesOf(original);
  const proposedLines = linesOf(proposed);
  const hunks = new Hunks();
  eachStretch(lines, proposedLines, (line) => line, {
    equal: (line) => hunks.keep(line),
    changed: (gone, come) => hunks.replace(gone.join(""), come.join("")),
  });
  return hunks.list;
}

function changedSentences(original: string, proposed: string): Hunk[] {
  const hunks = new Hunks();
  const pass = (sentence: string, opposite: string) => {
    const words = sentence.trimEnd();
    const isKept = words === opposite.trimEnd();
    const from = isKept ? words.length : 0;
    if (isKept) hunks.keep(words);
    hunks.replace(sentence.slice(from), opposite.slice(from));
  };
  eachStretch(sentencesOf(original), sentencesOf(proposed), (sentence) => sentence.trimEnd(), {
    equal: pass,
    changed: (gone, come) => {
      let [at, atOther] = [0, 0];
      for (const { one, other } of alignSentences(gone, come)) {
        pass(gone.slice(at, at + one).join(""), come.slice(atOther, atOther + other).join(""));
        at += one;
        atOther += other;
      }
    },
  });
  return hunks.list;
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/gu) ?? [];
}

/** Goes through what two lists have in common, by a key, and through the stretches between. */
function eachStretch(
  one: readonly string[],
  other: readonly string[],
  key: (item: string) => string,
  visit: {
    readonly equal: (item: string, opposite: string) => void;
    readonly changed: (gone: readonly string[], come: readonly string[]) => void;
  },
): void {
  let [from, fromOther] = [0, 0];
  const common = commonItems(one.map(key), other.map(key));
  for (const [to, toOther] of [...common, [one.length, other.length] as const]) {
    if (to > from || toOther > fromOther) {
      visit.changed(one.slice(from, to), other.slice(fromOther, toOther));
    }
    const [item, opposite] = [one[to], other[toOther]];
    if (item !== undefined && opposite !== undefined) visit.equal(item, opposite);
    [from, fromOther] = [to + 1, toOther + 1];
  }
}

/** Collects hunks along the original. */
class Hunks {
  readonly list: Hunk[] = [];
  /** Nothing but white space has changed last: that goes with what comes next to it. */
  #isOnlySpace = false;
  #at = 0;

  keep(text: string): void {
    this.#at += text.length;
  }

  replace(gone: string, come: string): void {
    const start = this.#at;
    this.#at += gone.length;
    if (gone === come) {
      this.#isOnlySpace = false;
      return;
    }
    const last = this.list.at(-1);
    const isAtPlace = gone === "" && last?.start === start;
    // Two texts for one place could not be told apart once one of them stands there.
    if (last?.end === start && (isAtPlace || this.#isOnlySpace)) {
      this.list[this.list.length - 1] = {
        start: last.start,
        end: this.#at,
        text: last.text + come,
      };
    } else {
      this.list.push({ start, end: this.#at, text: come });
    }
    this.#isOnlySpace = gone.trim() === "" && come.trim() === "";
  }
}
