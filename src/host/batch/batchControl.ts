import type * as vscode from "vscode";
import type { BatchSummary } from "../../core/batch/batch.ts";
import type { Fault } from "../../core/reply/fault.ts";
import type { BatchRun } from "../../core/batch/batchRun.ts";

/** Why a batch paused by itself. */
export interface BatchNotice {
  /** In words for the person. */
  readonly message: string;
  /** What a server did, where that is why. */
  readonly fault?: Fault;
}

/**
 * What can be done with batches, whoever asks for it: a command, a notification or the table. An id
 * that is not there does nothing. What goes wrong is told to the person by the method itself.
 */
export interface BatchControl {
  /** Newest first. */
  list(): Promise<readonly BatchSummary[]>;
  /** The batch as it is kept, loaded once for this window; nothing is sent. Undefined where it is gone. */
  open(id: string): Promise<BatchRun | undefined>;
  /**
   * Begins it or goes on with it, with progress in a notification. Resolves once it runs, or could
   * not: where another window has it, the person is told so.
   */
  start(id: string): Promise<void>;
  pause(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
  /** Asks items anew and goes on. Without ids: all that failed. */
  retry(id: string, items?: readonly string[]): Promise<void>;
  /** Asks the person, then takes it away with its answers; what was written into files stays. */
  remove(id: string): Promise<void>;
  /** Writes what is not answered yet as JSONL, a file per model; asks where to unless it is told. */
  export(id: string, folder?: vscode.Uri): Promise<void>;
  /** Takes the answers of result files into the batch; asks for the files unless it is told. */
  import(id: string, files?: readonly vscode.Uri[]): Promise<void>;
  /** Asks whether as Markdown or CSV, and opens or saves it. */
  report(id: string): Promise<void>;
  /** Opens VS Code's preview of the answers as edits of their sources. */
  applyEdits(id: string): Promise<void>;
  openSource(id: string, item: string): Promise<void>;
  /** What was written for an item; an answer that is not written yet as a document of its own. */
  openOutput(id: string, item: string): Promise<void>;
  /** Why a batch paused by itself; undefined where it did not. */
  notice(id: string): BatchNotice | undefined;
  /** The list of batches changed, or a batch's stage did. */
  readonly onDidChange: vscode.Event<void>;
}
