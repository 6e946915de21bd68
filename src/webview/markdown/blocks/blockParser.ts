import { renderDepth } from "../nestingLimit.ts";
import type { Targets } from "../targets.ts";
import {
  isContainer,
  type Block,
  type CodeBlock,
  type Container,
  type Leaf,
  type Root,
  type TextBlock,
} from "./block.ts";
import { codeIndent, fenceIn, headingIn, isRule } from "./blockStarts.ts";
import { formulaBegunBy, goOn, wholeFormulaIn, type Formula } from "./formulas.ts";
import { keepGrowing, keepWhole } from "./kept.ts";
import { goesOn, isOpenEnded, readCode, type Taken } from "./continuation.ts";
import { BlockTree } from "./blockTree.ts";
import { Line } from "./line.ts";
import type { LinkReading } from "./linkDefinitions.ts";
import { addRow } from "./tableLines.ts";
import { makeCode } from "./make.ts";

interface Place {
  readonly container: Container;
  /** What stood open there. */
  readonly path: readonly Block[];
  readonly restore: () => void;
}

/**
 * Reads blocks line by line, as CommonMark defines them, with tables, footnotes and formulas. A line
 * costs what it is long and what stands open around it, whatever came before.
 */
export class BlockParser {
  readonly #targets: Targets;
  readonly #tree: BlockTree;
  #formulas: Formula<Place>[] = [];
  /** A formula of several lines begins in no line that goes on with the text of an item before. */
  #mayBeginFormula = true;
  /** A note begins in no line that goes on with a quotation. */
  #mayBeginNote = true;
  /** What the rest of a line belongs to whose beginning was read. */
  #middle: TextBlock | CodeBlock | undefined;

  constructor(targets: Targets, reading: LinkReading) {
    this.#targets = targets;
    this.#tree = new BlockTree(targets, reading);
  }

  get root(): Root {
    return this.#tree.root;
  }

  /** Whether a line was begun whose rest, whatever it is, is plain text. */
  get isInLine(): boolean {
    return this.#middle !== undefined;
  }

  /** Reads a line, or the rest of one that was begun. */
  readLine(text: string): void {
    if (this.#middle === undefined) {
      this.#read(text, "\n");
    } else {
      this.goOnInLine(text);
      if (this.#middle.kind === "code") this.#middle.pieces.push("\n");
      this.#middle = undefined;
    }
  }

  goOnInLine(text: string): void {
    if (text === "" || this.#middle === undefined) return;
    if (this.#middle.kind === "code") this.#middle.pieces.push(text);
    else this.#middle.content.append(text, true);
  }

  /**
   * Reads the beginning of a line: for good, where its rest cannot change what it is, else for now.
   *
   * @returns what takes it back, where it was read for now.
   */
  readBeginning(text: string): (() => void) | undefined {
    const undo = this.#keep();
    const taken = this.#readForNow(text);
    if (taken === undefined || this.#formulas.length > 0 || isOpenEnded(taken)) return undo;
    undo();
    const begun = this.#read(text, "");
    if (begun !== undefined && !isOpenEnded(begun)) {
      this.#middle = begun.leaf;
      return undefined;
    }
    // What was taken for text turns out to follow definitions.
    undo();
    this.#readForNow(text);
    return undo;
  }

  /**
   * The text ends here, behind a last line.
   *
   * @param isLine whether a line end follows it.
   * @returns what takes it back: a reply that broke off may go on.
   */
  end(text: string, isLine: boolean): () => void {
    const touched = this.#formulas.flatMap(({ place }) => place.path);
    const undo = this.#keep((path) => keepWhole(new Set([...path, ...touched])));
    const formulas = this.#formulas.map((each) => ({ ...each, lines: [...each.lines] }));
    if (isLine) this.readLine(text);
    // White space that no line end follows is no line.
    else if (this.#middle === undefined && /[^ \t]/u.test(text)) this.#read(text, "");
    this.#tree.closeUnder(this.#tree.root);
    this.#tree.root.isOpen = false;
    return () => {
      undo();
      this.#formulas = formulas;
    };
  }

  #keep(keep: (path: readonly Block[]) => () => void = keepGrowing): () => void {
    const undo = keep(this.#tree.openPath());
    const { count } = this.#targets;
    const number = this.#tree.line;
    const middle = this.#middle;
    return () => {
      undo();
      this.#targets.keepFirst(count);
      this.#tree.line = number;
      this.#middle = middle;
    };
  }

  #readForNow(text: string): Taken | undefined {
    this.#tree.isFirm = false;
    const taken = this.#read(text, "");
    this.#tree.isFirm = true;
    return taken;
  }

  /** @param end what stands behind the line. */
  #read(text: string, end: string): Taken | undefined {
    const line = new Line(text);
    this.#tree.line += 1;
    const path = this.#tree.openPath();
    const tip = path.at(-1);
    const isDefined =
      tip?.kind === "paragraph" && this.#tree.isFirm && this.#tree.defineBefore(tip, line);
    const matched: Container[] = [];
    const rests: string[] = [];
    let leaf: Leaf | undefined;
    for (const block of path) {
      if (!isContainer(block)) leaf = isDefined ? undefined : block;
      else if (goesOn(block, line)) {
        matched.push(block);
        rests.push(this.#formulas.length > 0 ? line.rest : "");
      } else break;
    }
    const isLazy = leaf === undefined && !isDefined && tip?.kind === "paragraph" && !tip.isTooDeep;
    if (isDefined) this.#tree.removeTip(path);
    if (this.#tree.isFirm && this.#endsFormula(rests, matched)) return undefined;
    if (leaf?.kind === "code" && leaf.fence !== undefined) {
      if (line.isBlank) this.#tree.markBlank(matched);
      return readCode(leaf, line, end, this.#tree.isFirm);
    }
    if (leaf?.kind === "paragraph" && leaf.isTooDeep) {
      leaf.content.addLine(line.remainder, this.#tree.isFirm);
      return undefined;
    }
    if (line.isBlank) {
      this.#readBlank(matched, leaf, line);
      return undefined;
    }
    if (leaf?.kind === "code" && line.indent >= codeIndent)
      return readCode(leaf, line, end, this.#tree.isFirm);
    const isQuoted = path[matched.length]?.kind === "quote";
    this.#mayBeginFormula = !isLazy || isQuoted;
    this.#mayBeginNote = !(isLazy && isQuoted);
    return this.#begin(matched, leaf, line, isLazy ? tip : undefined);
  }

  #readBlank(matched: readonly Container[], leaf: Leaf | undefined, line: Line): void {
    const innermost = matched.at(-1) ?? this.#tree.root;
    if (leaf?.kind === "code") {
      line.skipColumns(codeIndent);
      leaf.blanks.push(`${line.remainder}\n`);
    } else {
      this.#tree.closeUnder(innermost);
    }
    this.#tree.markBlank(matched);
  }

  /** Begins blocks, or goes on with a paragraph or a table, for a line that is not blank. */
  #begin(
    matched: Container[],
    leaf: Leaf | undefined,
    line: Line,
    lazy: TextBlock | undefined,
  ): Taken | undefined {
    let open = leaf?.kind === "code" ? undefined : leaf;
    let mayBeLazy = lazy;
    for (;;) {
      const parent = matched.at(-1) ?? this.#tree.root;
      if (open === undefined && parent.depth >= renderDepth()) {
        this.#tree.addText(matched, "paragraph", line.remainder, { isTooDeep: true });
        return undefined;
      }
      if (line.isBlank) return undefined;
      const paragraph = open?.kind === "paragraph" ? open : undefined;
      if (line.indent >= codeIndent) {
        if (paragraph !== undefined || mayBeLazy !== undefined) break;
        line.skipColumns(codeIndent);
        const code = this.#tree.add(matched, makeCode("", undefined));
        if (this.#tree.isFirm) code.pieces.push(`${line.remainder}\n`);
        return undefined;
      }
      if (paragraph !== undefined) {
        if (this.#tree.becomesTable(parent, paragraph, line.rest)) return undefined;
        if (this.#tree.becomesHeading(parent, paragraph, line.rest)) return undefined;
        if (!paragraph.isOpen) open = undefined;
      }
      if (this.#beginsLeaf(matched, open, line)) return undefined;
      if (!this.#tree.beginsContainer(matched, open, line, this.#mayBeginNote)) break;
      open = undefined;
      mayBeLazy = undefined;
      this.#mayBeginFormula = true;
      this.#mayBeginNote = true;
    }
    const text = line.rest;
    if (open?.kind === "table" && addRow(open, text)) return undefined;
    const goesOn = open?.kind === "paragraph" ? open : mayBeLazy;
    if (goesOn !== undefined) {
      goesOn.mayHead = goesOn === open && line.indent < codeIndent;
      goesOn.content.addLine(text, this.#tree.isFirm);
      return { leaf: goesOn, text };
    }
    const { isFirm } = this.#tree;
    const begun = this.#tree.addText(matched, "paragraph", text, { isFirm });
    return { leaf: begun, text };
  }

  #beginsLeaf(matched: Container[], open: Leaf | undefined, line: Line): boolean {
    const text = line.rest;
    const tex = wholeFormulaIn(text);
    if (tex !== undefined) {
      this.#tree.add(matched, { kind: "math", isOpen: false, tex });
      return true;
    }
    if (this.#tree.isFirm && this.#mayBeginFormula) this.#beginFormula(matched, text);
    const fence = fenceIn(line);
    if (fence !== undefined) {
      this.#tree.add(matched, makeCode(fence.info, fence.fence));
      return true;
    }
    if (isRule(text)) {
      this.#tree.add(matched, { kind: "rule", isOpen: false });
      return true;
    }
    const heading = headingIn(text);
    if (heading === undefined) return false;
    const { level } = heading;
    this.#tree.addText(matched, "heading", heading.text, { level, isOpen: false });
    return true;
  }

  #beginFormula(matched: readonly Container[], text: string): void {
    const container = matched.findLast(({ kind }) => kind !== "list") ?? this.#tree.root;
    const formula = formulaBegunBy(text, { container, path: [], restore: () => undefined });
    if (formula === undefined) return;
    const place = { container, path: this.#tree.openPath(), restore: this.#keep() };
    this.#formulas.push({ ...formula, place });
  }

  /** Goes on with formulas; where one ends, what was taken for text since then becomes it. */
  #endsFormula(rests: readonly string[], matched: readonly Container[]): boolean {
    if (this.#formulas.length === 0) return false;
    const going: Formula<Place>[] = [];
    for (const formula of this.#formulas) {
      const { container, restore } = formula.place;
      const rest = rests[matched.indexOf(container)];
      const next = rest === undefined ? undefined : goOn(formula, rest);
      if (typeof next === "string") {
        const number = this.#tree.line;
        restore();
        this.#formulas = going;
        this.#tree.addTo(container, { kind: "math", isOpen: false, tex: next });
        this.#tree.line = number;
        return true;
      }
      if (next !== undefined) going.push(next);
    }
    this.#formulas = going;
    return false;
  }
}
