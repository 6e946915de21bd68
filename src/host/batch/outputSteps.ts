import * as vscode from "vscode";
import type { Batch, BatchOutput } from "../../core/batch/batch.ts";
import { outputName, suffixFor, suffixProblem } from "../../core/batch/outputName.ts";
import { listText, quotedName, sentencesText } from "../../core/text/listText.ts";
import { pickStep, typeStep, type Answer, type StepHead } from "./steps.ts";

/** A prompt has room for so many. */
const mostNames = 2;

interface PlaceItem extends vscode.QuickPickItem {
  readonly output: BatchOutput["kind"];
}

/** Asks where answers go, and for the folder where one is wanted. */
export async function outputStep(
  head: StepHead,
  { allowsEdits, chosen }: { readonly allowsEdits: boolean; readonly chosen: BatchOutput["kind"] },
  suffix: string,
): Promise<Answer<BatchOutput>> {
  const items = allowsEdits ? [...places(), edits()] : places();
  const why = vscode.l10n.t("Into the files themselves needs one template and one model.");
  const placeholder = allowsEdits ? head.placeholder : sentencesText([head.placeholder, why]);
  const answer = await pickStep({ ...head, placeholder }, items, {
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

function places(): readonly PlaceItem[] {
  return [
    {
      label: vscode.l10n.t("Beside each file"),
      description: "notes.md → notes.zh.md",
      output: "beside",
    },
    {
      label: vscode.l10n.t("Into a folder…"),
      description: vscode.l10n.t("with the same folders in it"),
      output: "folder",
    },
  ];
}

function edits(): PlaceItem {
  return {
    label: vscode.l10n.t("Into the files themselves"),
    description: vscode.l10n.t("as edits, with a preview"),
    output: "edits",
  };
}

/** @param names what a file becomes with a suffix, a name for each template and model. */
export async function suffixStep(
  head: StepHead,
  value: string,
  { file, names }: { readonly file: string; readonly names: (suffix: string) => readonly string[] },
): Promise<Answer<string>> {
  const answer = await typeStep(head, value, (text) => {
    const problem = suffixProblem(text);
    if (problem !== undefined) return { note: problem, isValid: false };
    const all = names(text.trim());
    const shown = listText(all.slice(0, mostNames).map(quotedName));
    const note =
      all.length > mostNames
        ? vscode.l10n.t("“{0}” becomes {1}, …", file, shown)
        : vscode.l10n.t("“{0}” becomes {1}.", file, shown);
    return { note, isValid: true };
  });
  return typeof answer === "string" ? answer : { value: answer.value.trim() };
}

/** What a file becomes, a name for each template and model. */
export function outputNames(
  file: string,
  batch: Pick<Batch, "templates" | "models" | "output">,
): readonly string[] {
  return batch.templates.flatMap((_, template) =>
    batch.models.map((model) => outputName(file, suffixFor(batch, template, model))),
  );
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    ...(start === undefined ? {} : { defaultUri: start }),
    ...{ title: vscode.l10n.t("Folder for the answers"), openLabel: vscode.l10n.t("Choose") },
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: false },
  });
  return picked?.[0];
}
