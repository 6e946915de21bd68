import type { Token } from "markdown-it";
import {
  isContainer,
  type Block,
  type Item,
  type TextBlock,
} from "../../src/webview/markdown/blocks/block.ts";
import { trimmed } from "../../src/webview/markdown/blocks/blockStarts.ts";
import type { NoteReference } from "../../src/webview/markdown/footnotes.ts";
import { GrowingMarkdown } from "../../src/webview/markdown/growingMarkdown.ts";
import { readInline } from "../../src/webview/markdown/inlineText.ts";
import { numberNotes } from "../../src/webview/markdown/noteNumbers.ts";
import { taskIn } from "../../src/webview/markdown/taskBox.ts";

/** A token without what nothing is drawn from. */
export interface Flat {
  readonly type: string;
  readonly content?: string;
  readonly detail?: unknown;
}

/** The tokens of a text in reading order, those in lines as well. */
export function flatTokens(text: string): Flat[] {
  const markdown = new GrowingMarkdown();
  markdown.append(text);
  markdown.end();
  return flatten(markdown);
}

/** What a reader sees of a text, formulas in angle brackets, and blocks in lines. */
export function shownText(text: string): string {
  const shown = flatTokens(text).map(({ type, content = "" }) => {
    if (type.startsWith("math_")) return `⟨${content}⟩`;
    if (type === "softbreak") return "\n";
    return type.endsWith("_close") && !/^(?:em|strong|s|link)_/u.test(type) ? "\n" : content;
  });
  return shown.join("").replace(/\n+/gu, "\n").trim();
}

/** How deep the parts of a text stand in each other, those in lines as well. */
export function depthOf(text: string): number {
  let deepest = 0;
  let depth = 0;
  for (const { type } of flatTokens(text)) {
    if (type.endsWith("_open")) depth += 1;
    if (type.endsWith("_close")) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The tokens of what has been read so far. */
export function flatten(markdown: GrowingMarkdown): Flat[] {
  const references: NoteReference[] = [];
  const bodies = new Map<string, Flat[]>();
  const inline = (block: TextBlock, item: Item | undefined): [Flat[], boolean | undefined] => {
    const source = trimmed(block.content.toString());
    const { tokens } = readInline(
      block.isTooDeep ? source.trim() : source,
      block,
      markdown.targets,
    );
    const collect = (all: readonly Token[]): void => {
      for (const { type, meta, children } of all) {
        if (type === "footnote_ref") references.push(meta as unknown as NoteReference);
        if (children !== null) collect(children);
      }
    };
    collect(tokens);
    const task = item === undefined ? undefined : taskIn(source, tokens);
    return [(task?.tokens ?? tokens).map(flat), task?.isDone];
  };
  const walk = (block: Block, isTight: boolean, item?: Item): Flat[] => {
    if (isContainer(block)) {
      const isTask = (child: Block) =>
        block.kind === "item" && child === block.children.find(({ kind }) => kind !== "note");
      let isDone: boolean | undefined;
      const isFirst = block.kind === "note" && !bodies.has(block.label);
      if (isFirst) bodies.set(block.label, []);
      const inner = block.children.flatMap((child: Block) => {
        if (isTask(child) && (child.kind === "paragraph" || child.kind === "heading")) {
          const [tokens, done] = inline(child, block as Item);
          isDone = done;
          return wrapped(child, tokens, isTight);
        }
        return walk(
          child,
          block.kind === "list" ? !block.isLoose : isTight && block.kind === "item",
        );
      });
      if (block.kind === "root") return inner;
      if (block.kind === "note") {
        if (isFirst) bodies.set(block.label, inner);
        return [];
      }
      const name =
        block.kind === "quote"
          ? "blockquote"
          : block.kind === "item"
            ? "list_item"
            : block.start === undefined
              ? "bullet_list"
              : "ordered_list";
      const start =
        block.kind === "list" && block.start !== undefined && block.start !== 1
          ? block.start
          : undefined;
      return [
        {
          type: `${name}_open`,
          ...(start === undefined ? {} : { detail: start }),
          ...(isDone === undefined ? {} : { detail: isDone }),
        },
        ...inner,
        { type: `${name}_close` },
      ];
    }
    switch (block.kind) {
      case "paragraph":
      case "heading":
      case "cell":
        return wrapped(block, inline(block, item)[0], isTight);
      case "code":
        return [{ type: "code", content: block.pieces.join(""), detail: block.info }];
      case "math":
        return [{ type: "math_block", content: block.tex }];
      case "rule":
        return [{ type: "hr" }];
      case "table": {
        const row = (cells: readonly TextBlock[], tag: string) => [
          { type: "tr_open" },
          ...cells.flatMap((cell, index) => [
            {
              type: `${tag}_open`,
              ...(block.alignments[index] === ""
                ? {}
                : { detail: `text-align:${block.alignments[index]}` }),
            },
            ...inline(cell, undefined)[0],
            { type: `${tag}_close` },
          ]),
          { type: "tr_close" },
        ];
        return [
          { type: "table_open" },
          { type: "thead_open" },
          ...row(block.head, "th"),
          { type: "thead_close" },
          ...(block.rows.length === 0
            ? []
            : [
                { type: "tbody_open" },
                ...block.rows.flatMap((cells) => row(cells, "td")),
                { type: "tbody_close" },
              ]),
          { type: "table_close" },
        ];
      }
    }
  };
  const body = walk(markdown.root, false);
  const notes = numberNotes(references, markdown.targets.noteLabels);
  // Numbers are known only now.
  const numbered = (flats: readonly Flat[]): Flat[] =>
    flats.map((each) =>
      each.type === "footnote_ref"
        ? { ...each, detail: { ...(each.detail as NoteReference) } }
        : each,
    );
  if (notes.length === 0) return numbered(body);
  return numbered([
    ...body,
    { type: "footnote_block_open" },
    ...notes.flatMap(({ label, count }, id) => {
      const content = bodies.get(label) ?? [];
      const end = content.at(-1)?.type === "paragraph_close" ? content.slice(-1) : [];
      return [
        { type: "footnote_open", detail: id },
        ...content.slice(0, content.length - end.length),
        ...Array.from({ length: count }, (_, subId) => ({
          type: "footnote_anchor",
          detail: `${id} ${subId}`,
        })),
        ...end,
        { type: "footnote_close" },
      ];
    }),
    { type: "footnote_block_close" },
  ]);
}

function wrapped({ kind, level }: TextBlock, inner: readonly Flat[], isTight: boolean): Flat[] {
  const name = kind === "heading" ? `heading${level}` : "paragraph";
  const hidden = kind === "paragraph" && isTight ? { detail: "hidden" } : {};
  return [{ type: `${name}_open`, ...hidden }, ...inner, { type: `${name}_close` }];
}

function flat(token: Token): Flat {
  const { type, content, meta } = token;
  if (type === "footnote_ref") return { type, detail: meta };
  const target = token.attrGet("href") ?? token.attrGet("src");
  return {
    type,
    ...(content === "" ? {} : { content }),
    ...(target === null ? {} : { detail: target }),
  };
}

/** The same of tokens that markdown-it has made. */
export function flattenWhole(tokens: readonly Token[]): Flat[] {
  return tokens.flatMap((token): Flat[] => {
    const { type, tag, content, info, meta, hidden } = token;
    switch (type) {
      case "inline":
        return (token.children ?? []).map((child) =>
          child.type === "footnote_ref"
            ? { type: "footnote_ref", detail: { ...pick(child.meta) } }
            : flat(child),
        );
      case "fence":
      case "code_block":
        return [{ type: "code", content, detail: type === "fence" ? info : "" }];
      case "heading_open":
      case "heading_close":
        return [{ type: type.replace("heading", `heading${tag.slice(1)}`) }];
      case "math_block":
        return [{ type, content }];
      case "footnote_open":
        return [{ type, detail: meta?.["id"] }];
      case "footnote_anchor":
        return [{ type, detail: `${String(meta?.["id"])} ${String(meta?.["subId"])}` }];
      case "list_item_open":
        return [{ type, ...(meta === null ? {} : { detail: meta["isDone"] }) }];
      case "paragraph_open":
        return [{ type, ...(hidden ? { detail: "hidden" } : {}) }];
    }
    const detail = token.attrGet("start") ?? token.attrGet("style") ?? undefined;
    return [{ type, ...(detail === undefined ? {} : { detail }) }];
  });
}

function pick(meta: Token["meta"]): NoteReference {
  return {
    label: String(meta?.["label"]),
    id: Number(meta?.["id"]),
    subId: Number(meta?.["subId"]),
  };
}
