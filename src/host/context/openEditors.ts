import * as vscode from "vscode";
import { numberText } from "../countTexts.ts";
import { nothing, problem, type Collected } from "./collected.ts";
import { collectFiles } from "./files.ts";
import { fileName } from "./fileText.ts";
import { quoteFiles } from "./quotedFiles.ts";

/** More open editors than these become one passage. */
const mostSingle = 10;

/** The open texts: a passage each where they are few, else one that quotes them all. */
export async function collectOpenEditors(token: vscode.CancellationToken): Promise<Collected> {
  const uris = openTexts();
  if (uris.length === 0) return problem(vscode.l10n.t("No text is open in an editor."));
  if (uris.length <= mostSingle) return collectFiles(uris, token);
  const files = uris.map((uri) => ({ uri, name: fileName(uri) }));
  const { text, count, problems } = await quoteFiles(files, filesInEditors, token);
  if (token.isCancellationRequested) return nothing;
  if (count === 0) return { passages: [], problems };
  const passage = {
    id: crypto.randomUUID(),
    kind: "openEditors",
    name: vscode.l10n.t("{0} open editors", count),
    languageId: "markdown",
    text,
  } as const;
  return { passages: [passage], problems };
}

function filesInEditors(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 file in open editors")
    : vscode.l10n.t("{0} files in open editors", numberText(count));
}

/** The documents of text tabs in the order of the tabs, each once; of a comparison, what is now. */
export function openTexts(): readonly vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs.map((tab) => textOf(tab.input)).filter((uri) => uri !== undefined);
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function textOf(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputText) return input.uri;
  return input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
}
