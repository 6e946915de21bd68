import type { ConversationLog } from "../log/conversationLog.ts";
import type { Row } from "../log/row.ts";
import { clearHighlights, showHighlights } from "./highlights.ts";
import { compare, isSame, liveRange, matchesIn, type Match } from "./match.ts";
import { mayShow, type Query } from "./query.ts";
import { ShownText } from "./shownText.ts";

/** What was found. */
export interface Count {
  /** Which match is the current one, from 1 on; 0 where none is. */
  readonly current: number;
  readonly total: number;
  /** Whether all of the conversation was looked through. */
  readonly isWhole: boolean;
}

/** A match that is looked for: the first that `accepts` takes, from a row on, round and round. */
interface Search {
  readonly from: Row;
  readonly direction: 1 | -1;
  /** Whether a match of the row that the search begins in is far enough. */
  readonly accepts: (match: Match) => boolean;
}

/** How long finding may take of a frame, in milliseconds. */
const budget = 8;

/**
 * Finds a text in all of a conversation, as it is shown. Rows that nobody has come near are drawn
 * only where their source tells that they may have a match, a few a frame.
 */
export class Finder {
  readonly #log: ConversationLog;
  readonly #onChange: () => void;
  readonly #changes: MutationObserver;
  readonly #found = new Map<Row, readonly Match[]>();
  /** What rows show, for as long as they show it. */
  readonly #texts = new Map<Row, readonly ShownText[]>();
  #query: Query | undefined;
  #search: Search | undefined;
  #current: Match | undefined;
  #frame: number | undefined;
  #count: Count = { current: 0, total: 0, isWhole: true };

  /** @param onChange called when {@link Finder.count} has changed. */
  constructor(log: ConversationLog, onChange: () => void) {
    this.#log = log;
    this.#onChange = onChange;
    this.#changes = new MutationObserver((records) => {
      this.#forget(records);
      this.refresh();
    });
  }

  /** What was found so far; see {@link Count}. */
  get count(): Count {
    return this.#count;
  }

  /** Looks for another text, from the current match on, else from what is in view. */
  find(query: Query): void {
    this.#found.clear();
    this.#query = query.text === "" ? undefined : query;
    const current = this.#current;
    this.#current = undefined;
    if (this.#query === undefined) {
      this.#changes.disconnect();
      this.#texts.clear();
      this.#search = undefined;
    } else {
      this.#changes.observe(this.#log.list, {
        ...{ subtree: true, childList: true, characterData: true },
        ...{ attributes: true, attributeFilter: ["open"] },
      });
      this.#seekFrom(current);
    }
    this.#work();
  }

  /** Goes to the next match (1) or the one before (-1). */
  step(direction: 1 | -1): void {
    if (this.#query === undefined) return;
    const current = this.#current;
    if (current === undefined) {
      this.#seekFrom(undefined);
    } else {
      const accepts = (match: Match) => compare(match, current) * direction > 0;
      this.#search = { from: current.row, direction, accepts };
    }
    this.#work();
  }

  /** Ends the finding. */
  close(): void {
    this.find({ text: "", matchesCase: false });
    clearHighlights();
  }

  /** Call when the log has changed: more comes soon. */
  refresh(): void {
    if (this.#query === undefined) return;
    this.#frame ??= requestAnimationFrame(() => this.#work());
  }

  /** Looks on from a match, itself included, or from what is in view. */
  #seekFrom(match: Match | undefined): void {
    const isThere = match?.row.element.isConnected === true;
    const from = isThere ? match.row : this.#log.firstInView();
    if (from === undefined) return;
    const accepts = (each: Match) =>
      match !== undefined && isThere
        ? compare(each, match) >= 0
        : this.#log.isBelowTop(liveRange(each).getBoundingClientRect());
    this.#search = { from, direction: 1, accepts };
  }

  #work(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    for (const known of [this.#found, this.#texts]) {
      for (const row of known.keys()) if (!row.element.isConnected) known.delete(row);
    }
    const query = this.#query;
    if (query !== undefined) {
      const until = performance.now() + budget;
      this.#seek(query, until);
      const isWhole = this.#scanAll(query, until);
      this.#keepCurrent();
      if (!isWhole) this.refresh();
    }
    this.#highlight();
    this.#tell();
  }

  /** Tells the count where it has changed. */
  #tell(): void {
    let total = 0;
    let current = 0;
    let isWhole = true;
    for (const row of this.#log.rows) {
      const matches = this.#found.get(row);
      if (matches === undefined) {
        isWhole = false;
        continue;
      }
      if (row === this.#current?.row) {
        const index = matches.findIndex((match) => isSame(match, this.#current));
        current = index < 0 ? 0 : total + index + 1;
      }
      total += matches.length;
    }
    const known = this.#count;
    if (current === known.current && total === known.total && isWhole === known.isWhole) return;
    this.#count = { current, total, isWhole };
    this.#onChange();
  }

  /** Goes on with the search for the next match to show, where there is one. */
  #seek(query: Query, until: number): void {
    const search = this.#search;
    if (search === undefined) return;
    const { from, direction, accepts } = search;
    const rows = this.#log.rows;
    const first = Math.max(0, rows.indexOf(from));
    for (let step = 0; step <= rows.length; step += 1) {
      const row = rows.at((first + step * direction) % rows.length);
      if (row === undefined) break;
      if (performance.now() > until && !this.#found.has(row)) return;
      const matches = this.#scan(row, query);
      const fits = step === 0 ? accepts : () => true;
      const match = direction > 0 ? matches.find(fits) : matches.findLast(fits);
      if (match === undefined) continue;
      this.#search = undefined;
      this.#show(match);
      return;
    }
    this.#search = undefined;
  }

  #scanAll(query: Query, until: number): boolean {
    for (const row of this.#log.rows) {
      if (this.#found.has(row)) continue;
      if (performance.now() > until) return false;
      this.#scan(row, query);
    }
    return true;
  }

  #scan(row: Row, query: Query): readonly Match[] {
    const known = this.#found.get(row);
    if (known !== undefined) return known;
    const { question, summary = "" } = row.exchange;
    const sources = [question, summary, row.answer?.text ?? ""];
    const isWorthIt = row.isDrawn || sources.some((source) => mayShow(source, query));
    this.#forget(this.#changes.takeRecords());
    if (isWorthIt && !row.isDrawn) row.draw(Date.now());
    this.#changes.takeRecords();
    const matches = isWorthIt ? matchesIn(row, this.#textsOf(row), query) : [];
    this.#found.set(row, matches);
    return matches;
  }

  #textsOf(row: Row): readonly ShownText[] {
    const known = this.#texts.get(row);
    if (known !== undefined) return known;
    const texts = row.texts.map((element) => new ShownText(element));
    this.#texts.set(row, texts);
    return texts;
  }

  #forget(records: readonly MutationRecord[]): void {
    for (const { target } of records) {
      const row = this.#log.rowOf(target);
      if (row === undefined) continue;
      this.#found.delete(row);
      this.#texts.delete(row);
    }
  }

  /** The current match as it is in a row that was drawn anew, or what has come in its place. */
  #keepCurrent(): void {
    const current = this.#current;
    if (current === undefined) return;
    const matches = this.#found.get(current.row);
    if (matches === undefined) return;
    this.#current = matches.find((match) => compare(match, current) >= 0) ?? matches.at(-1);
  }

  #show(match: Match): void {
    this.#current = match;
    this.#log.revealPlace(match.row, () => liveRange(match).getBoundingClientRect());
  }

  #highlight(): void {
    const near = this.#log.rows.filter((row) => this.#log.isNear(row));
    showHighlights(
      near.flatMap((row) => this.#found.get(row) ?? []).map((match) => match.text.rangeOf(match)),
      this.#current?.text.rangeOf(this.#current),
    );
  }
}
