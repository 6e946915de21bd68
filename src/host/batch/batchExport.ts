import { open, type FileHandle } from "node:fs/promises";
import * as vscode from "vscode";
import type { Batch, BatchItem, BatchStore } from "../../core/batch/batch.ts";
import { exportLines, type BodyOf } from "../../core/batch/jsonl/exportLines.ts";
import { outputName } from "../../core/batch/outputName.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { numberText } from "../countTexts.ts";
import { listText, quotedName } from "../../core/text/listText.ts";
import { endpointOf } from "./hostPorts.ts";
import { openKept } from "./keptAnswer.ts";

/** A batch as it is, while nothing else changes it. */
export interface Exportable {
  readonly batch: Batch;
  readonly items: readonly BatchItem[];
  readonly store: BatchStore;
}

/** Writes what has no answer yet as files for `vllm run-batch`, one for each model. */
export class BatchExport {
  readonly #facts: ModelFacts;
  readonly #bodyOf: BodyOf;

  constructor(facts: ModelFacts, bodyOf: BodyOf) {
    this.#facts = facts;
    this.#bodyOf = bodyOf;
  }

  /**
   * @param folder where the files go, with the batch's title in their names; without it the person
   *   is asked.
   * @returns false where nothing was written. @throws StoreError
   */
  async export(source: Exportable, folder?: vscode.Uri): Promise<boolean> {
    const { batch, items } = source;
    const models = modelsToAsk(items);
    if (models.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("Everything in this batch is answered or skipped."),
      );
      return false;
    }
    const nameOf = (model: string) => outputName(`${batch.title}.jsonl`, model);
    const places =
      folder === undefined
        ? await askForPlaces(vscode.Uri.parse(batch.root, true), models, nameOf)
        : placesIn(folder, models, nameOf);
    const written: Exported[] = [];
    for (const { model, uri } of places) written.push(await this.#write(source, model, uri));
    if (written.length > 0) tell(written);
    return written.length > 0;
  }

  async #write(
    { batch, items, store }: Exportable,
    model: string,
    uri: vscode.Uri,
  ): Promise<Exported> {
    const writer = uri.scheme === "file" ? await DiskWriter.open(uri) : new MemoryWriter(uri);
    let count = 0;
    try {
      for (const item of items) {
        if (item.model !== model || !isToAsk(item)) continue;
        for (const line of await this.#lines(batch, item, store)) {
          await writer.write(line);
          count++;
        }
      }
    } finally {
      await writer.close();
    }
    return { uri, count };
  }

  /** Lines are made as they are taken; none for a source that cannot be read. */
  async #lines(batch: Batch, item: BatchItem, store: BatchStore): Promise<Iterable<string>> {
    const template = batch.templates[item.template];
    const endpoint = endpointOf(item.model, this.#facts);
    if (template === undefined || endpoint === undefined) return [];
    const kept = await openKept(batch, item, store, this.#facts);
    if ("skip" in kept) return [];
    const { source } = kept;
    // Results are told by the division that they were asked with, so it has to be kept.
    const { division, answers } = store.beginParts(item.id, kept.division);
    const request = {
      ...{ item: item.id, name: item.name, template, endpoint, division },
      ...{ source: source.text, languageId: source.languageId, terms: [] },
      answered: new Set(answers.map(({ index }) => index)),
    };
    return exportLines(request, this.#bodyOf);
  }
}

interface Exported {
  readonly uri: vscode.Uri;
  /** Requests. */
  readonly count: number;
}

function isToAsk({ state }: BatchItem): boolean {
  return state === "waiting" || state === "asking" || state === "failed" || state === "cancelled";
}

function modelsToAsk(items: readonly BatchItem[]): readonly string[] {
  return [...new Set(items.filter(isToAsk).map(({ model }) => model))];
}

interface Place {
  readonly model: string;
  readonly uri: vscode.Uri;
}

function placesIn(
  folder: vscode.Uri,
  models: readonly string[],
  nameOf: (model: string) => string,
): readonly Place[] {
  return models.map((model) => ({ model, uri: vscode.Uri.joinPath(folder, nameOf(model)) }));
}

/** For a file where there is one model, else for a folder; none where the person leaves it. */
async function askForPlaces(
  root: vscode.Uri,
  models: readonly string[],
  nameOf: (model: string) => string,
): Promise<readonly Place[]> {
  const [model, second] = models;
  if (model !== undefined && second === undefined) {
    const uri = await vscode.window.showSaveDialog({
      title: vscode.l10n.t("Export the requests"),
      defaultUri: vscode.Uri.joinPath(root, nameOf(model)),
      filters: { [vscode.l10n.t("Batch requests")]: ["jsonl"] },
    });
    return uri === undefined ? [] : [{ model, uri }];
  }
  const picked = await vscode.window.showOpenDialog({
    ...{
      title: vscode.l10n.t("Folder for the files of requests"),
      openLabel: vscode.l10n.t("Export"),
      defaultUri: root,
    },
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: false },
  });
  const folder = picked?.[0];
  return folder === undefined ? [] : placesIn(folder, models, nameOf);
}

function tell(written: readonly Exported[]): void {
  const count = written.reduce((sum, each) => sum + each.count, 0);
  const names = written.map(({ uri }) => quotedName(uri.path.split("/").at(-1) ?? ""));
  const files = listText(names);
  void vscode.window.showInformationMessage(
    count === 1
      ? vscode.l10n.t(
          "1 request exported to {0}. Run them with “vllm run-batch”, then import the results.",
          files,
        )
      : vscode.l10n.t(
          "{0} requests exported to {1}. Run them with “vllm run-batch”, then import the results.",
          numberText(count),
          files,
        ),
  );
}

/** Writes as it goes: such a file may be larger than the memory. */
class DiskWriter {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(uri: vscode.Uri): Promise<DiskWriter> {
    return new DiskWriter(await open(uri.fsPath, "w"));
  }

  async write(line: string): Promise<void> {
    await this.#file.writeFile(line);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** For file systems of other extensions, which take files only as a whole. */
class MemoryWriter {
  readonly #uri: vscode.Uri;
  readonly #pieces: Uint8Array[] = [];

  constructor(uri: vscode.Uri) {
    this.#uri = uri;
  }

  write(line: string): Promise<void> {
    this.#pieces.push(new TextEncoder().encode(line));
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await vscode.workspace.fs.writeFile(this.#uri, Buffer.concat(this.#pieces));
  }
}
