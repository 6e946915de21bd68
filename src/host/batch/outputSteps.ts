import * as vscode from "vscode";
import type { BatchOutput } from "../../core/batch/batch.ts";
import { outputName, suffixProblem } from "../../core/batch/outputName.ts";
import { pickStep, typeStep, type Answer, type StepHead } from "./steps.ts";

interface PlaceItem extends vscode.QuickPickItem {
  readonly output: BatchOutput["kind"];
}

/** Asks where answers go, and for the folder where one is wanted. */
export async function outputStep(
  head: StepHead,
  { allowsEdits, chosen }: { readonly allowsEdits: boolean; readonly chosen: BatchOutput["kind"] },
  suffix: string,
): Promise<Answer<BatchOutput>> {
  const items = allowsEdits ? [...places, edits] : places;
  const answer = await pickStep(head, items, {
    several: false,
    chosen: items.filter(({ output }) => output === chosen),
  });
  if (typeof answer === "string") return answer;
  const kind = answer.value[0]?.output ?? "beside";
  if (kind !== "folder") return { value: kind === "edits" ? { kind } : { kind, suffix } };
  const folder = await pickFolder();
  if (folder === undefined) return outputStep(head, { allowsEdits, chosen: kind }, suffix);
  return { value: { kind, folder: folder.toString(), suffix } };
}

const places: readonly PlaceItem[] = [
  { label: "Beside each file", description: "notes.md → notes.zh.md", output: "beside" },
  { label: "Into a folder…", description: "with the same folders in it", output: "folder" },
];
const edits: PlaceItem = {
  label: "Into the files themselves",
  description: "as edits, with a preview",
  output: "edits",
};

export async function suffixStep(head: StepHead, value: string): Promise<Answer<string>> {
  const answer = await typeStep(head, value, (text) => {
    const problem = suffixProblem(text);
    const prompt = problem ?? `“notes.md” becomes “${outputName("notes.md", text.trim())}”.`;
    return { prompt, isValid: problem === undefined };
  });
  return typeof answer === "string" ? answer : { value: answer.value.trim() };
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    ...(start === undefined ? {} : { defaultUri: start }),
    ...{ title: "Folder for the answers", openLabel: "Choose" },
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: false },
  });
  return picked?.[0];
}
