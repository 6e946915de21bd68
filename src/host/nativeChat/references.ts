import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { plainText } from "../../core/text/plainText.ts";
import { joined, problem, type Collected } from "../context/collected.ts";
import { collectFiles, filePassage } from "../context/files.ts";
import { collectFolder, isFolder } from "../context/folder.ts";
import { fileName } from "../context/fileText.ts";

/** What a person attached to a question in VS Code's chat, as passages, in the order of the question. */
export async function collectReferences(
  references: readonly vscode.ChatPromptReference[],
  token: vscode.CancellationToken,
): Promise<Collected> {
  const collected: Collected[] = [];
  // VS Code tells the last one first.
  for (const reference of references.toReversed()) {
    if (token.isCancellationRequested) break;
    const read = await collectReference(reference, token);
    collected.push(isByItself(reference) ? { ...read, problems: [] } : read);
  }
  return joined(collected);
}

/** VS Code attaches what is open by itself; a picture there is no reason to refuse a question. */
function isByItself({ id }: vscode.ChatPromptReference): boolean {
  return id.startsWith("vscode.implicit");
}

async function collectReference(
  { id, value }: vscode.ChatPromptReference,
  token: vscode.CancellationToken,
): Promise<Collected> {
  if (value instanceof vscode.Uri) {
    return (await isFolder(value)) ? collectFolder(value, token) : collectFiles([value], token);
  }
  if (value instanceof vscode.Location) return collectLocation(value);
  const name = plainText(id, 60);
  if (typeof value === "string" && value.trim() !== "") {
    const passage: Passage = {
      ...{ id: crypto.randomUUID(), kind: "dropped", name },
      ...{ languageId: "plaintext", text: value },
    };
    return { passages: [passage], problems: [] };
  }
  return problem(vscode.l10n.t("“{0}” is nothing that the model can read.", name));
}

/** A part of a document; where it is empty, the whole. */
async function collectLocation({ uri, range }: vscode.Location): Promise<Collected> {
  const whole = await filePassage(uri);
  if (typeof whole === "string") return problem(whole);
  if (range.isEmpty) return { passages: [whole], problems: [] };
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText(range);
  if (text.trim() === "") {
    const name = fileName(uri);
    return problem(vscode.l10n.t("Nothing but white space is selected in “{0}”.", name));
  }
  const endsAtLineStart = range.end.character === 0 && !range.isSingleLine;
  const lines = {
    first: range.start.line + 1,
    last: range.end.line + (endsAtLineStart ? 0 : 1),
  };
  return { passages: [{ ...whole, kind: "selection", text, lines }], problems: [] };
}
