import * as vscode from "vscode";
import { problem, type Collected } from "./collected.ts";
import { megabytes } from "./fileText.ts";

/** In UTF-16 code units. */
const longestText = 2_000_000;

/** The text of the clipboard. */
export async function collectClipboard(): Promise<Collected> {
  const text = await clipboardText();
  if (text === undefined) return problem("The clipboard could not be read.");
  if (text.trim() === "") return problem("There is no text in the clipboard.");
  if (text.length > longestText) {
    return problem(
      `The clipboard has ${megabytes(text.length)} of text; the most is ${megabytes(longestText)}.`,
    );
  }
  const passage = {
    id: crypto.randomUUID(),
    kind: "clipboard",
    name: "Clipboard",
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
