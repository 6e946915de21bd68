import * as vscode from "vscode";
import type { Anchors } from "../../../src/host/editor/anchors.ts";
import { lensesOf } from "../heldReply.ts";
import type { Random } from "./random.ts";
import { until } from "./until.ts";

const passage = "人人生而自由。在尊严和权利上一律平等。他们赋有理性和良心。";

/** The part of the window where documents are: one thing at a time is done there. */
export class Desk {
  readonly #random: Random;
  #document: vscode.TextDocument | undefined;
  /** Stands before the tabs, so that most conversations go on behind it, unseen. */
  #cover: vscode.TextDocument | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Does something when everything before it is done. */
  use<T>(action: () => Thenable<T>): Promise<T> {
    const done = this.#last.then(action);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The tab that something opens, if it says that it does. */
  async tabOf(open: () => Promise<boolean>): Promise<vscode.Tab | undefined> {
    const before = allTabs();
    const added = () => allTabs().find((tab) => !before.includes(tab));
    if (await open()) await until("the tab is there", () => added() !== undefined);
    return added();
  }

  /** Closes a tab, unless VS Code has told of all of them anew; then it is closed in the end. */
  async close(tab: vscode.Tab): Promise<void> {
    if (allTabs().includes(tab)) await vscode.window.tabGroups.close(tab);
  }

  /** Puts a document before whatever is shown. */
  async cover(): Promise<void> {
    this.#cover ??= await vscode.workspace.openTextDocument({ content: "" });
    await vscode.window.showTextDocument(this.#cover, { preview: false });
  }

  /** Opens a new document with its passage selected. */
  async open(): Promise<void> {
    const content = `above\n${passage}\nbelow\n`;
    this.#document = await vscode.workspace.openTextDocument({ content });
    const editor = await vscode.window.showTextDocument(this.#document, { preview: false });
    editor.selection = new vscode.Selection(1, 0, 1, passage.length);
  }

  /** Marks as many passages as are followed at most, so that each further one is one too many. */
  async markPassages(anchors: Anchors): Promise<void> {
    // The first Markdown document of a window has VS Code load an extension of its own.
    const language = "markdown";
    const document = await vscode.workspace.openTextDocument({ language, content: passage });
    for (let count = 0; count < 1000; count++) {
      anchors.mark(crypto.randomUUID(), document, new vscode.Range(0, 0, 0, passage.length));
    }
  }

  /** Does something with a reply that went to the document, or nothing, and closes it. */
  async finish(target: "insert" | "replace" | "document" | "preview"): Promise<void> {
    const document = this.#document;
    if (document === undefined) return;
    if (target === "preview") await this.#decide();
    else if (target !== "document") await this.#decideOnInsertion(document);
    this.#document = undefined;
    await this.#closeDocuments();
    await this.cover();
    await vscode.commands.executeCommand("notifications.clearAll");
  }

  /** Leaves nothing open. */
  async clear(): Promise<void> {
    await this.use(async () => {
      this.#cover = undefined;
      await this.#closeDocuments();
      await vscode.window.tabGroups.close(allTabs());
      await vscode.commands.executeCommand("notifications.clearAll");
    });
    const isOwn = ({ uri }: vscode.TextDocument) => uri.scheme === "untitled";
    await until("all documents are closed", () => !vscode.workspace.textDocuments.some(isOwn));
  }

  async #decide(): Promise<void> {
    const command = this.#random.weighted({
      ...{ acceptAllChanges: 1, rejectAllChanges: 1, acceptChange: 1, none: 1 },
    });
    if (command !== "none") await vscode.commands.executeCommand(`tibetChat.${command}`);
  }

  async #decideOnInsertion(document: vscode.TextDocument): Promise<void> {
    const way = this.#random.weighted({ undo: 1, keep: 1, takeBack: 1, none: 1 });
    if (way === "none") return;
    if (way === "undo") {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("undo");
      return;
    }
    const lenses = await lensesOf(document);
    await lenses[way === "keep" ? 0 : 1]?.run();
  }

  #covers({ input }: vscode.Tab): boolean {
    const uri = input instanceof vscode.TabInputText ? input.uri : undefined;
    return uri !== undefined && uri.toString() === this.#cover?.uri.toString();
  }

  async #closeDocuments(): Promise<void> {
    const isComparison = ({ input }: vscode.Tab) => input instanceof vscode.TabInputTextDiff;
    await vscode.window.tabGroups.close(allTabs().filter(isComparison));
    for (;;) {
      const [tab] = allTabs().filter((each) => isText(each) && !this.#covers(each));
      if (!(tab?.input instanceof vscode.TabInputText)) return;
      const { viewColumn } = tab.group;
      await vscode.window.showTextDocument(tab.input.uri, { viewColumn, preview: false });
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await until("the document is closed", () => !allTabs().includes(tab));
    }
  }
}

function isText({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputText;
}

function allTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}
