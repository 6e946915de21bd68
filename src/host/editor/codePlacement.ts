import * as vscode from "vscode";
import { withoutLineEnds } from "../../core/editor/insertion.ts";
import type { Span } from "../../core/editor/rangeTracking.ts";
import { passageTitle, type Passage } from "../../core/prompt/passage.ts";
import type { Proposals } from "../proposal/proposals.ts";
import type { Anchors } from "./anchors.ts";
import { offerCopy, withLineEnds } from "./replyPlacement.ts";
import { writeProblem } from "./writeProblem.ts";

interface Target extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
  /** The selection's passage, where only that gives way. */
  readonly passage?: Passage;
}

/** Puts code of a reply into files, by a comparison in which the person accepts what they want. */
export class CodePlacement {
  readonly #anchors: Anchors;
  readonly #proposals: Proposals;

  constructor(anchors: Anchors, proposals: Proposals) {
    this.#anchors = anchors;
    this.#proposals = proposals;
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
    const place = passage === undefined ? wholeOf(document) : this.#anchors.find(passage.id)?.span;
    if (place === undefined) {
      await offerCopy(code, vscode.l10n.t("The passage that the code should replace is gone."));
      return;
    }
    const replaced = document.getText().slice(place.start, place.end);
    const ending = replaced.slice(withoutLineEnds(replaced).length);
    await this.#proposals.show({
      ...{ document, span: place, kind: "lines", passage: passage?.id },
      text: withLineEnds(withoutLineEnds(code) + ending, document.eol),
      name: passage === undefined ? vscode.workspace.asRelativePath(uri) : passageTitle(passage),
    });
  }
}

function wholeOf(document: vscode.TextDocument): Span {
  return { start: 0, end: document.getText().length };
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
          ? vscode.l10n.t("the selection that you asked about")
          : vscode.l10n.t("the file that you asked about"),
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
  const items: Target[] = [
    ...own,
    ...open,
    { label: `$(new-file) ${vscode.l10n.t("New document")}` },
  ];
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Apply to file"),
    placeHolder: vscode.l10n.t("Where should the code go? You see the change before it is made."),
  });
}
