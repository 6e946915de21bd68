import * as l10n from "@vscode/l10n";
import { sentencesText } from "../text/listText.ts";
import { mergeTerms } from "./longFile/glossary.ts";
import type { BatchItem, Division, PartAnswer } from "./batch.ts";
import type { SourceText } from "./batchPorts.ts";
import type { Tries } from "./retryPolicy.ts";
import { sumOf } from "./usageSum.ts";

type PartState = "open" | "asking" | "resting" | "answered" | "failed";

interface Part {
  state: PartState;
  tries: Tries;
  answer?: PartAnswer;
  remark?: string;
}

/** What an item asks for next: the answer to a part, or the names and terms that one settled. */
export interface Task {
  readonly kind: "part" | "terms";
  readonly index: number;
}

/**
 * An item whose source was read: what of it is answered and what is asked next. Parts are asked in
 * their order and beside each other. Where they share names and terms, each answer is followed by a
 * request for those, one at a time and only while some part is still to be asked; and the first of
 * more than two parts is asked alone with its terms, so that all others have them.
 */
export class ItemWork {
  readonly item: Pick<BatchItem, "id" | "position" | "model" | "template" | "name">;
  readonly source: SourceText;
  readonly sourceHash: string;
  /** The window that a refusal told, in tokens. */
  window: number | undefined;
  isDividedAnew = false;
  /** When its first request of this run began, in milliseconds since the epoch. */
  begunAt: number | undefined;
  readonly #hasGlossary: boolean;
  #ends: readonly number[] = [];
  #parts: Part[] = [];
  #abort = new AbortController();
  /** Parts that are open or resting, being asked, and answered. */
  #unasked = 0;
  #underWay = 0;
  #answered = 0;
  /** No part before it is open. */
  #cursor = 0;
  /** Answered parts whose terms were not asked for yet. */
  #termsWanted: number[] = [];
  #termsAsked: number | undefined;

  constructor(
    item: ItemWork["item"],
    source: SourceText,
    sourceHash: string,
    hasGlossary: boolean,
  ) {
    this.item = item;
    this.source = source;
    this.sourceHash = sourceHash;
    this.#hasGlossary = hasGlossary;
  }

  /** Takes a division with the answers that are there; what was under way for another one is aborted. */
  divide({ ends }: Pick<Division, "ends">, answers: readonly PartAnswer[]): void {
    this.abort();
    this.#abort = new AbortController();
    this.#ends = ends;
    this.#parts = ends.map(() => ({ state: "open", tries: { broken: 0, busy: 0 } }));
    this.#cursor = this.#underWay = this.#answered = 0;
    this.#unasked = ends.length;
    this.#termsWanted = [];
    this.#termsAsked = undefined;
    for (const answer of answers) {
      const part = this.#parts[answer.index];
      if (part !== undefined) this.#finish(part, { state: "answered", answer });
    }
    const first = this.#parts[0]?.answer;
    if (first?.terms.length === 0) this.#wantTerms(0);
  }

  /** Aborted where the answers of the present division are wanted no more. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  abort(): void {
    this.#abort.abort();
  }

  get ends(): readonly number[] {
    return this.#ends;
  }

  get count(): number {
    return this.#parts.length;
  }

  get answeredCount(): number {
    return this.#answered;
  }

  /** Whether no part is to be asked or being asked any more. */
  get isThrough(): boolean {
    return this.#unasked === 0 && this.#underWay === 0;
  }

  get answers(): readonly PartAnswer[] {
    return this.#parts.map(({ answer }) => answer).filter((answer) => answer !== undefined);
  }

  get usage() {
    return sumOf(this.answers);
  }

  /** Names and terms that are settled by now. */
  get terms(): readonly string[] {
    return this.#hasGlossary ? mergeTerms(this.answers.map(({ terms }) => terms)) : [];
  }

  /** Why it is not answered as a whole; undefined where no part failed. */
  get failure(): string | undefined {
    const index = this.#parts.findIndex(({ state }) => state === "failed");
    const remark = this.#parts[index]?.remark;
    if (remark === undefined || this.count === 1) return remark;
    const failed = this.#parts.filter(({ state }) => state === "failed").length;
    const where = l10n.t("Part {0} of {1}: {2}", index + 1, this.count, remark);
    return failed === 1
      ? where
      : sentencesText([l10n.t("{0} of {1} parts failed.", failed, this.count), where]);
  }

  has(index: number): boolean {
    return this.#parts[index]?.state === "answered";
  }

  tries(index: number): Tries {
    return this.#parts[index]?.tries ?? { broken: 0, busy: 0 };
  }

  /** What can be asked now; the same until {@link begin} is told of it. */
  get next(): Task | undefined {
    const terms = this.#termsWanted[0];
    if (terms !== undefined && this.#termsAsked === undefined && this.#unasked > 0) {
      return { kind: "terms", index: terms };
    }
    while (this.#cursor < this.count && this.#parts[this.#cursor]?.state !== "open") this.#cursor++;
    const index = this.#cursor;
    if (index >= this.count || (index > 0 && this.#firstIsAlone)) return undefined;
    return { kind: "part", index };
  }

  begin({ kind, index }: Task): void {
    if (kind === "terms") {
      this.#termsWanted.shift();
      this.#termsAsked = index;
      return;
    }
    const part = this.#parts[index];
    if (part?.state !== "open") return;
    part.state = "asking";
    this.#unasked--;
    this.#underWay++;
  }

  /** The part's request ended in vain; it rests until {@link reopen}, or is open at once. */
  takeBack(index: number, tries: Tries, state: "open" | "resting"): void {
    const part = this.#parts[index];
    if (part?.state !== "asking") return;
    part.tries = tries;
    part.state = state;
    this.#underWay--;
    this.#unasked++;
    if (state === "open") this.#cursor = Math.min(this.#cursor, index);
  }

  reopen(index: number): void {
    const part = this.#parts[index];
    if (part?.state !== "resting") return;
    part.state = "open";
    this.#cursor = Math.min(this.#cursor, index);
  }

  /** Takes an answer, or the one that is there with its terms. */
  answer(answer: PartAnswer): void {
    const part = this.#parts[answer.index];
    if (part === undefined) return;
    const isNew = part.state !== "answered";
    this.#finish(part, { state: "answered", answer });
    if (isNew) this.#wantTerms(answer.index);
  }

  fail(index: number, remark: string): void {
    const part = this.#parts[index];
    if (part !== undefined) this.#finish(part, { state: "failed", remark });
  }

  /** No part that is open or rests will be asked. */
  failRest(remark: string): void {
    for (const [index, { state }] of this.#parts.entries()) {
      if (state === "open" || state === "resting") this.fail(index, remark);
    }
  }

  /** The request for a part's terms ended. */
  endTerms(): void {
    this.#termsAsked = undefined;
  }

  #wantTerms(index: number): void {
    if (this.#hasGlossary) this.#termsWanted.push(index);
  }

  /** Whether the first part's answer or its terms are still to come. */
  get #firstIsAlone(): boolean {
    if (!this.#hasGlossary || this.count <= 2) return false;
    const state = this.#parts[0]?.state;
    if (state !== "answered" && state !== "failed") return true;
    return this.#termsAsked === 0 || this.#termsWanted[0] === 0;
  }

  #finish(part: Part, end: Pick<Part, "answer" | "remark"> & { state: PartState }): void {
    if (part.state === "asking") this.#underWay--;
    else if (part.state !== "answered" && part.state !== "failed") this.#unasked--;
    if (end.state === "answered" && part.state !== "answered") this.#answered++;
    Object.assign(part, end);
  }
}
