import type { BatchRowState, BatchRowView } from "../../protocol/batchMessages.ts";
import { displayLanguage } from "../displayLanguage.ts";
import { states } from "./words.ts";

const sortKeys = ["name", "template", "model", "state", "parts", "tokens", "elapsed"] as const;
export type SortKey = (typeof sortKeys)[number];

/** Which lines a person wants to see, in which order. */
export interface Arrangement {
  /** Undefined for the batch's own order. */
  readonly sort?: { readonly key: SortKey; readonly descending: boolean } | undefined;
  /** Undefined for all. */
  readonly state?: BatchRowState | undefined;
  /** Words that a name or a remark has all of. */
  readonly search: string;
}

export const everything: Arrangement = { search: "" };

/** The arrangement after a press on a column's head: up, down, then the batch's own order. */
export function sortedBy(arrangement: Arrangement, key: SortKey): Arrangement {
  const { sort, ...rest } = arrangement;
  if (sort?.key !== key) return { ...rest, sort: { key, descending: false } };
  return sort.descending ? rest : { ...rest, sort: { key, descending: true } };
}

/** Whether lines may change places while the batch runs. */
export function isRestless({ sort }: Arrangement): boolean {
  return sort !== undefined && !["name", "template", "model"].includes(sort.key);
}

/** Puts lines of one batch into a person's order, ten times a second for ten thousand. */
export class RowOrder {
  /** Places of texts in their alphabet: texts are dear to compare. */
  readonly #ranks = new Map<SortKey, ReadonlyMap<string, number>>();
  readonly #rows: readonly BatchRowView[];

  /** @param rows of the batch in its own order; their names stay. */
  constructor(rows: readonly BatchRowView[]) {
    this.#rows = rows;
  }

  /** The lines that are wanted, as they are now. */
  arrange(rows: readonly BatchRowView[], arrangement: Arrangement): readonly BatchRowView[] {
    const { sort, state, search } = arrangement;
    const words = folded(search)
      .split(/\s+/u)
      .filter((word) => word !== "");
    const wanted = rows.filter(
      (row) => (state === undefined || row.state === state) && hasWords(row, words),
    );
    if (sort === undefined) return wanted;
    const sign = sort.descending ? -1 : 1;
    const valued = wanted.map((row) => ({ row, value: this.#value(row, sort.key) }));
    // What has no value stands last either way.
    valued.sort((one, other) => {
      if (one.value === undefined || other.value === undefined) {
        return Number(one.value === undefined) - Number(other.value === undefined);
      }
      return sign * (one.value - other.value);
    });
    return valued.map(({ row }) => row);
  }

  #value(row: BatchRowView, key: SortKey): number | undefined {
    switch (key) {
      case "name":
      case "template":
      case "model":
        return this.#ranksOf(key).get(row[key]);
      case "state":
        return stateNames.indexOf(row.state);
      case "parts":
        return row.parts && row.parts.done / row.parts.count;
      case "tokens":
        return row.tokens && row.tokens.prompt + row.tokens.completion;
      case "elapsed":
        return row.elapsed;
    }
  }

  #ranksOf(key: "name" | "template" | "model"): ReadonlyMap<string, number> {
    const known = this.#ranks.get(key);
    if (known !== undefined) return known;
    const texts = [...new Set(this.#rows.map((row) => row[key]))].sort(alphabet.compare);
    const ranks = new Map(texts.map((text, index) => [text, index]));
    this.#ranks.set(key, ranks);
    return ranks;
  }
}

const alphabet = new Intl.Collator(displayLanguage, { numeric: true });
const stateNames = Object.keys(states);

function hasWords({ name, remark = "" }: BatchRowView, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = folded(`${name}\n${remark}`);
  return words.every((word) => text.includes(word));
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Reads what a page has kept. */
export function readArrangement(value: unknown): Arrangement {
  const fields = typeof value === "object" && value !== null ? value : {};
  const { sort, state, search }: Partial<Record<keyof Arrangement, unknown>> = fields;
  return {
    sort: readSort(sort),
    state: isState(state) ? state : undefined,
    search: typeof search === "string" ? search : "",
  };
}

function readSort(value: unknown): Arrangement["sort"] {
  if (typeof value !== "object" || value === null || !("key" in value)) return undefined;
  const key = sortKeys.find((each) => each === value.key);
  if (key === undefined) return undefined;
  return { key, descending: "descending" in value && value.descending === true };
}

function isState(value: unknown): value is BatchRowState {
  return typeof value === "string" && stateNames.includes(value);
}
