import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import type { Anchors } from "./anchors.ts";
import { offerCopy, withLineEnds, writeProblem } from "./replyPlacement.ts";

interface Target extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
  /** The selection's passage, where only that gives way. */
  readonly passage?: Passage;
}

/** Addresses of what a document would be; they open read-only. */
const scheme = "tibet-chat-proposal";

/**
 * Puts code of a reply into files. VS Code's own comparison shows what would change, and nothing
 * does before the person says so.
 */
export class CodePlacement implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #anchors: Anchors;
  readonly #registration: vscode.Disposable;
  /** What documents would be, by the addresses under which that is shown. */
  readonly #proposals = new Map<string, string>();

  constructor(anchors: Anchors) {
    this.#anchors = anchors;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#proposals.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** @param passages those of the question: where the code most likely belongs. */
  async apply(code: string, passages: readonly Passage[]): Promise<void> {
    const target = await chooseTarget(passages);
    if (target === undefined) return;
    const { uri, passage } = target;
    if (uri === undefined) {
      const document = await vscode.workspace.openTextDocument({ content: code });
      await vscode.window.showTextDocument(document);
      return;
    }
    const problem = await writeProblem(uri);
    if (problem !== undefined) {
      await offerCopy(code, problem);
      return;
    }
    await this.#preview(code, uri, passage);
  }

  async #preview(code: string, uri: vscode.Uri, passage: Passage | undefined): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const span = passage === undefined ? undefined : this.#anchors.find(passage.id)?.span;
    if (passage !== undefined && span === undefined) {
      await offerCopy(code, "The passage that the code should replace is gone.");
      return;
    }
    const whole = { start: 0, end: document.getText().length };
    const { start, end } = span ?? whole;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const replaced = document.getText(range);
    const ending = /[\r\n]+$/u.exec(replaced)?.[0] ?? "";
    const text = withLineEnds(code.replace(/[\r\n]+$/u, "") + ending, document.eol);
    const { version } = document;
    if (!(await this.#confirm(document, range, text))) return;
    if (document.version !== version || document.isClosed) {
      await offerCopy(code, "The document has changed meanwhile, so the code was not put into it.");
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, range, text);
    if (!(await vscode.workspace.applyEdit(edit))) {
      await offerCopy(code, "The document could not be changed.");
      return;
    }
    await vscode.window.showTextDocument(document);
  }

  /** Shows the document beside what it would be and asks; the comparison is closed again. */
  async #confirm(
    document: vscode.TextDocument,
    range: vscode.Range,
    text: string,
  ): Promise<boolean> {
    const { uri } = document;
    const name = vscode.workspace.asRelativePath(uri);
    const whole = document.getText();
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const proposal = vscode.Uri.from({ scheme, path: uri.path, query: crypto.randomUUID() });
    this.#proposals.set(proposal.toString(), whole.slice(0, start) + text + whole.slice(end));
    try {
      const title = `${name} ↔ with the code`;
      await vscode.commands.executeCommand("vscode.diff", uri, proposal, title);
      const apply = "Apply";
      // Unlike a notification it stays until it is answered.
      const choice = await vscode.window.showQuickPick([apply, "Discard"], {
        title: `Put the code of the reply into “${name}”?`,
        ignoreFocusOut: true,
      });
      await closeComparison(proposal);
      return choice === apply;
    } finally {
      this.#proposals.delete(proposal.toString());
    }
  }
}

async function closeComparison(proposal: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) =>
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposal.toString(),
  );
  await vscode.window.tabGroups.close(shown, true);
}

async function chooseTarget(passages: readonly Passage[]): Promise<Target | undefined> {
  const own = passages.flatMap((passage): Target[] => {
    if (passage.uri === undefined || (passage.kind !== "selection" && passage.kind !== "file")) {
      return [];
    }
    const uri = vscode.Uri.parse(passage.uri, true);
    const isSelection = passage.kind === "selection";
    return [
      {
        label: passage.name,
        description: isSelection
          ? "the selection that you asked about"
          : "the file that you asked about",
        uri,
        ...(isSelection ? { passage } : {}),
      },
    ];
  });
  const known = new Set(own.map(({ uri }) => uri?.toString()));
  const open = vscode.workspace.textDocuments
    .filter(({ uri }) => uri.scheme !== "output" && !known.has(uri.toString()))
    .filter(({ uri }) => vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== false)
    .map(({ uri }): Target => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const items: Target[] = [...own, ...open, { label: "$(new-file) New document" }];
  return vscode.window.showQuickPick(items, {
    title: "Apply to file",
    placeHolder: "Where should the code go? You see the change before it is made.",
  });
}
