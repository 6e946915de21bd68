import * as vscode from "vscode";
import type { PageMessage, RemedyId } from "../../protocol.ts";
import { commands } from "../contributions.ts";
import type { Anchors } from "../editor/anchors.ts";
import type { ReplyPlacement } from "../editor/replyPlacement.ts";
import type { ThemeSyntax } from "../themeSyntax.ts";
import type { ChatSession } from "./chatSession.ts";
import type { PanelView } from "./panelView.ts";

/** Carries out what a person does in the page. No message names a command, a file or a model's address. */
export class PageActions {
  readonly #session: ChatSession;
  readonly #panel: PanelView;
  readonly #anchors: Anchors;
  readonly #placement: ReplyPlacement;
  readonly #syntax: ThemeSyntax;

  constructor(
    session: ChatSession,
    panel: PanelView,
    anchors: Anchors,
    placement: ReplyPlacement,
    syntax: ThemeSyntax,
  ) {
    this.#session = session;
    this.#panel = panel;
    this.#anchors = anchors;
    this.#placement = placement;
    this.#syntax = syntax;
  }

  async receive(message: PageMessage): Promise<void> {
    const session = this.#session;
    switch (message.type) {
      case "ready":
        session.sendSnapshot();
        this.#syntax.start();
        return;
      case "send":
        await this.#send(message.text, message.modelKey);
        return;
      case "stop":
        session.stop();
        return;
      case "chooseModel":
        session.composer.choose(message.modelKey);
        session.sendComposer();
        return;
      case "removePassage":
        session.composer.remove(message.passage);
        this.#anchors.release(message.passage);
        session.sendComposer();
        return;
      case "showPassage":
        await this.#showPassage(message.passage);
        return;
      case "chooseAnswer":
        session.chooseAnswer(message.exchange, message.answer);
        return;
      case "insert":
      case "replace": {
        const answer = session.finishedAnswer(message.exchange, message.answer);
        if (answer === undefined) return;
        if (message.type === "insert") await this.#placement.insertAtCursor(answer.text);
        else if (answer.passage) {
          await this.#placement.replacePassage(answer.passage.id, answer.text);
        }
        return;
      }
      case "copy": {
        const exchange = session.exchanges.find(({ id }) => id === message.exchange);
        const text = exchange?.reply.answers[message.answer]?.text;
        if (text !== undefined) await vscode.env.clipboard.writeText(text);
        return;
      }
      case "copyCode":
        await vscode.env.clipboard.writeText(message.text);
        return;
      case "remedy":
        await this.#remedy(message.remedy, message.exchange);
        return;
      case "openLink":
        await openLink(message.url);
        return;
    }
  }

  async #send(text: string, modelKey: string): Promise<void> {
    const { composer } = this.#session;
    composer.choose(modelKey);
    const passages = composer.passages;
    if (this.#session.isStreaming || composer.modelKey !== modelKey) {
      // Nothing was sent, so the text goes back to where it was typed.
      this.#panel.compose(text);
      return;
    }
    composer.take();
    await this.#session.ask({ text, passages, modelKey });
  }

  async #showPassage(id: string): Promise<void> {
    const passages = [
      ...this.#session.composer.passages,
      ...this.#session.exchanges.flatMap((exchange) => exchange.passages),
    ];
    const passage = passages.find((candidate) => candidate.id === id);
    if (passage === undefined) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(passage.uri, true));
    const span = this.#anchors.find(id)?.span;
    const selection =
      span && new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
    await vscode.window.showTextDocument(document, selection ? { selection } : {});
  }

  async #remedy(remedy: RemedyId, exchange: string | undefined): Promise<void> {
    switch (remedy) {
      case "retry":
        if (exchange !== undefined) await this.#session.retry(exchange);
        return;
      case "newConversation":
        this.#session.newConversation();
        return;
      case "setToken":
        await vscode.commands.executeCommand(commands.setToken);
        return;
      case "testConnections":
        await vscode.commands.executeCommand(commands.testConnections);
        return;
      case "openSettings":
        await vscode.commands.executeCommand("workbench.action.openSettings", "tibetChat");
        return;
    }
  }
}

/** A link of a reply is hostile until a person has seen where it leads. */
async function openLink(url: string): Promise<void> {
  const open = { title: "Open" };
  const options = { modal: true, detail: url };
  const choice = await vscode.window.showWarningMessage(
    "Open this link of the reply in the browser?",
    options,
    open,
  );
  if (choice === open) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
