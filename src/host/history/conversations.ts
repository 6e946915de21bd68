import * as vscode from "vscode";
import {
  StoreError,
  type ConversationStore,
  type StoreProblem,
} from "../../core/conversation/conversationStore.ts";

/** A store that works, and what kept the person's own one from being it. */
export interface OpenedStore {
  readonly store: ConversationStore;
  readonly problem?: {
    readonly problem: StoreProblem;
    /** Where a file that could not be used is now. */
    readonly setAside?: string;
  };
}

/**
 * The way to the history: opened when it is first used. What goes wrong with it is told once and
 * never keeps a question from being asked: what is on the screen stays.
 */
export class Conversations implements vscode.Disposable {
  readonly #open: () => Promise<OpenedStore>;
  readonly #log: vscode.LogOutputChannel;
  readonly #told = new Set<StoreProblem>();
  #store: Promise<ConversationStore> | undefined;
  #opened: ConversationStore | undefined;
  #isDisposed = false;
  /** What is wrong with the history, in words for the person. */
  problem: string | undefined;

  constructor(open: () => Promise<OpenedStore>, log: vscode.LogOutputChannel) {
    this.#open = open;
    this.#log = log;
  }

  /** Does something with the store; `otherwise` where it cannot be done, which is then told. */
  async attempt<T>(action: (store: ConversationStore) => T, otherwise: T): Promise<T> {
    try {
      return action(await this.#ready());
    } catch (error) {
      this.#tell(error);
      return otherwise;
    }
  }

  /** The same at once; only where the store is open already. For what cannot wait, such as the end. */
  attemptNow<T>(action: (store: ConversationStore) => T, otherwise: T): T {
    if (this.#opened === undefined) return otherwise;
    try {
      return action(this.#opened);
    } catch (error) {
      this.#tell(error);
      return otherwise;
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#opened?.close();
    this.#opened = undefined;
  }

  #ready(): Promise<ConversationStore> {
    this.#store ??= this.#open().then(({ store, problem }) => {
      if (this.#isDisposed) store.close();
      else this.#opened = store;
      if (problem !== undefined) this.#report(problem.problem, openText(problem));
      return store;
    });
    return this.#store;
  }

  #tell(error: unknown): void {
    if (this.#isDisposed) return;
    const problem = error instanceof StoreError ? error.problem : "other";
    this.#report(problem, useText(problem));
  }

  #report(problem: StoreProblem, message: string): void {
    this.problem = message;
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    this.#log.warn(`The history: ${problem}.`);
    void vscode.window.showWarningMessage(message);
  }
}

function openText({ problem, setAside }: NonNullable<OpenedStore["problem"]>): string {
  switch (problem) {
    case "corrupt":
      return vscode.l10n.t(
        "The history could not be read. It was set aside as “{0}”, and a new one was begun.",
        setAside ?? "",
      );
    case "newer":
      return vscode.l10n.t(
        "The history was made by a newer version of Tibet Model Chat. It was left as it is; this window keeps its conversations in memory only.",
      );
    default:
      return vscode.l10n.t(
        "The history cannot be opened. This window keeps its conversations in memory only.",
      );
  }
}

function useText(problem: StoreProblem): string {
  switch (problem) {
    case "full":
      return vscode.l10n.t(
        "The disk is full: conversations are not kept at the moment. What is on the screen stays.",
      );
    case "readOnly":
      return vscode.l10n.t(
        "The history cannot be written: conversations are not kept at the moment.",
      );
    case "busy":
      return vscode.l10n.t(
        "Another window holds the history: something could not be kept just now.",
      );
    default:
      return vscode.l10n.t(
        "The history does not work: conversations are not kept at the moment. What is on the screen stays.",
      );
  }
}
