import * as vscode from "vscode";
import {
  isBinaryContent,
  isBinaryName,
  isGitData,
  languageOf,
} from "../../core/workspace/fileKinds.ts";
import type { LeftOutReason } from "../../core/workspace/leftOut.ts";
import { oneLine } from "../../core/prompt/quotation.ts";

/** The text of a file and VS Code's id of its language. */
export interface FileText {
  readonly text: string;
  readonly languageId: string;
}

/**
 * Reads a file without opening it as a document, which would wake the extensions of its language. An
 * open document's text, saved or not, goes over what is on the disk; what is there is decoded as an
 * editor would decode it.
 *
 * @param most longest file, in bytes; of an open document, in UTF-16 code units.
 */
export async function readFileText(
  uri: vscode.Uri,
  most: number,
): Promise<FileText | LeftOutReason> {
  if (isGitData(uri.path)) return "git";
  const document = openDocument(uri);
  const read =
    document === undefined
      ? await readClosed(uri, most)
      : { text: document.getText(), languageId: document.languageId };
  if (typeof read === "string") return read;
  if (read.text.length > most) return "large";
  return read.text.trim() === "" ? "empty" : read;
}

async function readClosed(uri: vscode.Uri, most: number): Promise<FileText | LeftOutReason> {
  if (isBinaryName(uri.path)) return "binary";
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > most) return "large";
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > most) return "large";
    if (isBinaryContent(bytes)) return "binary";
    const text = await vscode.workspace.decode(bytes, { uri });
    return { text, languageId: languageOf(uri.path) };
  } catch {
    return "unreadable";
  }
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const address = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === address,
  );
}

/** The name of a file for people: its path in the workspace, on one line. */
export function fileName(uri: vscode.Uri): string {
  return oneLine(vscode.workspace.asRelativePath(uri));
}

/** Whether decoding put replacement characters where it could not read. */
export function isDamaged(text: string): boolean {
  return text.includes("\uFFFD");
}

export function megabytes(size: number): string {
  return `${(size / 1_000_000).toFixed(1)} MB`;
}
