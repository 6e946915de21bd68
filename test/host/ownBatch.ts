import assert from "node:assert/strict";
import type * as vscode from "vscode";
import type { BatchItem, BatchOutput } from "../../src/core/batch/batch.ts";
import type { BatchRun } from "../../src/core/batch/batchRun.ts";
import type { Batches } from "../../src/host/batch/batches.ts";
import { instructionTemplate } from "../../src/host/batch/batchWizard.ts";
import { surveyFiles, type Survey } from "../../src/host/batch/survey.ts";
import type { LoggedRequest } from "../servers/practice/requestLog.ts";
import { unlimited } from "./ownFolder.ts";
import { testAccess } from "./testAccess.ts";

const origin = process.env["PRACTICE_ORIGIN"] ?? "";
export const beside = { kind: "beside", suffix: "zh" } as const;

export async function ownBatches(): Promise<Batches> {
  const { batches, tokens } = await testAccess();
  await tokens.set(origin, process.env["PRACTICE_TOKEN"] ?? "");
  return batches();
}

/** What a batch of these files would be: one instruction, asked of the Tibet model. */
export async function surveyOf(
  files: readonly vscode.Uri[],
  output: BatchOutput,
  written: () => Promise<ReadonlySet<string>> = () => Promise.resolve(new Set()),
): Promise<Survey> {
  const wish = {
    ...{ files, output, models: ["tibet"] },
    templates: [instructionTemplate("Translate the text.")],
  };
  const survey = await surveyFiles(
    wish,
    { facts: { scale: () => 1, withWindow: (endpoint) => endpoint }, written },
    unlimited,
  );
  assert.ok(survey !== undefined && survey !== "apart");
  return survey;
}

/** Keeps a batch and loads it; nothing is sent. */
export async function makeBatch(batches: Batches, { batch, items }: Survey): Promise<BatchRun> {
  assert.ok(await batches.create(batch, items));
  const run = await batches.open(batch.id);
  assert.ok(run);
  return run;
}

/** Resolves when the run has nothing more to do. */
export async function untilEnded(run: BatchRun): Promise<void> {
  if (!run.isRunning) return;
  await new Promise<void>((resolve) => {
    const unsubscribe = run.subscribe(({ type }) => {
      if (type !== "ended") return;
      unsubscribe();
      resolve();
    });
  });
}

/** Items by the last part of their sources' paths. */
export function byFile(
  items: readonly BatchItem[],
): Readonly<Record<string, BatchItem | undefined>> {
  return Object.fromEntries(items.map((item) => [item.uri.split("/").at(-1) ?? "", item]));
}

/** Requests for completions that the practice server got. */
export async function asked(): Promise<readonly LoggedRequest[]> {
  const response = await fetch(`${origin}/practice/log`);
  const log = (await response.json()) as readonly LoggedRequest[];
  return log.filter(({ path }) => path.endsWith("/chat/completions"));
}

export async function forgetAsked(): Promise<void> {
  await fetch(`${origin}/practice/log`, { method: "DELETE" });
}
