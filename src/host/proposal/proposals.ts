import * as vscode from "vscode";
import { textForDocument } from "../../core/editor/insertion.ts";
import { proposalKind } from "../../core/proposal/proposal.ts";
import { commands, proposalScheme } from "../contributions.ts";
import type { Anchors } from "../editor/anchors.ts";
import { findOnce, offerCopy, open, rangeOf, withLineEnds } from "../editor/replyPlacement.ts";
import { tellHidden } from "../editor/hiddenText.ts";
import { writeProblem } from "../editor/writeProblem.ts";
import { ChangeLinks, changeId } from "./changeLinks.ts";
import { Comparison, type Proposal } from "./comparison.ts";
import { ComparisonTab } from "./comparisonTab.ts";
import { KeyGuard } from "./keyGuard.ts";

/**
 * Shows what a reply would change before it does, in VS Code's own diff editor: the person accepts
 * or rejects it change by change. Closing the comparison rejects the rest.
 */
export class Proposals implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #anchors: Anchors;
  readonly #tabs = new Set<ComparisonTab>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  /** Decisions are carried out one after the other, however fast they come. */
  #decisions = Promise.resolve();
  readonly #links = new ChangeLinks((uri) => this.#tabOf(uri));
  readonly #guard = new KeyGuard();
  readonly #status = vscode.window.createStatusBarItem(
    "tibetChat.changes",
    vscode.StatusBarAlignment.Left,
    -1,
  );
  readonly #registrations: vscode.Disposable;

  constructor(anchors: Anchors) {
    this.#anchors = anchors;
    this.#status.name = vscode.l10n.t("Changes of a reply");
    this.#registrations = vscode.Disposable.from(
      this.#changed,
      this.#links,
      this.#status,
      this.#guard,
      vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#follow(document)),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#look()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#look()),
      ...this.#commands(),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const tab = this.#tabOf(uri);
    const side = tab?.sideOf(uri);
    return tab === undefined || side === undefined ? "" : tab.comparison.texts[side];
  }

  /**
   * Compares the passage that an answer is about, as it is by now, with the answer. An open
   * comparison of the same passage gives way.
   *
   * @param name the passage's for people, e.g. `notes.md:3–9`.
   */
  async compare(passageId: string, answer: string, name: string): Promise<void> {
    const anchor = this.#anchors.find(passageId);
    const document = anchor && (await open(anchor.uri));
    if (anchor === undefined || document === undefined) {
      await offerCopy(
        answer,
        vscode.l10n.t("The document that the passage came from cannot be opened."),
      );
      return;
    }
    const problem = await writeProblem(document.uri);
    if (problem !== undefined) {
      await offerCopy(answer, problem);
      return;
    }
    const span = anchor.span ?? findOnce(document, anchor.original);
    if (span === undefined) {
      await offerCopy(answer, vscode.l10n.t("The passage that the reply is about is gone."));
      return;
    }
    const range = rangeOf(document, span);
    if (anchor.span === undefined) this.#anchors.mark(passageId, document, range);
    const { languageId, eol } = document;
    const text = textForDocument(answer, languageId, document.getText(range));
    await this.show({
      ...{ document, span, name, passage: passageId },
      text: withLineEnds(text, eol),
      kind: proposalKind(languageId),
    });
  }

  /** Shows a proposal for a document that may be written to. */
  async show(proposal: Proposal): Promise<void> {
    for (const tab of this.#tabs) {
      if (isAboutTheSame(tab.comparison.proposal, proposal)) await this.#replace(tab);
    }
    const tab = new ComparisonTab(new Comparison(proposal, this.#anchors));
    if (tab.comparison.count === 0) {
      tab.dispose();
      void vscode.window.showInformationMessage(vscode.l10n.t("The reply changes nothing here."));
      return;
    }
    this.#tabs.add(tab);
    try {
      await tab.open();
    } catch (error) {
      this.#forget(tab);
      throw error;
    }
    this.#look();
    tellHidden(proposal.text, (hidden) =>
      vscode.l10n.t("The proposed text holds characters that a reader cannot see: {0}.", hidden),
    );
  }

  dispose(): void {
    this.#registrations.dispose();
    for (const tab of this.#tabs) tab.dispose();
    this.#tabs.clear();
  }

  #commands(): vscode.Disposable[] {
    type Decide = (comparison: Comparison, index: number) => void | Promise<void>;
    const register = (id: string, decide: Decide) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        const decided = this.#decisions.then(() => this.#decide(argument, decide));
        this.#decisions = decided.then(
          () => undefined,
          () => undefined,
        );
        const [tab, index] = (await decided) ?? [];
        if (tab !== undefined && index !== undefined) await tab.moveBehind(index);
      });
    return [
      register(commands.acceptChange, (comparison, index) => comparison.accept([index])),
      register(commands.rejectChange, (comparison, index) => comparison.reject([index])),
      register(commands.acceptAllChanges, (comparison) => comparison.accept(comparison.open)),
      register(commands.rejectAllChanges, (comparison) => comparison.reject(comparison.open)),
    ];
  }

  /** The open change that a link names; without one that at the caret of the active comparison. */
  #change(argument: unknown): readonly [ComparisonTab, number] | undefined {
    for (const tab of this.#tabs) {
      if (typeof argument === "string") {
        const index = tab.comparison.open.find((each) => changeId(tab, each) === argument);
        if (index !== undefined) return [tab, index];
      } else if (tab.isActive) {
        const index = tab.changeAtCaret();
        return index === undefined ? undefined : [tab, index];
      }
    }
    return undefined;
  }

  /** Returns the change that was decided, where its comparison goes on. */
  async #decide(
    argument: unknown,
    decide: (comparison: Comparison, index: number) => void | Promise<void>,
  ): Promise<readonly [ComparisonTab, number] | undefined> {
    const change = this.#change(argument);
    if (change === undefined) return undefined;
    const [tab, index] = change;
    await decide(tab.comparison, index);
    if (!this.#tabs.has(tab)) return undefined;
    if (tab.comparison.open.length > 0) {
      this.#refresh(tab);
      return change;
    }
    this.#guard.begin();
    await tab.close();
    this.#forget(tab);
    return undefined;
  }

  #refresh(tab: ComparisonTab): void {
    this.#changed.fire(tab.original);
    this.#changed.fire(tab.proposed);
    this.#links.refresh();
    this.#tell();
  }

  #follow(document: vscode.TextDocument): void {
    for (const tab of this.#tabs) {
      if (tab.comparison.proposal.document.uri.toString() !== document.uri.toString()) continue;
      if (tab.comparison.follow(document)) this.#refresh(tab);
    }
  }

  async #replace(tab: ComparisonTab): Promise<void> {
    await tab.closeTab();
    this.#forget(tab);
  }

  /** What was closed has ended. */
  #look(): void {
    for (const tab of this.#tabs) {
      if (tab.hasEnded) this.#forget(tab);
    }
    this.#tell();
  }

  #forget(tab: ComparisonTab): void {
    this.#tabs.delete(tab);
    tab.dispose();
    this.#tell();
  }

  #tell(): void {
    const active = [...this.#tabs].find((tab) => tab.isActive)?.comparison;
    if (active === undefined) {
      this.#status.hide();
      return;
    }
    const { open: left, count } = active;
    this.#status.text = `$(diff) ${leftText(left.length, count)}`;
    this.#status.show();
  }

  #tabOf(uri: vscode.Uri): ComparisonTab | undefined {
    return [...this.#tabs].find((tab) => tab.sideOf(uri) !== undefined);
  }
}

function leftText(left: number, count: number): string {
  return count === 1
    ? vscode.l10n.t("{0} of 1 change left", left)
    : vscode.l10n.t("{0} of {1} changes left", left, count);
}

function isAboutTheSame(one: Proposal, other: Proposal): boolean {
  if (one.passage !== undefined || other.passage !== undefined)
    return one.passage === other.passage;
  return one.document.uri.toString() === other.document.uri.toString();
}
