import * as vscode from "vscode";
import { problem, type Collected } from "./collected.ts";
import { megabytes } from "./fileText.ts";

/** In UTF-16 code units. */
const longestText = 2_000_000;

/** The text of the clipboard. */
export async function collectClipboard(): Promise<Collected> {
  const text = await clipboardText();
  if (text === undefined) return problem(vscode.l10n.t("The clipboard could not be read."));
  if (text.trim() === "") return problem(vscode.l10n.t("There is no text in the clipboard."));
  if (text.length > longestText) {
    return problem(
      vscode.l10n.t(
        "The clipboard has {0} of text; the most is {1}.",
        megabytes(text.length),
        megabytes(longestText),
      ),
    );
  }
  const passage = {
    id: crypto.randomUUID(),
    kind: "clipboard",
    name: vscode.l10n.t("Clipboard"),
    languageId: "plaintext",
    text,
  } as const;
  return { passages: [passage], problems: [] };
}

async function clipboardText(): Promise<string | undefined> {
  try {
    return await vscode.env.clipboard.readText();
  } catch {
    return undefined;
  }
}
