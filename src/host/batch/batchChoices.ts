import type * as vscode from "vscode";
import { isRecord } from "../../core/record.ts";

/** What a person chose for a batch, kept for the next one. */
export interface BatchChoices {
  readonly glob: string;
  /** Names of templates. */
  readonly templates: readonly string[];
  readonly instruction: string;
  /** Keys in `tibetChat.models`. */
  readonly models: readonly string[];
  readonly output: "beside" | "folder" | "edits";
  /** Undefined until the person wrote one of their own. */
  readonly suffix?: string;
}

const key = "batchChoices";

export function rememberedChoices(memento: vscode.Memento): BatchChoices {
  const kept: unknown = memento.get(key);
  const fields = isRecord(kept) ? kept : {};
  const { glob, templates, instruction, models, output, suffix } = fields;
  return {
    glob: typeof glob === "string" ? glob : "**/*.md",
    templates: texts(templates),
    instruction: typeof instruction === "string" ? instruction : "",
    models: texts(models),
    output: output === "folder" || output === "edits" ? output : "beside",
    ...(typeof suffix === "string" ? { suffix } : {}),
  };
}

export function rememberChoices(memento: vscode.Memento, choices: BatchChoices): Thenable<void> {
  return memento.update(key, choices);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
