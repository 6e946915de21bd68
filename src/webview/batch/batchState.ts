import type {
  BatchHeadView,
  BatchHostMessage,
  BatchListItem,
  BatchRowView,
} from "../../protocol/batchMessages.ts";
import { RowOrder, type Arrangement } from "./arrangement.ts";
import { sumsOf, type RowSums } from "./rowSums.ts";

/**
 * The page's copy of the host's truth. A line that has not changed is the same object as before, so
 * that the table can tell by identity what to draw anew.
 */
export class BatchState {
  #batches: readonly BatchListItem[] = [];
  #head: BatchHeadView | undefined;
  #rows: BatchRowView[] = [];
  #places = new Map<string, number>();
  #order = new RowOrder([]);
  #columns = { template: false, model: false };
  #isKnown = false;

  /** Whether the host has told anything yet. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get batches(): readonly BatchListItem[] {
    return this.#batches;
  }

  get head(): BatchHeadView | undefined {
    return this.#head;
  }

  /** How many lines the batch has. */
  get count(): number {
    return this.#rows.length;
  }

  /** Which columns say more than one thing. */
  get columns(): { readonly template: boolean; readonly model: boolean } {
    return this.#columns;
  }

  get sums(): RowSums {
    return sumsOf(this.#rows);
  }

  row(id: string): BatchRowView | undefined {
    return this.#rows[this.#places.get(id) ?? -1];
  }

  arranged(arrangement: Arrangement): readonly BatchRowView[] {
    return this.#order.arrange(this.#rows, arrangement);
  }

  apply(message: BatchHostMessage): void {
    switch (message.type) {
      case "batch":
        this.#isKnown = true;
        this.#batches = message.batches;
        this.#head = message.head;
        this.#setRows(message.rows);
        break;
      case "changes":
        // Changes of a batch that is not shown any more are of no use.
        if (message.head.id !== this.#head?.id) break;
        this.#head = message.head;
        for (const row of message.rows) this.#put(row);
        break;
      case "list":
        this.#batches = message.batches;
        break;
    }
  }

  #setRows(rows: readonly BatchRowView[]): void {
    this.#rows = [...rows];
    this.#places = new Map(rows.map(({ id }, index) => [id, index]));
    this.#order = new RowOrder(rows);
    this.#columns = {
      template: new Set(rows.map(({ template }) => template)).size > 1,
      model: new Set(rows.map(({ model }) => model)).size > 1,
    };
  }

  #put(row: BatchRowView): void {
    const place = this.#places.get(row.id);
    if (place !== undefined) this.#rows[place] = row;
  }
}
