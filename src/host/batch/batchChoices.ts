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
  /** What the person wrote themselves, by the templates that it was written for. */
  readonly suffixes: Readonly<Record<string, string>>;
}

const key = "batchChoices";

export function rememberedChoices(memento: vscode.Memento): BatchChoices {
  const kept: unknown = memento.get(key);
  const fields = isRecord(kept) ? kept : {};
  const { glob, templates, instruction, models, output, suffixes } = fields;
  return {
    glob: typeof glob === "string" ? glob : "**/*.md",
    templates: texts(templates),
    instruction: typeof instruction === "string" ? instruction : "",
    models: texts(models),
    output: output === "folder" || output === "edits" ? output : "beside",
    suffixes: isRecord(suffixes) ? ownSuffixes(suffixes) : {},
  };
}

export function rememberChoices(memento: vscode.Memento, choices: BatchChoices): Thenable<void> {
  return memento.update(key, choices);
}

/** Undefined where the person never wrote one for these templates. */
export function suffixOf({ suffixes, templates }: BatchChoices): string | undefined {
  return Object.hasOwn(suffixes, keyOf(templates)) ? suffixes[keyOf(templates)] : undefined;
}

/** @param suffix undefined for what is suggested anyway. */
export function withSuffix(choices: BatchChoices, suffix: string | undefined): BatchChoices {
  const key = keyOf(choices.templates);
  const others = Object.entries(choices.suffixes).filter(([each]) => each !== key);
  const kept = suffix === undefined ? others : [...others, [key, suffix] as const];
  return { ...choices, suffixes: Object.fromEntries(kept.slice(-mostSuffixes)) };
}

const mostSuffixes = 50;

function keyOf(templates: readonly string[]): string {
  return templates.join("\n");
}

function ownSuffixes(kept: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(kept);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
