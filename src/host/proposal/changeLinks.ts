import * as vscode from "vscode";
import { commands, proposalScheme } from "../contributions.ts";
import type { ComparisonTab } from "./comparisonTab.ts";

/** A change of a comparison by its id, as links carry it. */
export function changeId(tab: ComparisonTab, index: number): string {
  return `${tab.id}.${index}`;
}

/**
 * Accept and reject, said at each change itself: on hovering over it, and as CodeLenses on the
 * proposed side.
 */
export class ChangeLinks implements vscode.CodeLensProvider, vscode.HoverProvider {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #tabOf: (uri: vscode.Uri) => ComparisonTab | undefined;
  readonly #registration: vscode.Disposable;

  constructor(tabOf: (uri: vscode.Uri) => ComparisonTab | undefined) {
    this.#tabOf = tabOf;
    const selector = { scheme: proposalScheme };
    this.#registration = vscode.Disposable.from(
      this.#changed,
      vscode.languages.registerCodeLensProvider(selector, this),
      vscode.languages.registerHoverProvider(selector, this),
    );
  }

  /** The changes that are open are others now. */
  refresh(): void {
    this.#changed.fire();
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const tab = this.#tabOf(uri);
    if (tab?.sideOf(uri) !== "proposed") return [];
    const { open, texts } = tab.comparison;
    return open.flatMap((index) => {
      const line = texts.shown[index]?.proposed.start ?? 0;
      const range = new vscode.Range(line, 0, line, 0);
      return actions().map(({ icon, title, command }) => {
        const args = [changeId(tab, index)];
        return new vscode.CodeLens(range, {
          title: `$(${icon})\u00a0${title}`,
          command,
          arguments: args,
        });
      });
    });
  }

  provideHover({ uri }: vscode.TextDocument, { line }: vscode.Position): vscode.Hover | undefined {
    const tab = this.#tabOf(uri);
    const side = tab?.sideOf(uri);
    if (tab === undefined || side === undefined) return undefined;
    const { open, texts } = tab.comparison;
    const index = open.find((each) => {
      const span = texts.shown[each]?.[side];
      return span !== undefined && line >= span.start && line < span.end;
    });
    if (index === undefined) return undefined;
    const args = encodeURIComponent(JSON.stringify([changeId(tab, index)]));
    const links = actions().map(
      ({ icon, title, command }) => `[$(${icon}) ${title}](command:${command}?${args})`,
    );
    const text = new vscode.MarkdownString(links.join("&nbsp;&nbsp;&nbsp;"), true);
    text.isTrusted = { enabledCommands: actions().map(({ command }) => command) };
    return new vscode.Hover(text);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function actions() {
  return [
    { icon: "check", title: vscode.l10n.t("Accept"), command: commands.acceptChange },
    { icon: "close", title: vscode.l10n.t("Reject"), command: commands.rejectChange },
  ];
}
