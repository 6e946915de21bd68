import * as vscode from "vscode";
import { isRecord } from "../../core/record.ts";

const key = "unfinishedInsertions";

/**
 * Knows which documents a reply is streaming into. Where VS Code ends meanwhile, it restores a
 * document with what had arrived, which would look like the person's own text: so that is told.
 */
export class UnfinishedInsertions {
  readonly #memento: vscode.Memento;

  /** @param memento the workspace's. */
  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  begin(id: string, uri: vscode.Uri): void {
    void this.#memento.update(key, { ...this.#kept(), [id]: uri.toString() });
  }

  end(id: string): void {
    const { [id]: ended, ...others } = this.#kept();
    if (ended === undefined) return;
    void this.#memento.update(key, others);
  }

  /** Tells of those that the window before this one left, each once. */
  async tell(): Promise<void> {
    const left = new Set(Object.values(this.#kept()));
    if (left.size === 0) return;
    await this.#memento.update(key, undefined);
    await Promise.all([...left].map(tellOf));
  }

  #kept(): Readonly<Record<string, string>> {
    const kept: unknown = this.#memento.get(key);
    const entries = Object.entries(isRecord(kept) ? kept : {});
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  }
}

async function tellOf(address: string): Promise<void> {
  const uri = vscode.Uri.parse(address, true);
  const name = vscode.workspace.asRelativePath(uri);
  const show = vscode.l10n.t("Show");
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      "VS Code ended while a reply streamed into “{0}”. What had arrived may stand there: it is not the whole reply, which is in the chat as far as it came.",
      name,
    ),
    show,
  );
  if (choice !== show) return;
  try {
    await vscode.window.showTextDocument(uri);
  } catch {
    void vscode.window.showInformationMessage(vscode.l10n.t("“{0}” is not there any more.", name));
  }
}
