import * as vscode from "vscode";
import type { BatchItem } from "../../core/batch/batch.ts";
import { tokensText } from "../../core/batch/progressText.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { mapSome } from "../context/collected.ts";
import { answersText, filesText, numberText } from "../countTexts.ts";
import { listText } from "../../core/text/listText.ts";
import { readSettings } from "../settings.ts";
import type { Templates } from "../templates/templates.ts";
import { targetOf } from "./answerTarget.ts";
import { rememberChoices, rememberedChoices } from "./batchChoices.ts";
import type { Batches } from "./batches.ts";
import { BatchWizard } from "./batchWizard.ts";
import { withProgress } from "../cancellableProgress.ts";
import { sourcesOf } from "./sources.ts";
import { countFiles, skipReasons, surveyFiles, type Survey } from "./survey.ts";

export interface NewBatchParts {
  readonly batches: Batches;
  readonly templates: Templates;
  readonly facts: ModelFacts;
  /** The workspace's. */
  readonly memento: vscode.Memento;
  readonly showTable: (batch: string) => void;
}

/** Asks for all that a batch is made of, shows what it comes to, and begins it if wanted. */
export async function askForBatch(
  parts: NewBatchParts,
  chosen: readonly vscode.Uri[],
): Promise<void> {
  const files = chosen.length === 0 ? [] : await filesOf(chosen);
  if (files === undefined) return;
  const wizard = new BatchWizard(parts.templates, rememberedChoices(parts.memento), files);
  const wish = await wizard.ask();
  await rememberChoices(parts.memento, wizard.choices);
  if (wish === undefined) return;
  const survey = await withProgress(vscode.l10n.t("Reading the files…"), (token) =>
    surveyFiles(wish, { facts: parts.facts, written: () => parts.batches.written() }, token),
  );
  if (survey === "apart") {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Files of one computer can be asked at once."),
    );
  }
  if (survey === undefined || survey === "apart") return;
  const agreed = await agreeOnOutputs(parts.batches, survey);
  if (agreed !== undefined) await confirm(parts, agreed);
}

async function filesOf(chosen: readonly vscode.Uri[]): Promise<readonly vscode.Uri[] | undefined> {
  const { files, problems } = await withProgress(vscode.l10n.t("Listing the files…"), (token) =>
    sourcesOf(chosen, token),
  );
  for (const problem of problems) void vscode.window.showWarningMessage(problem);
  if (files.length > 0) return files;
  void vscode.window.showInformationMessage(vscode.l10n.t("There are no files in what you chose."));
  return undefined;
}

/** Asks what happens to files that are where answers will go; undefined where it is called off. */
async function agreeOnOutputs(batches: Batches, survey: Survey): Promise<Survey | undefined> {
  const { batch, items } = survey;
  const there = await outputsThere(survey);
  if (there.size === 0) return survey;
  const skip = vscode.l10n.t("Skip These");
  const overwrite = vscode.l10n.t("Overwrite");
  const rename = vscode.l10n.t("Use Other Names");
  const choice = await vscode.window.showWarningMessage(
    there.size === 1
      ? vscode.l10n.t("1 answer would go into a file that is there already.")
      : vscode.l10n.t(
          "{0} answers would go into files that are there already.",
          numberText(there.size),
        ),
    { modal: true, detail: [...there.values()].slice(0, 10).map(nameOf).join("\n") },
    ...[skip, overwrite, rename],
  );
  if (choice === undefined) return undefined;
  if (choice === overwrite) {
    const outputs = [...there.values()].map((uri) => uri.toString());
    await batches.files.allowOverwrite(batch.id, outputs);
  }
  if (choice !== skip) return survey;
  return { batch, items: items.map((item) => skipped(item, there.get(item.id))) };
}

function skipped(item: BatchItem, there: vscode.Uri | undefined): BatchItem {
  if (there === undefined) return item;
  return { ...item, state: "skipped", remark: vscode.l10n.t("answered already"), estimate: 0 };
}

/** By items that would be asked. */
async function outputsThere({ batch, items }: Survey): Promise<ReadonlyMap<string, vscode.Uri>> {
  const there = new Map<string, vscode.Uri>();
  const wanted = batch.output.kind === "edits" ? [] : items.filter(isWaiting);
  await mapSome(wanted, { isCancellationRequested: false }, async (item) => {
    const target = targetOf(batch, item);
    if ("uri" in target && (await exists(target.uri))) there.set(item.id, target.uri);
  });
  return there;
}

/** Shows the estimate. Nothing was sent before this. */
async function confirm(
  { batches, showTable }: NewBatchParts,
  { batch, items }: Survey,
): Promise<void> {
  const waiting = items.filter(isWaiting);
  const skipped = items.filter(({ state }) => state === "skipped");
  const reasons = skipReasons(skipped);
  if (waiting.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is nothing to ask: {0}.", reasons),
    );
    return;
  }
  const start = vscode.l10n.t("Start");
  const exporting = vscode.l10n.t("Export as JSONL");
  const choice = await vscode.window.showInformationMessage(
    estimateText(waiting, skipped.length === 0 ? undefined : countFiles(skipped), batch.models),
    {
      modal: true,
      detail: [
        listText(batch.templates.map(({ title }) => title)),
        ...(reasons === "" ? [] : [vscode.l10n.t("Skipped: {0}.", reasons)]),
      ].join("\n"),
    },
    ...[start, exporting],
  );
  if (choice === undefined) {
    await batches.files.forget(batch.id);
    return;
  }
  if (!(await batches.create(batch, items))) return;
  if (choice === exporting) {
    await batches.export(batch.id);
  } else {
    await batches.start(batch.id);
  }
  showTable(batch.id);
}

/** E.g. `300 files, 120 skipped · about 1.2 million tokens · General, Tibet`. */
function estimateText(
  waiting: readonly BatchItem[],
  skipped: number | undefined,
  models: readonly string[],
): string {
  const files = filesText(countFiles(waiting));
  const labels = new Map(readSettings().models.map(({ key, label }) => [key, label]));
  return [
    skipped === undefined ? files : vscode.l10n.t("{0}, {1} skipped", files, numberText(skipped)),
    ...(waiting.length > countFiles(waiting) ? [answersText(waiting.length)] : []),
    tokensText(waiting.reduce((sum, { estimate }) => sum + estimate, 0)),
    listText(models.map((key) => labels.get(key) ?? key)),
  ].join(" · ");
}

function isWaiting({ state }: BatchItem): boolean {
  return state === "waiting";
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}
