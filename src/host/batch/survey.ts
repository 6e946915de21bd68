import type * as vscode from "vscode";
import type { Batch, BatchItem } from "../../core/batch/batch.ts";
import { estimateItem } from "../../core/batch/estimate.ts";
import { estimateTokens } from "../../core/fit/tokenEstimate.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import { plainText } from "../../core/text/plainText.ts";
import { counted } from "../../core/workspace/leftOut.ts";
import { mapSome } from "../context/collected.ts";
import { fileName } from "../context/fileText.ts";
import { writeProblem } from "../editor/replyPlacement.ts";
import { findModel, readSettings } from "../settings.ts";
import { targetOf } from "./answerTarget.ts";
import type { BatchWish } from "./batchWizard.ts";
import { encodingName, readTextFile } from "./textFile.ts";

/** A batch as it would be made, for the person to judge. */
export interface Survey {
  readonly batch: Batch;
  readonly items: readonly BatchItem[];
}

/**
 * Reads every file once, to see whether it can be asked about and what it comes to. Nothing is sent.
 *
 * @param scale tokens of a model for one estimated.
 * @returns undefined where it was cancelled, `apart` where the files have no folder in common.
 */
export async function surveyFiles(
  wish: BatchWish,
  scale: (endpoint: ModelEndpoint) => number,
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
    const size = sizes[at] ?? { skip: "unreadable" };
    for (const [index, template] of templates.entries()) {
      for (const { key, endpoint } of endpoints) {
        const factor = endpoint === undefined ? 1 : scale(endpoint);
        items.push({
          id: crypto.randomUUID(),
          position: items.length,
          ...{ uri: uri.toString(), name: fileName(uri), template: index, model: key },
          ...("skip" in size
            ? { state: "skipped", remark: size.skip, estimate: 0 }
            : {
                state: "waiting",
                estimate: estimateItem(size.tokens, template, factor),
                ...(size.remark === undefined ? {} : { remark: size.remark }),
              }),
        });
      }
    }
  }
  return { batch, items: withoutOwnAnswers(batch, items) };
}

/** An answer to another file of the batch is no source: `*.md` finds `notes.zh.md` too. */
function withoutOwnAnswers(batch: Batch, items: readonly BatchItem[]): BatchItem[] {
  const targets = new Set(
    items.map((item) => targetOf(batch, item)).map((to) => ("uri" in to ? to.uri.toString() : "")),
  );
  return items.map((item) =>
    item.state === "waiting" && targets.has(item.uri)
      ? { ...item, state: "skipped", remark: "answers to other files", estimate: 0 }
      : item,
  );
}

interface Size {
  readonly tokens: number;
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
  const tokens = estimateTokens(file.text);
  const isNarrow = isEdited && !/^(?:utf|gb18030)/u.test(file.encoding);
  return isNarrow
    ? { tokens, remark: `In ${encodingName(file.encoding)}, which has not all characters.` }
    : { tokens };
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
  const asked = templates.map((template) => template.title).join(", ");
  const [only] = files.length === 1 ? files : [];
  const place =
    only === undefined ? `${counted(files.length, "file")} in ${folderName(root)}` : fileName(only);
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
      .replace(/ \(.*\)$/u, "")
      .replace(/^“.*” /u, "")
      .replace(/\.$/u, "");
    reasons.set(reason, (reasons.get(reason) ?? new Set()).add(uri));
  }
  return [...reasons].map(([reason, uris]) => `${uris.size} ${reason}`).join(", ");
}

/** Distinct sources among items. */
export function countFiles(items: readonly BatchItem[]): number {
  return new Set(items.map(({ uri }) => uri)).size;
}
