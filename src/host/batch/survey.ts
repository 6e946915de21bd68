import * as vscode from "vscode";
import type { Batch, BatchItem, BatchTemplate } from "../../core/batch/batch.ts";
import { estimateItem } from "../../core/batch/estimate.ts";
import { estimateTokens } from "../../core/fit/tokenEstimate.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import { plainText } from "../../core/text/plainText.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { mapSome } from "../context/collected.ts";
import { fileName } from "../context/fileText.ts";
import { numberText } from "../countTexts.ts";
import { writeProblem } from "../editor/writeProblem.ts";
import { listText } from "../../core/text/listText.ts";
import { findModel, readSettings } from "../settings.ts";
import { targetOf } from "./answerTarget.ts";
import type { BatchWish } from "./batchWizard.ts";
import { encodingName, readTextFile } from "./textFile.ts";

/** Enough to tell a text's language by, in UTF-16 code units. */
const sampleLength = 1000;

/** A batch as it would be made, for the person to judge. */
export interface Survey {
  readonly batch: Batch;
  readonly items: readonly BatchItem[];
}

/** What a survey needs to know besides the files. */
export interface Known {
  readonly facts: Pick<ModelFacts, "scale" | "withWindow">;
  /** URIs of what earlier batches wrote. */
  written(): Promise<ReadonlySet<string>>;
}

/**
 * Reads every file once, to see whether it can be asked about and what it comes to. Nothing is sent.
 *
 * @returns undefined where it was cancelled, `apart` where the files have no folder in common.
 */
export async function surveyFiles(
  wish: BatchWish,
  known: Known,
  token: vscode.CancellationToken,
): Promise<Survey | "apart" | undefined> {
  const { files, templates, models, output } = wish;
  const root = commonFolder(files);
  if (root === undefined) return "apart";
  const batch: Batch = {
    id: crypto.randomUUID(),
    title: titleOf(wish, root),
    createdAt: Date.now(),
    root: root.toString(),
    ...{ templates, models, output },
  };
  const settings = readSettings();
  const endpoints = models.map((key) => ({ key, endpoint: findModel(settings, key) }));
  const sizes = await mapSome(files, token, (uri) => sizeOf(uri, output.kind === "edits"));
  if (token.isCancellationRequested) return undefined;
  const items: BatchItem[] = [];
  for (const [at, uri] of files.entries()) {
    const size = sizes[at] ?? { skip: vscode.l10n.t("unreadable") };
    for (const [index, template] of templates.entries()) {
      for (const { key, endpoint } of endpoints) {
        items.push({
          id: crypto.randomUUID(),
          position: items.length,
          ...{ uri: uri.toString(), name: fileName(uri), template: index, model: key },
          ...("skip" in size
            ? { state: "skipped", remark: size.skip, estimate: 0 }
            : {
                state: "waiting",
                estimate: estimateOf(size, template, endpoint, known),
                ...(size.remark === undefined ? {} : { remark: size.remark }),
              }),
        });
      }
    }
  }
  return { batch, items: withoutAnswers(batch, items, await known.written()) };
}

/** Answers to other files are no sources, of this batch or another: `*.md` finds `notes.zh.md` too. */
function withoutAnswers(
  batch: Batch,
  items: readonly BatchItem[],
  written: ReadonlySet<string>,
): readonly BatchItem[] {
  const targets = new Set(
    items.map((item) => targetOf(batch, item)).map((to) => ("uri" in to ? to.uri.toString() : "")),
  );
  const others = items.map((item) => without(item, targets, answerToAnother()));
  // Who chose nothing but answers wants to ask about those.
  const isMixed = others.some(({ state, uri }) => state === "waiting" && !written.has(uri));
  if (!isMixed) return others;
  return others.map((item) => without(item, written, answerOfEarlier()));
}

function answerToAnother(): string {
  return vscode.l10n.t("an answer to another file");
}

function answerOfEarlier(): string {
  return vscode.l10n.t("an answer of an earlier batch");
}

function without(item: BatchItem, uris: ReadonlySet<string>, remark: string): BatchItem {
  if (item.state !== "waiting" || !uris.has(item.uri)) return item;
  return { ...item, state: "skipped", remark, estimate: 0 };
}

/** Tokens of the prompts that a file will take, which are several for a long one. */
function estimateOf(
  { tokens, sample }: Size,
  template: BatchTemplate,
  endpoint: ModelEndpoint | undefined,
  { facts }: Known,
): number {
  if (endpoint === undefined) return estimateItem(tokens, template, 1);
  const known = { endpoint: facts.withWindow(endpoint), sample };
  return estimateItem(tokens, template, facts.scale(endpoint), known);
}

interface Size {
  readonly tokens: number;
  /** Its beginning. */
  readonly sample: string;
  readonly remark?: string;
}

async function sizeOf(
  uri: vscode.Uri,
  isEdited: boolean,
): Promise<Size | { readonly skip: string }> {
  const problem = isEdited ? await writeProblem(uri) : undefined;
  if (problem !== undefined) return { skip: problem };
  const file = await readTextFile(uri);
  if ("skip" in file) return file;
  const size = { tokens: estimateTokens(file.text), sample: file.text.slice(0, sampleLength) };
  const isNarrow = isEdited && !/^(?:utf|gb18030)/u.test(file.encoding);
  return isNarrow
    ? {
        ...size,
        remark: vscode.l10n.t("In {0}, which has not all characters.", encodingName(file.encoding)),
      }
    : size;
}

/** The lowest folder that all files are below; undefined where they are on different systems. */
function commonFolder(files: readonly vscode.Uri[]): vscode.Uri | undefined {
  const [first, ...others] = files;
  if (first === undefined) return undefined;
  if (
    others.some(({ scheme, authority }) => scheme !== first.scheme || authority !== first.authority)
  ) {
    return undefined;
  }
  let common = first.path.split("/").slice(0, -1);
  for (const { path } of others) {
    const segments = path.split("/");
    const differs = common.findIndex((segment, at) => segment !== segments[at]);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return first.with({ path: common.join("/") || "/" });
}

function titleOf({ files, templates }: BatchWish, root: vscode.Uri): string {
  const asked = listText(templates.map((template) => template.title));
  const [only] = files.length === 1 ? files : [];
  const place =
    only === undefined
      ? vscode.l10n.t("{0} files in {1}", numberText(files.length), folderName(root))
      : fileName(only);
  return plainText(`${asked} · ${place}`, 100);
}

function folderName(root: vscode.Uri): string {
  return root.path.split("/").findLast((segment) => segment !== "") ?? "/";
}

/** E.g. `2 binary, 1 empty`; empty where none was skipped. */
export function skipReasons(items: readonly BatchItem[]): string {
  const reasons = new Map<string, Set<string>>();
  for (const { state, remark = "", uri } of items) {
    if (state !== "skipped") continue;
    const reason = remark
      .replace(/\s*[(（].*[)）]$/u, "")
      .replace(/^[“「].*[”」]\s*/u, "")
      .replace(/[.。]$/u, "");
    reasons.set(reason, (reasons.get(reason) ?? new Set()).add(uri));
  }
  return listText([...reasons].map(([reason, { size }]) => reasonText(reason, size)));
}

/** @param reason in few words, as the remark of an item that was skipped. */
function reasonText(reason: string, count: number): string {
  if (reason === answerToAnother()) {
    return count === 1
      ? vscode.l10n.t("1 answer to another file")
      : vscode.l10n.t("{0} answers to other files", count);
  }
  if (reason === answerOfEarlier()) {
    return count === 1
      ? vscode.l10n.t("1 answer of an earlier batch")
      : vscode.l10n.t("{0} answers of an earlier batch", count);
  }
  return vscode.l10n.t("{count} {reason}", { count, reason });
}

/** Distinct sources among items. */
export function countFiles(items: readonly BatchItem[]): number {
  return new Set(items.map(({ uri }) => uri)).size;
}
