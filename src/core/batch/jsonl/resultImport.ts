import type { Division } from "../batch.ts";
import { readResultLine, type ResultLine } from "./resultLine.ts";
import { checkOf, type RequestId } from "./requestId.ts";

/** What a batch knows of an item that a line may be about. */
export interface ExpectedItem {
  /** As it is kept; undefined where its source was never divided. */
  readonly division: Division | undefined;
  /** The setting that it was asked with; absent where nothing is set. */
  readonly thinking?: boolean;
}

/** Lines by what became of them. */
export interface ImportCounts {
  answers: number;
  failed: number;
  /** Of another batch, or of a part that there is not. */
  unknown: number;
  /** Made of another text, or of other parts of it, than the batch knows. */
  outdated: number;
  /** For a part that a line before had an answer for. */
  repeated: number;
  unreadable: number;
}

/** Reads a result file line by line; lines may come in any order and more than once. */
export class ResultImport {
  readonly counts: ImportCounts = {
    ...{ answers: 0, failed: 0, unknown: 0, outdated: 0, repeated: 0, unreadable: 0 },
  };
  readonly #expected: (item: string) => ExpectedItem | undefined;
  readonly #answered = new Set<string>();

  /** @param expected the item of the batch that has an id; the id may be anything. */
  constructor(expected: (item: string) => ExpectedItem | undefined) {
    this.#expected = expected;
  }

  /**
   * Takes the next line, without its end.
   *
   * @returns what is to be done for the part that it is about: the first answer for a part, or a
   *   failure where there was none yet; undefined for a line that changes nothing. An answer may
   *   follow on a failure, never the other way round.
   */
  take(line: string): Exclude<ResultLine, { readonly kind: "unreadable" }> | undefined {
    if (/^\s*$/u.test(line)) return undefined;
    const result = readResultLine(line, (item) => this.#expected(item)?.thinking);
    const outcome = this.#outcomeOf(result);
    this.counts[outcome]++;
    if (result.kind === "unreadable" || (outcome !== "answers" && outcome !== "failed")) {
      return undefined;
    }
    if (outcome === "answers") this.#answered.add(keyOf(result.id));
    return result;
  }

  #outcomeOf(result: ResultLine): keyof ImportCounts {
    if (result.kind === "unreadable") return "unreadable";
    const { item, part, check } = result.id;
    const expected = this.#expected(item);
    if (expected?.division === undefined) return "unknown";
    if (checkOf(expected.division) !== check) return "outdated";
    if (part >= expected.division.ends.length) return "unknown";
    if (this.#answered.has(keyOf(result.id))) return "repeated";
    return result.kind === "answer" ? "answers" : "failed";
  }
}

function keyOf({ item, part }: RequestId): string {
  return `${item}.${part}`;
}
