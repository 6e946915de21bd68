import type { DatabaseSync, StatementSync } from "node:sqlite";
import { fold } from "./fold.ts";

/**
 * Every character of a text begins a trigram, the last ones too, so that words of one or two
 * characters are beginnings of trigrams wherever they stand.
 */
const padding = "\n\n";

/** The trigrams of titles and messages, by the keys of these. */
export class SearchIndex {
  readonly #add: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare("INSERT INTO search(rowid, text) VALUES(?, ?)");
    this.#remove = database.prepare(
      "INSERT INTO search(search, rowid, text) VALUES('delete', ?, ?)",
    );
  }

  add(key: number, text: string): void {
    if (text !== "") this.#add.run(key, fold(text) + padding);
  }

  /** @param text the very text that was added. */
  remove(key: number, text: string): void {
    if (text !== "") this.#remove.run(key, fold(text) + padding);
  }
}
