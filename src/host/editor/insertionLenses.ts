import * as vscode from "vscode";
import type { StreamedInsertion } from "./streamedInsertion.ts";

/** Only CodeLenses call them, with the id of an insertion. */
const ids = {
  stop: "tibetChat.stopInsertion",
  askNow: "tibetChat.askNowForInsertion",
  keep: "tibetChat.keepInsertion",
  takeBack: "tibetChat.takeBackInsertion",
} as const;

/** Tells above each reply that streams into a document how far it is, with what can be done. */
export class InsertionLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #insertions = new Map<string, StreamedInsertion>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor() {
    const on = (command: string, act: (insertion: StreamedInsertion) => unknown) =>
      vscode.commands.registerCommand(command, async (id: unknown) => {
        const insertion = typeof id === "string" ? this.#insertions.get(id) : undefined;
        if (insertion !== undefined) await act(insertion);
      });
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.languages.registerCodeLensProvider("*", this),
      on(ids.stop, (insertion) => insertion.stop()),
      on(ids.askNow, (insertion) => insertion.askNow()),
      on(ids.keep, (insertion) => insertion.keep()),
      on(ids.takeBack, (insertion) => insertion.takeBack()),
    );
  }

  /** Shows an insertion until it has ended; it is disposed with this at the latest. */
  add(insertion: StreamedInsertion): void {
    this.#insertions.set(insertion.id, insertion);
    insertion.onDidChange(() => {
      if (insertion.hasEnded) this.#insertions.delete(insertion.id);
      this.#changed.fire();
    });
    this.#changed.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const uri = document.uri.toString();
    return [...this.#insertions.values()]
      .filter((insertion) => insertion.uri.toString() === uri)
      .flatMap(lensesOf);
  }

  dispose(): void {
    for (const insertion of this.#insertions.values()) insertion.dispose();
    this.#subscriptions.dispose();
  }
}

function lensesOf(insertion: StreamedInsertion): vscode.CodeLens[] {
  const { id, line, progress, isPlaced, isWaiting } = insertion;
  if (line === undefined) return [];
  const range = new vscode.Range(line, 0, line, 0);
  const lens = (title: string, command: string) =>
    new vscode.CodeLens(range, { title, command, arguments: [id] });
  // A link's plain blank behind its icon is not drawn.
  return isPlaced
    ? [
        lens(`$(check)\u00a0${vscode.l10n.t("Keep")}`, ids.keep),
        lens(`$(discard)\u00a0${vscode.l10n.t("Take back")}`, ids.takeBack),
      ]
    : [
        new vscode.CodeLens(range, { title: `$(loading~spin)\u00a0${progress}`, command: "" }),
        ...(isWaiting ? [lens(`$(refresh)\u00a0${vscode.l10n.t("Ask now")}`, ids.askNow)] : []),
        lens(`$(debug-stop)\u00a0${vscode.l10n.t("Stop")}`, ids.stop),
      ];
}
