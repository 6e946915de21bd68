import * as vscode from "vscode";
import type { ChatServices } from "../chat/services.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { commands } from "../contributions.ts";
import type { Templates } from "../templates/templates.ts";
import type { Batches, BatchesParts } from "./batches.ts";
import type { BatchTable } from "./batchTable.ts";
import { runningBatchIds } from "./runningBatchIds.ts";

export interface DeferredBatchesParts {
  readonly context: Pick<vscode.ExtensionContext, "extensionUri" | "workspaceState">;
  readonly services: ChatServices;
  readonly templates: Templates;
  readonly facts: ModelFacts;
  readonly bodyOf: BatchesParts["bodyOf"];
}

interface Loaded {
  readonly batches: Batches;
  readonly table: BatchTable;
  ask(chosen: readonly vscode.Uri[]): Promise<void>;
}

/**
 * The batches and their table, which are loaded when a person first wants them, or when the last
 * window of this workspace ended with some under way.
 */
export class DeferredBatches implements vscode.Disposable {
  readonly #parts: DeferredBatchesParts;
  readonly #registrations: vscode.Disposable;
  #loading: Promise<Loaded> | undefined;
  #isDisposed = false;

  constructor(parts: DeferredBatchesParts) {
    this.#parts = parts;
    const { registerCommand } = vscode.commands;
    this.#registrations = vscode.Disposable.from(
      registerCommand(commands.askAboutManyFiles, async (first: unknown, selected: unknown) =>
        (await this.#load()).ask(chosenFiles(first, selected)),
      ),
      registerCommand(commands.showBatches, async () => (await this.#load()).table.show()),
    );
  }

  async batches(): Promise<Batches> {
    return (await this.#load()).batches;
  }

  /** Brings back the table of an earlier window; `state` is the page's own, and untrusted. */
  async restoreTab(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    (await this.#load()).table.restore(panel, state);
  }

  /** Offers to go on with what ran when this workspace's window ended. */
  async offerInterrupted(): Promise<void> {
    if (runningBatchIds(this.#parts.context.workspaceState).length === 0) return;
    await (await this.batches()).offerInterrupted();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#registrations.dispose();
    void this.#loading?.then(release);
  }

  #load(): Promise<Loaded> {
    this.#loading ??= this.#build().then((loaded) => {
      if (this.#isDisposed) release(loaded);
      return loaded;
    });
    return this.#loading;
  }

  async #build(): Promise<Loaded> {
    const { context, services, templates, facts, bodyOf } = this.#parts;
    const [{ Batches }, { BatchTable }, { askForBatch }] = await Promise.all([
      import("./batches.ts"),
      import("./batchTable.ts"),
      import("./newBatch.ts"),
    ]);
    const memento = context.workspaceState;
    const showTable = (batch: string) => table.show(batch);
    const parts: BatchesParts = { services, memento, bodyOf, showTable };
    const batches = new Batches(parts);
    const table: BatchTable = new BatchTable(context.extensionUri, batches, services.log);
    const wizard = { batches, templates, facts, memento, showTable };
    return { batches, table, ask: (chosen) => askForBatch(wizard, chosen) };
  }
}

function release({ batches, table }: Loaded): void {
  table.dispose();
  batches.dispose();
}

/** The Explorer passes what is under the pointer, and all that is selected. */
function chosenFiles(first: unknown, selected: unknown): readonly vscode.Uri[] {
  if (Array.isArray(selected) && selected.length > 0) {
    return selected.filter((value) => value instanceof vscode.Uri);
  }
  return first instanceof vscode.Uri ? [first] : [];
}
