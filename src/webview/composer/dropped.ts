import * as l10n from "@vscode/l10n";
import type { PageMessage } from "../../protocol/pageMessage.ts";

/** What was dropped, by what becomes of it. */
export interface Dropped {
  /** Addresses of files that the host looks up. */
  readonly uris: readonly string[];
  /** Addresses of pages: text. */
  readonly links: readonly string[];
  /** Files from outside, whose text only the page can read. */
  readonly files: readonly File[];
}

/** The part of `DataTransfer` that is read here. */
export interface DraggedData {
  readonly types: readonly string[];
  readonly files: Iterable<File>;
  getData(type: string): string;
}

/** Largest file that is read, in bytes; no longer a text than the host takes. */
const largestFile = 2_000_000;

/** Most addresses that the host takes at once. */
export const mostDropped = 100;

/** Types of lists of addresses, VS Code's own first: they name the same files. */
const addressLists: Readonly<Record<string, (data: string) => readonly string[]>> = {
  "application/vnd.code.uri-list": lines,
  resourceurls: parsedList,
  "text/uri-list": lines,
  codefiles: (data) => parsedList(data).map(fileAddress),
};

/** Whether a drag carries something to attach; plain text is the field's own affair. */
export function isAttachable(types: readonly string[]): boolean {
  return types.includes("Files") || Object.keys(addressLists).some((type) => types.includes(type));
}

export function readDropped(data: DraggedData): Dropped {
  const addresses = Object.entries(addressLists)
    .map(([type, read]) => (data.types.includes(type) ? read(data.getData(type)) : []))
    .find((list) => list.length > 0);
  if (addresses === undefined) return { uris: [], links: [], files: [...data.files] };
  const isLink = (address: string) => /^https?:/iu.test(address);
  return {
    uris: addresses.filter((address) => !isLink(address)),
    links: addresses.filter(isLink),
    files: [],
  };
}

/** The message that attaches a file's text, or what is wrong with the file. */
export async function readTextFile(
  file: File,
): Promise<Extract<PageMessage, { type: "dropText" }> | string> {
  const { name } = file;
  if (file.size > largestFile) return l10n.t("“{0}” is larger than 2 MB.", name);
  try {
    const bytes = await file.arrayBuffer();
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) return l10n.t("“{0}” is not text.", name);
    return { type: "dropText", name, text };
  } catch (error) {
    // What cannot be decoded is a TypeError, what cannot be read a DOMException.
    if (error instanceof TypeError) return l10n.t("“{0}” is not text in UTF-8.", name);
    return l10n.t("“{0}” cannot be read. A folder is attached from the menu.", name);
  }
}

/** A list of addresses, one a line; lines that begin with `#` are remarks. */
function lines(data: string): readonly string[] {
  return data.split(/\r?\n/u).filter((line) => line !== "" && !line.startsWith("#"));
}

function parsedList(data: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(data);
    if (!Array.isArray(parsed)) return [];
    return parsed.filter((each) => typeof each === "string");
  } catch {
    return [];
  }
}

/** The address of a path, of Windows or not; an address stays as it is. */
function fileAddress(path: string): string {
  if (/^[a-z][a-z\d+.-]+:/iu.test(path)) return path;
  const slashed = path.replaceAll("\\", "/");
  const encoded = slashed.split("/").map(encodeURIComponent).join("/");
  if (encoded.startsWith("//")) return `file:${encoded}`;
  return encoded.startsWith("/") ? `file://${encoded}` : `file:///${encoded}`;
}
