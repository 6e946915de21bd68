import * as vscode from "vscode";
import type { Batch, BatchItem, BatchStore, Division, PartAnswer } from "../../core/batch/batch.ts";
import { ResultImport } from "../../core/batch/jsonl/resultImport.ts";
import type { ResultLine } from "../../core/batch/jsonl/resultLine.ts";
import { sumOf } from "../../core/batch/usageSum.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { mapSome } from "../context/collected.ts";
import type { AnswerFiles } from "./answerFiles.ts";
import { fileLines } from "./fileLines.ts";
import { endpointOf, readSource } from "./hostPorts.ts";
import { becameText, countItems, isWanted, takenText } from "./importText.ts";
import { answersTo, divisionNow, openKept, wholeAnswer } from "./keptAnswer.ts";

type Result = Exclude<ResultLine, { readonly kind: "unreadable" }>;

/** What is kept of an item, and what the files said of it. */
interface Known {
  readonly division: Division;
  /** Before the import. */
  readonly answers: readonly PartAnswer[];
  isChanged?: true;
  failure?: string;
}

const uncancelled = { isCancellationRequested: false };

/**
 * Takes the results of an exported batch. The file is not trusted: it can answer what the batch
 * asked, about sources that are as they were, and nothing else.
 */
export class BatchImport {
  readonly #facts: ModelFacts;
  readonly #files: AnswerFiles;
  readonly #log: vscode.LogOutputChannel;

  constructor(facts: ModelFacts, files: AnswerFiles, log: vscode.LogOutputChannel) {
    this.#facts = facts;
    this.#files = files;
    this.#log = log;
  }

  /** @param chosen files of results; without it the person is asked. @throws StoreError */
  async import(batch: Batch, store: BatchStore, chosen?: readonly vscode.Uri[]): Promise<void> {
    const files = chosen ?? (await askForFiles(vscode.Uri.parse(batch.root, true)));
    if (files.length === 0) return;
    const items = new Map((store.load(batch.id)?.items ?? []).map((item) => [item.id, item]));
    const now = await this.#divisionsOf(batch, [...items.values()].filter(isWanted), store);
    const known = new Map<string, Known>();
    const knownOf = (id: string) => {
      const division = now.get(id);
      if (division === undefined) return undefined;
      const begun = known.get(id) ?? { division, answers: answersTo(division, id, store) };
      known.set(id, begun);
      return begun;
    };
    const results = new ResultImport((id) => {
      const item = items.get(id);
      const begun = knownOf(id);
      if (item === undefined || begun === undefined) return undefined;
      const thinking = this.#thinkingOf(batch, item);
      return { division: begun.division, ...(thinking === undefined ? {} : { thinking }) };
    });
    let taken = 0;
    const settled = new Set<string>();
    for (const file of files) {
      try {
        for await (const line of fileLines(file)) {
          const result = results.take(line);
          const begun = result && knownOf(result.id.item);
          if (result !== undefined && begun !== undefined && this.#take(store, result, begun)) {
            taken++;
          }
        }
      } catch (error) {
        if (!isSystemError(error)) throw error;
        void vscode.window.showErrorMessage(
          vscode.l10n.t("“{0}” could not be read.", nameOf(file)),
        );
      }
    }
    for (const [id, { isChanged, failure }] of known) {
      const item = items.get(id);
      if (item === undefined || isChanged !== true) continue;
      await this.#settle(batch, item, store, failure);
      settled.add(id);
    }
    const after = store.load(batch.id)?.items ?? [];
    this.#tell(taken, results, becameText(countItems(after, settled)));
  }

  #take(store: BatchStore, { id, ...result }: Result, known: Known): boolean {
    if (known.answers.some(({ index }) => index === id.part)) return false;
    if (known.isChanged === undefined) store.beginParts(id.item, known.division);
    known.isChanged = true;
    if (result.kind === "failed") {
      known.failure = result.problem;
      this.#log.warn(`Import: a request failed for the item ${id.item}.`);
      return false;
    }
    const { answer: text, usage } = result;
    store.savePart(id.item, {
      ...{ index: id.part, text, terms: [] },
      ...(usage === undefined ? {} : { usage }),
    });
    return true;
  }

  /** Writes what is whole now; notes how far the rest is. */
  async #settle(
    batch: Batch,
    item: BatchItem,
    store: BatchStore,
    failure: string | undefined,
  ): Promise<void> {
    const opened = await openKept(batch, item, store, this.#facts);
    if ("skip" in opened) return;
    const { division, answers } = opened;
    const count = division.ends.length;
    const usage = sumOf(answers);
    const { remark: _, ...rest } = item;
    const share = {
      ...rest,
      ...(count > 1 ? { parts: { done: answers.length, count } } : {}),
      ...(usage === undefined ? {} : { usage }),
    };
    const answer = wholeAnswer(opened);
    if (answer === undefined) {
      if (failure !== undefined) store.saveItem({ ...share, state: "failed", remark: failure });
      else store.saveItem({ ...share, state: "waiting" });
      return;
    }
    store.saveItem({ ...share, state: "answered" });
    if (batch.output.kind === "edits") return;
    const written = await this.#files.write(batch, item, answer);
    if ("problem" in written) {
      store.saveItem({ ...share, state: "failed", remark: written.problem });
    } else {
      store.saveItem({ ...share, state: "done", ...written });
    }
  }

  /** As the sources are now, by items; none for what cannot be read. */
  async #divisionsOf(
    batch: Batch,
    items: readonly BatchItem[],
    store: BatchStore,
  ): Promise<ReadonlyMap<string, Division>> {
    const divisions = new Map<string, Division>();
    await mapSome(items, uncancelled, async (item) => {
      const source = await readSource(item);
      if ("skip" in source) return;
      divisions.set(item.id, await divisionNow(batch, item, source.text, store, this.#facts));
    });
    return divisions;
  }

  #thinkingOf(batch: Batch, item: BatchItem): boolean | undefined {
    const asked = batch.templates[item.template]?.parameters.thinking;
    return asked ?? endpointOf(item.model, this.#facts)?.thinking;
  }

  #tell(taken: number, { counts }: ResultImport, became: string): void {
    const { failed, unknown, outdated, repeated, unreadable } = counts;
    const problems = failed + unknown + outdated + repeated + unreadable;
    this.#log.info(
      `Import: ${taken} answers taken; ${failed} requests failed, ${unknown} of another batch, ` +
        `${outdated} of sources that changed, ${repeated} repeated, ${unreadable} unreadable.`,
    );
    const sentences = [takenText(taken, problems), ...(became === "" ? [] : [became])];
    void this.#show(sentencesText(sentences), problems > 0);
  }

  async #show(message: string, hasDetails: boolean): Promise<void> {
    const details = vscode.l10n.t("Show Log");
    const choice = await vscode.window.showInformationMessage(
      message,
      ...(hasDetails ? [details] : []),
    );
    if (choice === details) this.#log.show();
  }
}

async function askForFiles(root: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    ...{
      title: vscode.l10n.t("Import results"),
      openLabel: vscode.l10n.t("Import"),
      canSelectMany: true,
      defaultUri: root,
    },
    filters: { [vscode.l10n.t("Batch results")]: ["jsonl"], [vscode.l10n.t("All files")]: ["*"] },
  });
  return picked ?? [];
}

function isSystemError(error: unknown): boolean {
  return error instanceof vscode.FileSystemError || (error instanceof Error && "code" in error);
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split("/").at(-1) ?? "";
}
