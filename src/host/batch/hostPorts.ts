import * as vscode from "vscode";
import type { BatchItem, BatchStore } from "../../core/batch/batch.ts";
import type { BatchPorts } from "../../core/batch/batchPorts.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import type { ChatServices } from "../chat/services.ts";
import { findModel, readSettings } from "../settings.ts";
import { wait } from "../wait.ts";
import type { AnswerFiles } from "./answerFiles.ts";
import { readTextFile } from "./textFile.ts";

/**
 * What a run needs, from VS Code: settings, tokens and files as they are when they are asked for.
 *
 * @param sharers batches of this window that run now; they share what a server gets at once.
 */
export function hostPorts(
  { client, tokens, facts }: ChatServices,
  store: BatchStore,
  files: AnswerFiles,
  sharers: () => number,
): BatchPorts {
  return {
    store,
    client,
    endpoint: (key) => endpointOf(key, facts),
    token: (origin) => tokens.get(origin),
    limits: () => readSettings().limits,
    concurrency: () =>
      Math.max(1, Math.floor(readSettings().batchConcurrency / Math.max(1, sharers()))),
    scale: (endpoint) => facts.scale(endpoint),
    learn: (endpoint, messages, usage, outcome) => facts.learn(endpoint, messages, usage, outcome),
    read: (item) => readSource(item),
    write: (batch, item, answer) => files.write(batch, item, answer),
    now: () => Date.now(),
    wait,
  };
}

/** The model as the settings have it, with the window that its server told. */
export function endpointOf(key: string, facts: ModelFacts) {
  const endpoint = findModel(readSettings(), key);
  return endpoint && facts.withWindow(endpoint);
}

export function readSource({ uri }: Pick<BatchItem, "uri">): ReturnType<typeof readTextFile> {
  return readTextFile(vscode.Uri.parse(uri, true));
}
