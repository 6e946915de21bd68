import * as l10n from "@vscode/l10n";
import type { Table, TextBlock } from "../blocks/block.ts";
import type { Drawing } from "./drawing.ts";
import { TextView } from "./textView.ts";
import type { View } from "./view.ts";

interface Row {
  readonly cells: readonly TextBlock[];
  readonly element: HTMLElement;
  readonly views: readonly TextView[];
}

/** A table; its rows come one by one. A wide one scrolls in a box of its own, which keys can reach. */
export class TableView implements View {
  readonly element = document.createElement("div");
  readonly #table: Table;
  readonly #drawing: Drawing;
  readonly #body = document.createElement("tbody");
  readonly #head: Row;
  readonly #rows: Row[] = [];

  constructor(table: Table, drawing: Drawing) {
    this.#table = table;
    this.#drawing = drawing;
    const { element } = this;
    element.className = "table";
    element.role = "group";
    element.ariaLabel = l10n.t("Table");
    element.tabIndex = 0;
    const grid = document.createElement("table");
    const head = document.createElement("thead");
    this.#head = this.#draw(table.head, "th");
    head.append(this.#head.element);
    grid.append(head);
    element.append(grid);
    this.sync();
  }

  sync(): void {
    const { rows } = this.#table;
    let kept = Math.min(this.#rows.length, rows.length);
    while (kept > 0 && this.#rows[kept - 1]?.cells !== rows[kept - 1]) kept -= 1;
    for (const row of this.#rows.splice(kept)) {
      dispose(row);
      row.element.remove();
    }
    const fresh = rows.slice(kept).map((cells) => this.#draw(cells, "td"));
    this.#rows.push(...fresh);
    this.#body.append(...fresh.map(({ element }) => element));
    if (rows.length === 0) this.#body.remove();
    else if (this.#body.parentElement === null) this.element.firstElementChild?.append(this.#body);
  }

  dispose(): void {
    for (const row of [this.#head, ...this.#rows]) dispose(row);
  }

  #draw(cells: readonly TextBlock[], tag: "th" | "td"): Row {
    const element = document.createElement("tr");
    const views = cells.map((cell, index) => {
      const cellElement = document.createElement(tag);
      const alignment = this.#table.alignments[index] ?? "";
      if (alignment !== "") cellElement.style.textAlign = alignment;
      element.append(cellElement);
      return new TextView(cell, cellElement, this.#drawing);
    });
    return { cells, element, views };
  }
}

function dispose({ views }: Row): void {
  for (const view of views) view.dispose();
}
