import * as vscode from "vscode";
import { isBinaryContent, isBinaryName, isGitData } from "../../core/workspace/fileKinds.ts";
import { counted } from "../../core/workspace/leftOut.ts";
import type { Passage } from "../../core/prompt/passage.ts";
import { mapSome, nothing, type Collected } from "./collected.ts";
import { fileName, isDamaged, megabytes, openDocument } from "./fileText.ts";

/** Largest file that is taken as a passage: in bytes, an open document in UTF-16 code units. */
const largestFile = 2_000_000;
const mostFiles = 100;

/** A passage for each file, as its editor shows it; the same file once. */
export async function collectFiles(
  uris: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<Collected> {
  const all = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  const read = await mapSome(all.slice(0, mostFiles), token, filePassage);
  if (token.isCancellationRequested) return nothing;
  const passages = read.filter((result) => typeof result !== "string");
  const problems = read.filter((result) => typeof result === "string");
  for (const { name } of passages.filter(({ text }) => isDamaged(text))) {
    problems.push(
      `“${name}” has characters that could not be read. Reopen it with its encoding, then attach it again.`,
    );
  }
  if (all.length > mostFiles) {
    problems.push(`Only the first ${mostFiles} of ${counted(all.length, "file")} were attached.`);
  }
  return { passages, problems };
}

/** The whole text of a file, as its editor shows it; or why it cannot be taken, in words. */
export async function filePassage(uri: vscode.Uri): Promise<Passage | string> {
  const name = fileName(uri);
  if (isGitData(uri.path)) return `“${name}” is Git’s own and is never read.`;
  try {
    const problem = openDocument(uri) === undefined ? await problemOnDisk(uri) : undefined;
    if (problem !== undefined) return `“${name}” ${problem}`;
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    if (text.trim() === "") return `“${name}” is empty.`;
    if (text.length > largestFile) return `“${name}” ${tooLarge(text.length)}`;
    if (text.includes("\0")) return `“${name}” is not a text file.`;
    return {
      id: crypto.randomUUID(),
      kind: "file",
      uri: document.uri.toString(),
      name,
      languageId: document.languageId,
      text,
    };
  } catch {
    const isBinary = await hasBinaryContent(uri);
    return `“${name}” ${isBinary ? "is not a text file." : "could not be read as text."}`;
  }
}

/** What stands against opening a file, told by its name and its size alone. */
async function problemOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  if (uri.scheme === "untitled") return undefined;
  const { size, type } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) !== 0) return "is a folder.";
  if (isBinaryName(uri.path)) return "is not a text file.";
  return size > largestFile ? tooLarge(size) : undefined;
}

function tooLarge(size: number): string {
  return `has ${megabytes(size)}; the most is ${megabytes(largestFile)}. Select a part of it instead.`;
}

async function hasBinaryContent(uri: vscode.Uri): Promise<boolean> {
  try {
    return isBinaryContent(await vscode.workspace.fs.readFile(uri));
  } catch {
    return false;
  }
}
