import * as vscode from "vscode";
import type { Span } from "../../core/editor/rangeTracking.ts";
import {
  comparedTexts,
  type ComparedTexts,
  type Decision,
} from "../../core/proposal/comparedText.ts";
import { proposeChanges, type Hunk, type ProposalKind } from "../../core/proposal/proposal.ts";
import type { Anchors } from "../editor/anchors.ts";
import { warnOfLostCharacters } from "../editor/encodingLoss.ts";
import { offerCopy, open, rangeOf } from "../editor/replyPlacement.ts";
import { writeProblem } from "../editor/writeProblem.ts";
import { HunkAnchors } from "./hunkAnchors.ts";

/** A text that could stand in the place of another one. */
export interface Proposal {
  readonly document: vscode.TextDocument;
  readonly span: Span;
  /** With the document's line ends. */
  readonly text: string;
  readonly kind: ProposalKind;
  /** The passage's name for people, e.g. `notes.md:3–9`. */
  readonly name: string;
  /** Id of the passage's anchor, where it has one. */
  readonly passage: string | undefined;
}

/**
 * What became of each change of a proposal. What is accepted stands in the document at once, as a
 * step of undo; nothing else is ever written.
 */
export class Comparison {
  readonly proposal: Proposal;
  readonly #original: string;
  readonly #hunks: readonly Hunk[];
  readonly #decisions: Decision[];
  readonly #places: HunkAnchors;
  #texts: ComparedTexts;

  constructor(proposal: Proposal, anchors: Anchors) {
    const { document, span, text, kind, passage } = proposal;
    this.proposal = proposal;
    this.#original = document.getText(rangeOf(document, span));
    this.#hunks = proposeChanges(this.#original, text, kind);
    this.#decisions = this.#hunks.map(() => "open");
    this.#places = new HunkAnchors(anchors, passage, document, span, this.#hunks);
    this.#texts = this.#write();
  }

  get texts(): ComparedTexts {
    return this.#texts;
  }

  get count(): number {
    return this.#hunks.length;
  }

  /** Indexes of the changes that nobody has decided yet. */
  get open(): number[] {
    return [...this.#decisions.keys()].filter((index) => this.#decisions[index] === "open");
  }

  /** Where the whole passage stands in its document by now. */
  get passage(): Span | undefined {
    return this.#places.passage;
  }

  /**
   * Writes changes into the document, all as one step of undo. One whose original is no longer what
   * was compared is left out, and offered for the clipboard.
   */
  async accept(indexes: readonly number[]): Promise<void> {
    const { uri } = this.proposal.document;
    const problem = await writeProblem(uri);
    const document = await open(uri);
    const texts = this.#textsOf(indexes);
    if (problem !== undefined || document === undefined) {
      void offerCopy(joined(texts), problem ?? vscode.l10n.t("The document cannot be opened."));
      return;
    }
    // Looked for last, with no wait before the edit: the person may be typing.
    const changed = [...texts.keys()].filter((index) => !this.#isUnchanged(document, index));
    const spoiled = new Map(changed.map((index) => [index, texts.get(index) ?? ""]));
    for (const index of changed) texts.delete(index);
    if (texts.size > 0 && !(await this.#apply(document, texts))) {
      void offerCopy(joined(texts), vscode.l10n.t("The document could not be changed."));
      return;
    }
    if (texts.size > 0) void warnOfLostCharacters(document, joined(texts));
    for (const index of texts.keys()) this.#decisions[index] = "taken";
    this.reject(changed);
    if (changed.length > 0) void offerCopy(joined(spoiled), changedMeanwhile(changed.length));
  }

  reject(indexes: readonly number[]): void {
    for (const index of indexes) this.#decisions[index] = "left";
    this.#texts = this.#write();
  }

  /** Follows an edit of the document: an accepted change that was undone is open again. */
  follow(document: vscode.TextDocument): boolean {
    this.#places.hold();
    const undone = [...this.#hunks.keys()].filter((index) => this.#isUndone(document, index));
    for (const index of undone) this.#decisions[index] = "open";
    if (undone.length > 0) this.#texts = this.#write();
    return undone.length > 0;
  }

  release(): void {
    this.#places.release();
  }

  async #apply(document: vscode.TextDocument, texts: ReadonlyMap<number, string>) {
    const before = this.#places.places(document);
    const edit = new vscode.WorkspaceEdit();
    for (const [index, text] of texts) {
      const span = before.hunks[index];
      if (span !== undefined) edit.replace(document.uri, rangeOf(document, span), text);
    }
    const { version } = document;
    if (!(await vscode.workspace.applyEdit(edit))) return false;
    if (document.version === version + 1) this.#places.moveAfter(before, texts, document);
    else this.#places.hold();
    return true;
  }

  #textsOf(indexes: readonly number[]): Map<number, string> {
    return new Map(indexes.map((index) => [index, this.#hunks[index]?.text ?? ""]));
  }

  #isUnchanged(document: vscode.TextDocument, index: number): boolean {
    const span = this.#places.span(index);
    return span !== undefined && document.getText(rangeOf(document, span)) === this.#gone(index);
  }

  #isUndone(document: vscode.TextDocument, index: number): boolean {
    const gone = this.#gone(index);
    // A place without text says nothing of what was there.
    if (this.#decisions[index] !== "taken" || gone === "") return false;
    return this.#isUnchanged(document, index);
  }

  /** The text that a change replaces. */
  #gone(index: number): string {
    const { start, end } = this.#hunks[index] ?? { start: 0, end: 0 };
    return this.#original.slice(start, end);
  }

  #write(): ComparedTexts {
    return comparedTexts(this.#original, this.#hunks, this.#decisions, this.proposal.kind);
  }
}

function joined(texts: ReadonlyMap<number, string>): string {
  return [...texts.values()].join("");
}

function changedMeanwhile(count: number): string {
  return count === 1
    ? vscode.l10n.t("The text was changed meanwhile, so this part of the reply was not put there.")
    : vscode.l10n.t(
        "The text was changed meanwhile in {0} places, so these parts of the reply were not put there.",
        count,
      );
}
