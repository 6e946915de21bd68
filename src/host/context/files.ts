import * as vscode from "vscode";
import { isBinaryContent, isBinaryName, isGitData } from "../../core/workspace/fileKinds.ts";
import type { Passage } from "../../core/prompt/passage.ts";
import { numberText } from "../countTexts.ts";
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
      vscode.l10n.t(
        "“{0}” has characters that could not be read. Reopen it with its encoding, then attach it again.",
        name,
      ),
    );
  }
  if (all.length > mostFiles) {
    problems.push(
      vscode.l10n.t(
        "Only the first {0} of {1} files were attached.",
        mostFiles,
        numberText(all.length),
      ),
    );
  }
  return { passages, problems };
}

/** The whole text of a file, as its editor shows it; or why it cannot be taken, in words. */
export async function filePassage(uri: vscode.Uri): Promise<Passage | string> {
  const name = fileName(uri);
  if (isGitData(uri.path)) return vscode.l10n.t("“{0}” is Git’s own and is never read.", name);
  try {
    const problem = openDocument(uri) === undefined ? await problemOnDisk(uri, name) : undefined;
    if (problem !== undefined) return problem;
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    if (text.trim() === "") return vscode.l10n.t("“{0}” is empty.", name);
    if (text.length > largestFile) return tooLarge(name, text.length);
    if (text.includes("\0")) return notText(name);
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
    return isBinary ? notText(name) : vscode.l10n.t("“{0}” could not be read as text.", name);
  }
}

/** What stands against opening a file, told by its name and its size alone. */
async function problemOnDisk(uri: vscode.Uri, name: string): Promise<string | undefined> {
  if (uri.scheme === "untitled") return undefined;
  const { size, type } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) !== 0) return vscode.l10n.t("“{0}” is a folder.", name);
  if (isBinaryName(uri.path)) return notText(name);
  return size > largestFile ? tooLarge(name, size) : undefined;
}

function notText(name: string): string {
  return vscode.l10n.t("“{0}” is not a text file.", name);
}

function tooLarge(name: string, size: number): string {
  return vscode.l10n.t(
    "“{0}” has {1}; the most is {2}. Select a part of it instead.",
    name,
    megabytes(size),
    megabytes(largestFile),
  );
}

async function hasBinaryContent(uri: vscode.Uri): Promise<boolean> {
  try {
    return isBinaryContent(await vscode.workspace.fs.readFile(uri));
  } catch {
    return false;
  }
}
