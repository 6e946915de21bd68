import * as l10n from "@vscode/l10n";
import type { Block, Item, List, Note, Quote } from "../blocks/block.ts";
import { CodeView } from "../codeBlock.ts";
import { drawFormula } from "../math.ts";
import type { Drawing } from "./drawing.ts";
import type { NoteView } from "./noteViews.ts";
import { placeIn, type Place } from "./place.ts";
import { TableView } from "./tableView.ts";
import { TextView } from "./textView.ts";
import type { View } from "./view.ts";

interface Drawn {
  readonly block: Block;
  readonly view: View;
}

type Make = (block: Block, index: number) => View;

/** The blocks in another. They grow at the end: all but the last of what is drawn stays as it is. */
export class BlockViews {
  readonly #place: Place;
  readonly #make: Make;
  readonly #drawn: Drawn[] = [];

  constructor(place: Place, make: Make) {
    this.#place = place;
    this.#make = make;
  }

  /** The last block's, of those that are drawn here. */
  get lastElement(): HTMLElement | undefined {
    return this.#drawn.findLast(({ view }) => view.element !== undefined)?.view.element;
  }

  get views(): readonly View[] {
    return this.#drawn.map(({ view }) => view);
  }

  sync(blocks: readonly Block[]): void {
    let kept = Math.min(this.#drawn.length, blocks.length);
    while (kept > 0 && this.#drawn[kept - 1]?.block !== blocks[kept - 1]) kept -= 1;
    for (const drawn of this.#drawn.splice(kept).reverse()) this.#remove(drawn);
    this.#drawn[kept - 1]?.view.sync();
    if (kept === blocks.length) return;
    for (const [index, block] of blocks.slice(kept).entries()) {
      const view = this.#make(block, kept + index);
      if (view.element !== undefined) this.#place.put(view.element, this.lastElement);
      this.#drawn.push({ block, view });
    }
  }

  dispose(): void {
    for (const { view } of this.#drawn) view.dispose();
  }

  #remove({ view }: Drawn): void {
    view.dispose();
    if (view.element !== undefined) this.#place.take(view.element);
  }
}

/** Draws a block that stands in others. */
export function viewOf(block: Block, drawing: Drawing): View {
  drawing.onDraw();
  switch (block.kind) {
    case "paragraph":
      return new TextView(block, document.createElement("p"), drawing);
    case "heading":
      return new TextView(block, document.createElement(`h${block.level}`), drawing);
    case "code":
      return new CodeView(block, drawing.reply);
    case "math":
      return drawnOnce(drawFormula(block.tex, true));
    case "rule":
      return drawnOnce(document.createElement("hr"));
    case "table":
      return new TableView(block, drawing);
    case "quote":
      return new QuoteView(block, drawing);
    case "list":
      return new ListView(block, drawing);
    case "note":
      return new DrawnNote(block, drawing);
    case "item":
    case "root":
    case "cell":
      throw new TypeError(`a ${block.kind} stands in no other block`);
  }
}

function drawnOnce(element: HTMLElement): View {
  return { element, sync: () => undefined, dispose: () => undefined };
}

class QuoteView implements View {
  readonly element = document.createElement("blockquote");
  readonly #quote: Quote;
  readonly #children: BlockViews;

  constructor(quote: Quote, drawing: Drawing) {
    this.#quote = quote;
    this.#children = new BlockViews(placeIn(this.element), (block) => viewOf(block, drawing));
    this.sync();
  }

  sync(): void {
    this.#children.sync(this.#quote.children);
  }

  dispose(): void {
    this.#children.dispose();
  }
}

class ListView implements View {
  readonly element: HTMLElement;
  readonly #list: List;
  readonly #items: BlockViews;
  #isLoose = false;

  constructor(list: List, drawing: Drawing) {
    this.#list = list;
    const { start } = list;
    const element = document.createElement(start === undefined ? "ul" : "ol");
    if (element instanceof HTMLOListElement && start !== undefined && start !== 1)
      element.start = start;
    this.element = element;
    this.#items = new BlockViews(
      placeIn(element),
      (item) => new ItemView(item as Item, drawing, () => this.#isLoose),
    );
    this.sync();
  }

  sync(): void {
    const { isLoose, children } = this.#list;
    const isChanged = isLoose !== this.#isLoose;
    this.#isLoose = isLoose;
    this.#items.sync(children);
    if (!isChanged) return;
    for (const view of this.#items.views) if (view instanceof ItemView) view.loosen();
  }

  dispose(): void {
    this.#items.dispose();
  }
}

class ItemView implements View {
  readonly element = document.createElement("li");
  readonly #item: Item;
  readonly #drawing: Drawing;
  readonly #isLoose: () => boolean;
  readonly #children: BlockViews;
  #box: HTMLInputElement | undefined;

  /** @param isLoose whether paragraphs stand apart in the list. */
  constructor(item: Item, drawing: Drawing, isLoose: () => boolean) {
    this.#item = item;
    this.#drawing = drawing;
    this.#isLoose = isLoose;
    this.#children = new BlockViews(placeIn(this.element), (block, index) =>
      this.#make(block, index),
    );
    this.sync();
  }

  sync(): void {
    this.#children.sync(this.#item.children);
  }

  dispose(): void {
    this.#children.dispose();
  }

  /** Draws its paragraphs as they are drawn in its list now. */
  loosen(): void {
    for (const view of this.#children.views) {
      if (view instanceof TextView && view.block.kind === "paragraph") {
        const element = this.#paragraph();
        if (element.tagName !== view.element.tagName) view.moveTo(element);
      }
    }
  }

  /** Paragraphs of a tight list are hidden: their text belongs to the item itself. */
  #paragraph(): HTMLElement {
    return document.createElement(this.#isLoose() ? "p" : "span");
  }

  #make(block: Block, index: number): View {
    if (block.kind !== "paragraph" && block.kind !== "heading") return viewOf(block, this.#drawing);
    const isFirst = this.#item.children.slice(0, index).every(({ kind }) => kind === "note");
    const onTask = isFirst ? (isDone: boolean | undefined) => this.#showTask(isDone) : undefined;
    const element =
      block.kind === "paragraph" ? this.#paragraph() : document.createElement(`h${block.level}`);
    return new TextView(block, element, this.#drawing, onTask);
  }

  /** A box shows what is done; nobody can change what a model said. */
  #showTask(isDone: boolean | undefined): void {
    if (isDone === undefined) {
      this.#box?.remove();
      if (this.#box !== undefined) this.element.removeAttribute("class");
      this.#box = undefined;
      return;
    }
    if (this.#box === undefined) {
      this.#box = document.createElement("input");
      this.#box.type = "checkbox";
      this.#box.disabled = true;
      this.element.className = "task";
      this.element.prepend(this.#box);
    }
    // The attribute, not the state: so it is copied with its element.
    this.#box.defaultChecked = isDone;
    this.#box.ariaLabel = isDone ? l10n.t("Done") : l10n.t("To do");
  }
}

class DrawnNote implements View, NoteView {
  readonly element = undefined;
  readonly item = document.createElement("li");
  readonly block: Note;
  readonly #drawing: Drawing;
  readonly #children: BlockViews;

  constructor(note: Note, drawing: Drawing) {
    this.block = note;
    const { notes } = drawing;
    this.#drawing = { ...drawing, onDraw: () => notes.open(this) };
    this.#children = new BlockViews(placeIn(this.item), (block) => viewOf(block, this.#drawing));
    this.item.tabIndex = -1;
    notes.add(this);
    this.sync();
  }

  get lastParagraph(): HTMLElement | undefined {
    const { lastElement } = this.#children;
    return lastElement?.tagName === "P" ? lastElement : undefined;
  }

  sync(): void {
    const { length } = this.#children.views;
    if (length !== this.block.children.length) this.#drawing.notes.open(this);
    this.#children.sync(this.block.children);
  }

  dispose(): void {
    this.#children.dispose();
    this.#drawing.notes.remove(this);
  }
}
