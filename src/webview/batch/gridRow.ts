import { render } from "lit";
import type { BatchRowView } from "../../protocol/batchMessages.ts";
import { rowView, type RowAction, type RowParts } from "./rowView.ts";

/** A line of the table while it is in the page; draws only what changed. */
export class GridRow {
  readonly element = document.createElement("div");
  readonly #act: RowParts["act"];
  #drawn: Omit<RowParts, "act"> | undefined;

  constructor(id: string, act: (action: RowAction, id: string) => void) {
    this.#act = act;
    this.element.role = "row";
    this.element.dataset["item"] = id;
  }

  draw(row: BatchRowView, columns: RowParts["columns"], isActive: boolean): void {
    const drawn = this.#drawn;
    if (drawn?.row === row && drawn.isActive === isActive && drawn.columns === columns) return;
    this.#drawn = { row, columns, isActive };
    this.element.className = row.remark === undefined ? "batch-row" : "batch-row has-remark";
    this.element.tabIndex = isActive ? 0 : -1;
    this.element.ariaSelected = String(isActive);
    render(rowView({ ...this.#drawn, act: this.#act }), this.element);
  }

  /** @param top in CSS pixels from the top of the first line. */
  place(index: number, top: number): void {
    this.element.ariaRowIndex = String(index + 2);
    this.element.style.top = `${top}px`;
  }
}
