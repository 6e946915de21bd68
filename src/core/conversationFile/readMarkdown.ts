import * as l10n from "@vscode/l10n";
import { isRecord } from "../record.ts";
import { mostMessages } from "./conversationShape.ts";
import { readExactly } from "./exactText.ts";
import { checkVersion, cutOff, formatName, notOurs, parseJson, UnknownFile } from "./format.ts";
import { groupedNumber } from "../text/groupedNumber.ts";

const tooMany = l10n.t("It has more than {0} messages.", groupedNumber(mostMessages));

type Fields = Readonly<Record<string, unknown>>;

/**
 * The conversation in a Markdown file, unchecked. Line ends of any kind count as line feeds, since
 * editors change them all when they save; a text whose own were others says so in its mark.
 *
 * @throws UnknownFile
 */
export function readMarkdown(content: string): unknown {
  const file = content.replace(/\r\n?/gu, "\n");
  const { head, boundary, end } = readHeader(file);
  const messages: Message[] = [];
  let open: Mark | undefined;
  for (const mark of marksIn(file, boundary, end)) {
    if (open !== undefined) {
      const message = messages.at(-1);
      if (mark.kind !== "end" || message === undefined) throw new UnknownFile(cutOff);
      message.add(open, file.slice(open.end + 1, mark.start));
      open = undefined;
    } else if (mark.kind === "question" || mark.kind === "answer") {
      messages.push(new Message(mark));
      if (messages.length > mostMessages) throw new UnknownFile(tooMany);
    } else if (mark.kind === "complete") {
      messages.sort((a, b) => a.at - b.at);
      return { ...head, messages: messages.map((message) => message.fields) };
    } else {
      open = mark;
    }
  }
  throw new UnknownFile(cutOff);
}

function readHeader(file: string): { head: Fields; boundary: string; end: number } {
  const start = /(?:^|\n)<!-- tibet-model-chat /u.exec(file);
  if (start === null) throw new UnknownFile(notOurs);
  const first = start.index + start[0].indexOf("<");
  const { json, end } = readComment(file, first, formatName);
  const fields = parseFields(json);
  checkVersion(fields["version"]);
  const { boundary, conversation } = fields;
  if (typeof boundary !== "string" || !/^[\w-]{1,100}$/u.test(boundary)) {
    throw new UnknownFile(cutOff);
  }
  return { head: isRecord(conversation) ? conversation : {}, boundary, end };
}

/** A comment of the file's own. */
interface Mark {
  readonly kind: string;
  readonly fields: Fields;
  /** Offset of the line feed before it. */
  readonly start: number;
  /** Offset of the line feed behind it. */
  readonly end: number;
}

function* marksIn(file: string, boundary: string, from: number): Generator<Mark> {
  const lead = `\n<!-- ${boundary} `;
  for (let start = file.indexOf(lead, from); start >= 0;) {
    const { json: content, end } = readComment(file, start + 1, boundary);
    const space = content.indexOf(" ");
    const kind = space < 0 ? content : content.slice(0, space);
    yield { kind, fields: space < 0 ? {} : parseFields(content.slice(space)), start, end };
    start = file.indexOf(lead, end);
  }
}

/** What a comment of one line says behind its name. */
function readComment(file: string, start: number, name: string): { json: string; end: number } {
  const lineEnd = file.indexOf("\n", start);
  const end = lineEnd < 0 ? file.length : lineEnd;
  const line = file.slice(start, end).trimEnd();
  if (!line.endsWith(" -->")) throw new UnknownFile(cutOff);
  return { json: line.slice(`<!-- ${name} `.length, -" -->".length), end };
}

function parseFields(json: string): Fields {
  const value = parseJson(json);
  if (!isRecord(value)) throw new UnknownFile(cutOff);
  return value;
}

/** A message whose texts stand behind its mark. */
class Message {
  readonly #mark: Mark;
  readonly #texts: Record<"text" | "thinking" | "summary", string> = {
    ...{ text: "", thinking: "", summary: "" },
  };
  readonly #passages: Fields[] = [];

  constructor(mark: Mark) {
    this.#mark = mark;
  }

  /** Its place in the conversation. */
  get at(): number {
    const { at } = this.#mark.fields;
    return typeof at === "number" ? at : 0;
  }

  get fields(): Fields {
    const { kind, fields } = this.#mark;
    const { text, thinking, summary } = this.#texts;
    if (kind === "answer") return { ...fields, role: "assistant", text, thinking };
    const background = isRecord(fields["background"]) ? fields["background"] : {};
    return {
      ...fields,
      ...{ role: "user", text, passages: this.#passages },
      background: { ...background, text: summary },
    };
  }

  add({ kind, fields }: Mark, body: string): void {
    if (kind === "text" || kind === "thinking" || kind === "summary") {
      this.#texts[kind] = readExactly(body, fields);
    } else if (kind === "passage") {
      this.#passages.push({ ...fields, text: readExactly(unquote(body, fields), fields) });
    } else {
      throw new UnknownFile(cutOff);
    }
  }
}

/** The text in a quotation: behind the line that names it, between the fences. */
function unquote(body: string, { lastLineIsOpen }: Fields): string {
  const opening = /^[^\n]*\n(`{3,})[^\n]*\n/u.exec(body);
  const [lead = "", fence = ""] = opening ?? [];
  if (fence === "" || !body.endsWith(`\n${fence}`) || body.length < lead.length + fence.length) {
    throw new UnknownFile(
      l10n.t("A passage in it lost the fence around it, so nothing of it can be used."),
    );
  }
  const text = body.slice(lead.length, body.length - fence.length);
  return lastLineIsOpen === true ? text.slice(0, -1) : text;
}
