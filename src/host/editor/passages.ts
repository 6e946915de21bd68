import * as vscode from "vscode";
import type { Passage } from "../../core/passage.ts";

/** Largest file that is taken as a passage, in bytes. */
const largestFile = 2_000_000;

/** The editor's selection as a passage, or undefined where nothing but white space is selected. */
export function selectionPassage(editor: vscode.TextEditor): Passage | undefined {
  const { document, selection } = editor;
  const text = document.getText(selection);
  if (text.trim() === "") return undefined;
  const endsAtLineStart = selection.end.character === 0 && !selection.isSingleLine;
  return {
    ...describe(document),
    kind: "selection",
    text,
    lines: {
      first: selection.start.line + 1,
      last: selection.end.line + (endsAtLineStart ? 0 : 1),
    },
  };
}

/** The whole text of a file, as its editor shows it; or why it cannot be taken, in words. */
export async function filePassage(uri: vscode.Uri): Promise<Passage | string> {
  const name = vscode.workspace.asRelativePath(uri);
  try {
    if (uri.scheme !== "untitled") {
      const { size, type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) !== 0) return `“${name}” is a folder.`;
      if (size > largestFile) {
        return `“${name}” has ${megabytes(size)} MB; the most is ${megabytes(largestFile)} MB. Select a part of it instead.`;
      }
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    if (text.trim() === "") return `“${name}” is empty.`;
    return { ...describe(document), kind: "file", text };
  } catch {
    return `“${name}” could not be read as text.`;
  }
}

function describe(
  document: vscode.TextDocument,
): Pick<Passage, "id" | "uri" | "name" | "languageId"> {
  return {
    id: crypto.randomUUID(),
    uri: document.uri.toString(),
    name: vscode.workspace.asRelativePath(document.uri),
    languageId: document.languageId,
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
