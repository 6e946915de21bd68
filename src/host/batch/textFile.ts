import * as vscode from "vscode";
import { guessEncoding } from "../../core/text/encodingGuess.ts";
import {
  isBinaryContent,
  isBinaryName,
  isGitData,
  languageOf,
} from "../../core/workspace/fileKinds.ts";
import { isDamaged, megabytes, openDocument } from "../context/fileText.ts";

/** A file's text, and how it is written on the disk. */
export interface TextFile extends FileFormat {
  readonly text: string;
  /** VS Code's id of its language. */
  readonly languageId: string;
}

export interface FileFormat {
  /** VS Code's id, without a mark for the byte order mark. */
  readonly encoding: string;
  readonly bom: boolean;
  /** Of mixed line ends the one that there are more of. */
  readonly eol: "\n" | "\r\n";
}

/** Largest file that is asked about, in bytes; of an open document, in UTF-16 code units. */
const largestSource = 10_000_000;

/**
 * Reads a text file in the encoding that it is written in. What an open document shows, saved or
 * not, goes over what is on the disk.
 *
 * @returns or why it is not asked about, in words for the person.
 */
export async function readTextFile(uri: vscode.Uri): Promise<TextFile | { readonly skip: string }> {
  if (isGitData(uri.path)) return { skip: vscode.l10n.t("Git’s own") };
  const document = openDocument(uri);
  const read = isOpenedWell(document) ? documentFile(document) : await readClosed(uri);
  if ("skip" in read) return read;
  if (read.text.length > largestSource) return tooLarge(read.text.length);
  return read.text.trim() === "" ? { skip: vscode.l10n.t("empty") } : read;
}

/** Not a file that was opened in a wrong encoding: its editor shows what is not there. */
function isOpenedWell(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  if (document === undefined) return false;
  return document.isDirty || document.isUntitled || !isDamaged(document.getText());
}

function documentFile(document: vscode.TextDocument): TextFile {
  const { encoding } = document;
  return {
    text: document.getText(),
    languageId: document.languageId,
    encoding: encoding === "utf8bom" ? "utf8" : encoding,
    bom: encoding === "utf8bom" || encoding.startsWith("utf16"),
    eol: document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n",
  };
}

async function readClosed(uri: vscode.Uri): Promise<TextFile | { readonly skip: string }> {
  if (isBinaryName(uri.path)) return { skip: vscode.l10n.t("binary") };
  let bytes: Uint8Array;
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return { skip: vscode.l10n.t("a folder") };
    if (size > largestSource) return tooLarge(size);
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch {
    return { skip: vscode.l10n.t("unreadable") };
  }
  if (bytes.length > largestSource) return tooLarge(bytes.length);
  if (isBinaryContent(bytes)) return { skip: vscode.l10n.t("binary") };
  const decoded = await decode(bytes, uri);
  if (decoded === undefined) {
    return {
      skip: bytes.includes(0) ? vscode.l10n.t("binary") : vscode.l10n.t("in an unknown encoding"),
    };
  }
  return { ...decoded, languageId: languageOf(uri.path), eol: lineEndOf(decoded.text) };
}

function tooLarge(size: number): { readonly skip: string } {
  return {
    skip: vscode.l10n.t(
      "too large ({0}, the most is {1})",
      megabytes(size),
      megabytes(largestSource),
    ),
  };
}

type Decoded = Pick<TextFile, "text" | "encoding" | "bom">;

async function decode(bytes: Uint8Array, uri: vscode.Uri): Promise<Decoded | undefined> {
  for (const { encoding, mark } of marks) {
    if (!mark.every((byte, at) => bytes[at] === byte)) continue;
    const text = strictly(encoding === "utf8" ? "utf-8" : dashed(encoding), bytes);
    if (text !== undefined) return { text, encoding, bom: true };
  }
  const text = bytes.includes(0) ? undefined : strictly("utf-8", bytes);
  if (text !== undefined) return { text, encoding: "utf8", bom: false };
  // Zeros in every other byte are ASCII in UTF-16.
  if (bytes.includes(0)) {
    const encoding = bytes[0] === 0 ? "utf16be" : "utf16le";
    const unmarked = strictly(dashed(encoding), bytes);
    return unmarked === undefined ? undefined : { text: unmarked, encoding, bom: false };
  }
  for (const encoding of candidates(bytes, uri)) {
    const legacy = await vscode.workspace.decode(bytes, { encoding });
    if (!isDamaged(legacy)) return { text: legacy, encoding, bom: false };
  }
  return undefined;
}

const marks = [
  { encoding: "utf8", mark: [0xef, 0xbb, 0xbf] },
  { encoding: "utf16le", mark: [0xff, 0xfe] },
  { encoding: "utf16be", mark: [0xfe, 0xff] },
] as const;

function dashed(encoding: "utf16le" | "utf16be"): string {
  return encoding.replace("utf16", "utf-16");
}

/** Without the byte order mark; undefined where the bytes are not of that encoding. */
function strictly(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** In bytes; a guess needs no more. */
const sampleLength = 64_000;

/** Encodings to try for what is not UTF-8, the likeliest first. */
function candidates(bytes: Uint8Array, uri: vscode.Uri): readonly string[] {
  const sample = bytes.subarray(0, sampleLength);
  const guess = guessEncoding({
    gb18030: new TextDecoder("gb18030").decode(sample),
    big5: new TextDecoder("big5").decode(sample),
  });
  const guessed = guess === undefined ? [] : guess === "big5" ? big5Ids : [guess];
  const configured = vscode.workspace.getConfiguration("files", uri).get("encoding");
  if (typeof configured !== "string" || configured.startsWith("utf")) return guessed;
  // Who set an encoding of another language for this file knows better than a guess for Chinese.
  return chineseIds.has(configured) ? [...guessed, configured] : [configured, ...guessed];
}

const big5Ids = ["cp950", "big5hkscs"] as const;
const chineseIds: ReadonlySet<string> = new Set(["gbk", "gb18030", "gb2312", ...big5Ids]);

function lineEndOf(text: string): "\n" | "\r\n" {
  const windows = text.match(/\r\n/gu)?.length ?? 0;
  const all = text.match(/\n/gu)?.length ?? 0;
  return windows * 2 > all ? "\r\n" : "\n";
}

/**
 * A text as bytes, written as another file is. Where that file's encoding has not all of its
 * characters it becomes UTF-8, and `remark` says so to the person.
 */
export async function encodeLike(
  text: string,
  { encoding, bom, eol }: FileFormat,
): Promise<{ readonly bytes: Uint8Array; readonly remark?: string }> {
  const lines = text.toWellFormed().replace(/\r\n|\r|\n/gu, eol);
  if (encoding !== "utf8") {
    const bytes = await encodeExactly(lines, encoding);
    if (bytes !== undefined) return { bytes: withMark(bytes, encoding, bom) };
  }
  const bytes = withMark(new TextEncoder().encode(lines), "utf8", encoding === "utf8" && bom);
  if (encoding === "utf8") return { bytes };
  const name = encodingName(encoding);
  return {
    bytes,
    remark: vscode.l10n.t("Written as UTF-8: {0} has not all of its characters.", name),
  };
}

/** Whether an encoding has all characters of a text. */
export async function canEncode(text: string, encoding: string): Promise<boolean> {
  return encoding.startsWith("utf") || (await encodeExactly(text, encoding)) !== undefined;
}

/** Without a byte order mark; undefined where it would not be read as the same text. */
async function encodeExactly(text: string, encoding: string): Promise<Uint8Array | undefined> {
  const bytes = withMark(await vscode.workspace.encode(text, { encoding }), encoding, false);
  // UTF-16 has every character, and VS Code takes it for binary where it has no mark.
  if (encoding.startsWith("utf16")) return bytes;
  const read = await vscode.workspace.decode(bytes, { encoding });
  return read === text ? bytes : undefined;
}

function withMark(bytes: Uint8Array, encoding: string, bom: boolean): Uint8Array {
  const mark = marks.find((each) => each.encoding === encoding)?.mark;
  if (mark === undefined) return bytes;
  const hasMark = mark.every((byte, at) => bytes[at] === byte);
  if (hasMark === bom) return bytes;
  return bom ? Uint8Array.from([...mark, ...bytes]) : bytes.subarray(mark.length);
}

/** As people know it. */
export function encodingName(encoding: string): string {
  const names: Readonly<Record<string, string>> = {
    gb18030: "GB18030",
    gbk: "GBK",
    gb2312: "GB2312",
    cp950: "Big5",
    big5hkscs: "Big5",
  };
  return names[encoding] ?? encoding.toUpperCase();
}
