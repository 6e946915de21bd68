import type { StoredConversation, StoredMessage } from "../conversation/storedConversation.ts";
import { showExactly } from "./exactText.ts";
import { formatName, formatVersion, orderedJson } from "./format.ts";
import {
  excerpt,
  heading,
  missingFence,
  quotedPassage,
  remarks,
  shownPath,
  titleHeading,
} from "./readable.ts";

/**
 * A conversation as a Markdown file to read, which brings back all of it when it is imported. The
 * path that is shown comes first, the other versions behind it. HTML comments mark the texts and
 * hold everything else; they are known by a word that occurs nowhere in the conversation, so that
 * no text can pass for one. Between its marks a text stands as it is, with line feeds as line ends.
 */
export function exportMarkdown(conversation: StoredConversation): string {
  const { messages, ...head } = conversation;
  const boundary = boundaryFor(conversation);
  const header = orderedJson({ version: formatVersion, boundary, conversation: head });
  const writer = new Writer(boundary, messages);
  const path = shownPath(conversation);
  const shown = new Set(path);
  const others = messages.filter((message) => !shown.has(message));
  return [
    comment(formatName, header),
    titleHeading(conversation.title),
    ...path.flatMap((message) => writer.message(message)),
    ...(others.length === 0 ? [] : ["# Other versions"]),
    ...others.flatMap((message) => writer.message(message, "apart")),
    `${writer.mark("complete")}\n`,
  ].join("\n\n");
}

class Writer {
  readonly #boundary: string;
  /** Places of the messages in the conversation, and their texts, by id. */
  readonly #known: ReadonlyMap<string, { readonly at: number; readonly text: string }>;

  constructor(boundary: string, messages: readonly StoredMessage[]) {
    this.#boundary = boundary;
    this.#known = new Map(messages.map(({ id, text }, at) => [id, { at, text }]));
  }

  /** @param place a message apart from the path says what it follows. */
  message(message: StoredMessage, place: "onPath" | "apart" = "onPath"): string[] {
    const parent = message.parent === undefined ? undefined : this.#known.get(message.parent);
    const after = message.role === "user" ? "After" : "Answer to";
    return [
      `${this.#headMark(message)}\n${heading(message)}`,
      ...(place === "apart" && parent ? [`*${after} ${excerpt(parent.text)}*`] : []),
      ...(message.role === "user" ? this.#context(message) : this.#thinking(message.thinking)),
      ...this.#text("text", message.text),
      ...remarks(message),
    ];
  }

  mark(kind: string, fields: object = {}): string {
    const json = orderedJson(fields);
    return comment(this.#boundary, json === "{}" ? kind : `${kind} ${json}`);
  }

  /** Everything that stands nowhere else; what is undefined is not written. */
  #headMark(message: StoredMessage): string {
    const at = this.#known.get(message.id)?.at;
    const elsewhere = { role: undefined, text: undefined };
    if (message.role === "user") {
      const { kind } = message.background;
      const fields = { ...message, ...elsewhere, passages: undefined, background: { kind } };
      return this.mark("question", { at, ...fields });
    }
    return this.mark("answer", { at, ...message, ...elsewhere, thinking: undefined });
  }

  #context({ passages, background }: Extract<StoredMessage, { role: "user" }>): string[] {
    const summary = background.kind === "summary" ? this.#text("summary", background.text) : [];
    return [
      ...folded("Summary in place of the turns before", summary),
      ...passages.map((passage) => {
        const { text, ...fields } = passage;
        const { shown, marks } = showExactly(text);
        const ends = shown.endsWith("\n") ? {} : { lastLineIsOpen: true };
        const mark = this.mark("passage", { ...fields, ...marks, ...ends });
        return [mark, quotedPassage(passage, shown), this.mark("end")].join("\n");
      }),
    ];
  }

  #thinking(thinking: string): string[] {
    return folded("Thinking", this.#text("thinking", thinking));
  }

  /** A text between its marks; an empty one needs none. */
  #text(kind: "text" | "thinking" | "summary", text: string): string[] {
    if (text === "") return [];
    const { shown, marks } = showExactly(text);
    const section = [this.mark(kind, marks), shown, this.mark("end"), ...missingFence(shown)];
    return [section.join("\n")];
  }
}

/** Blocks that a reader sees when he opens them. */
function folded(summary: string, blocks: readonly string[]): string[] {
  if (blocks.length === 0) return [];
  return [`<details>\n<summary>${summary}</summary>`, ...blocks, "</details>"];
}

/** In a comment two hyphens would be its end; in JSON they occur in texts only. */
function comment(name: string, content: string): string {
  return `<!-- ${name} ${content.replaceAll("--", String.raw`-\u002d`)} -->`;
}

/** A word that occurs in none of the conversation's texts. */
function boundaryFor(conversation: StoredConversation): string {
  const prefix = "tibet-chat-";
  const found = JSON.stringify(conversation).matchAll(/tibet-chat-(?=([0-9a-f]{8}))/gu);
  const taken = new Set(Array.from(found, ([, number]) => number));
  let number = 0;
  while (taken.has(digits(number))) number += 1;
  return `${prefix}${digits(number)}`;
}

function digits(number: number): string {
  return number.toString(16).padStart(8, "0");
}
