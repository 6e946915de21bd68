import type { TextBlock } from "../blocks/block.ts";
import type { NoteReference } from "../footnotes.ts";
import { readInline } from "../inlineText.ts";
import { hasStacks, sample } from "../languageOf.ts";
import { markLanguage } from "../../textMarks.ts";
import { taskIn } from "../taskBox.ts";
import { drawInline, referencesIn } from "./drawInline.ts";
import type { Drawing } from "./drawing.ts";
import { InlineNodes } from "./inlineNodes.ts";
import type { ReferringView } from "./view.ts";

/** How much is settled at once at the least, in UTF-16 code units. */
const least = 100;
/** The class of a text that needs higher lines. */
const stacked = "has-stacks";

/** A paragraph, a heading or a cell. Of a text that grows only the end is read and drawn again. */
export class TextView implements ReferringView {
  readonly block: TextBlock;
  readonly #drawing: Drawing;
  readonly #onTask: ((isDone: boolean | undefined) => void) | undefined;
  readonly #nodes: InlineNodes;
  #element: HTMLElement;
  #version = -1;
  /** How many pieces of the source were taken. */
  #taken = 0;
  #passing = "";
  /** The source behind what is settled. */
  #rest = "";
  #hasSettled = false;
  /** The beginning of what is settled, and that of the text as it was last shown. */
  #beginning = "";
  #shownBeginning = "";
  #isStacked = false;
  #settledReferences: NoteReference[] = [];
  #references: readonly NoteReference[] = [];

  /** @param onTask told whether the text begins with a box, where it may. */
  constructor(
    block: TextBlock,
    element: HTMLElement,
    drawing: Drawing,
    onTask?: (isDone: boolean | undefined) => void,
  ) {
    this.block = block;
    this.#element = element;
    this.#drawing = drawing;
    this.#onTask = onTask;
    this.#nodes = new InlineNodes(element);
    drawing.texts.set(block, this);
    this.sync();
  }

  get element(): HTMLElement {
    return this.#element;
  }

  get references(): readonly NoteReference[] {
    return this.#references;
  }

  sync(): void {
    const { content } = this.block;
    const { version, firmCount, passing } = content;
    if (version !== this.#version) this.#forget(version);
    else if (firmCount === this.#taken && passing === this.#passing) return;
    this.#rest += content.firmFrom(this.#taken);
    this.#taken = firmCount;
    this.#passing = passing;
    this.#draw();
  }

  redraw(): void {
    this.#version = -1;
    this.sync();
  }

  dispose(): void {
    this.#drawing.texts.delete(this.block);
    this.#drawing.targets.forget(this.block);
    this.#drawing.notes.refer(this, false);
    this.#onTask?.(undefined);
  }

  /** Shows it in another element. */
  moveTo(element: HTMLElement): void {
    this.#nodes.moveTo(element);
    element.lang = this.#element.lang;
    if (element.lang === "") element.removeAttribute("lang");
    if (this.#element.className !== "") element.className = this.#element.className;
    this.#element.replaceWith(element);
    this.#element = element;
  }

  #forget(version: number): void {
    this.#drawing.onDraw();
    this.#nodes.clear();
    this.#element.removeAttribute("class");
    this.#isStacked = false;
    this.#version = version;
    this.#taken = 0;
    this.#rest = "";
    this.#hasSettled = false;
    this.#beginning = "";
    this.#shownBeginning = "";
    this.#settledReferences = [];
  }

  #draw(): void {
    this.#drawing.onDraw();
    const block = this.block;
    const { targets } = this.#drawing;
    const source = this.#rest + this.#passing;
    const lead = this.#hasSettled ? 0 : source.search(/[^ \t\n\r]|$/u);
    const text = source.slice(lead).replace(/[ \t\n\r]+$/u, "");
    const shown = block.isTooDeep ? text.trim() : text;
    this.#markLanguage(shown);
    this.#isStacked ||= hasStacks(shown);
    if (this.#isStacked) this.#element.className = stacked;
    const { tokens, settled } = readInline(shown, block, targets);
    const isSettled = block.isOpen && settled >= least && settled + lead <= this.#rest.length;
    if (!isSettled) {
      this.#show(shown, tokens);
      this.#refer([...this.#settledReferences, ...referencesIn(tokens)]);
      return;
    }
    const head = shown.slice(0, settled);
    const tail = shown.slice(settled);
    const headTokens = readInline(head, block, targets).tokens;
    this.#show(head, headTokens);
    this.#nodes.settle();
    this.#settledReferences.push(...referencesIn(headTokens));
    this.#rest = this.#rest.slice(settled + lead);
    this.#hasSettled = true;
    this.#beginning = `${this.#beginning}${head}`.slice(0, sample);
    const tailTokens = readInline(tail, block, targets).tokens;
    this.#show(tail, tailTokens);
    this.#refer([...this.#settledReferences, ...referencesIn(tailTokens)]);
  }

  #show(source: string, tokens: Parameters<typeof drawInline>[0]): void {
    const mayBeTask = this.#onTask !== undefined && !this.#hasSettled;
    const task = mayBeTask ? taskIn(source, tokens) : undefined;
    if (mayBeTask) this.#onTask(task?.isDone);
    const hasReferences = this.#references.length > this.#settledReferences.length;
    this.#nodes.show(drawInline(task?.tokens ?? tokens), !hasReferences);
  }

  #refer(references: readonly NoteReference[]): void {
    const { length } = this.#references;
    this.#references = references;
    if (length > 0 || references.length > 0) {
      this.#drawing.notes.refer(this, references.length > 0);
    }
  }

  /** The language is told by the beginning, which may still grow. */
  #markLanguage(shown: string): void {
    if (this.#beginning.length >= sample) return;
    const beginning = `${this.#beginning}${shown.slice(0, sample)}`.slice(0, sample);
    if (beginning === this.#shownBeginning) return;
    this.#shownBeginning = beginning;
    // Attributes stand in one order, however the text came.
    this.#element.removeAttribute("class");
    markLanguage(this.#element, beginning);
  }
}
