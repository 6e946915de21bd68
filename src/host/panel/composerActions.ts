import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { PageMessage } from "../../protocol/pageMessage.ts";
import type { Chat } from "../chat/chat.ts";
import type { Sending } from "../chat/sending.ts";
import type { Collected } from "../context/collected.ts";
import type { ContextCollector } from "../context/contextCollector.ts";
import { droppedText } from "../context/dropped.ts";
import type { Anchors } from "../editor/anchors.ts";
import type { Completions } from "./completions.ts";
import type { Surface } from "./surface.ts";

type Composing = Extract<
  PageMessage,
  {
    type:
      | "send"
      | "fit"
      | "draft"
      | "chooseModel"
      | "setParameter"
      | "attach"
      | "dropFiles"
      | "dropText"
      | "removePassage"
      | "showPassage"
      | "complete"
      | "takeCompletion"
      | "countTokens";
  }
>;

/** What a person does in the composer. */
export class ComposerActions {
  readonly #anchors: Anchors;
  readonly #sending: Sending;
  readonly #completions: Completions;
  readonly #context: ContextCollector;

  constructor(
    anchors: Anchors,
    sending: Sending,
    completions: Completions,
    context: ContextCollector,
  ) {
    this.#anchors = anchors;
    this.#sending = sending;
    this.#completions = completions;
    this.#context = context;
  }

  async receive(surface: Surface, chat: Chat, message: Composing): Promise<void> {
    const { composer } = chat;
    switch (message.type) {
      case "send":
        return this.#send(surface, () => this.#sending.send(chat, message.text), message.text);
      case "fit":
        return this.#send(
          surface,
          () => this.#sending.fit(chat, message.choice, message.text),
          message.text,
        );
      case "draft":
        composer.type(message.text);
        chat.sendComposer();
        chat.saveDraft();
        return;
      case "chooseModel":
        composer.choose(message.modelKey);
        chat.sendComposer();
        chat.saveSettings();
        return;
      case "setParameter":
        composer.setParameter(message.name, message.text);
        chat.sendComposer();
        chat.saveSettings();
        return;
      case "attach":
        this.attach(chat, await this.#context.collect(message.kind));
        return;
      case "dropFiles":
        this.attach(chat, await this.#context.collectDropped(message.uris));
        return;
      case "dropText":
        this.attach(chat, droppedText(message.name, message.text));
        return;
      case "removePassage":
        composer.remove(message.passage);
        this.#anchors.release(message.passage);
        chat.sendComposer();
        chat.saveDraft();
        return;
      case "showPassage":
        return this.#showPassage(chat, message.passage);
      case "complete":
        return this.#completions.offer(surface, message);
      case "takeCompletion": {
        const taken = await this.#completions.take(surface, chat, message);
        if (taken !== undefined) this.attach(chat, taken);
        return;
      }
      case "countTokens":
        await this.#sending.countExactly(chat);
        return;
    }
  }

  /** Asks a question in other words; a mistyped parameter or a running reply gives the text back. */
  async edit(surface: Surface, chat: Chat, exchange: string, text: string): Promise<void> {
    const outcome = this.#sending.isReady(chat) ? await chat.edit(exchange, text) : undefined;
    if (outcome === undefined) surface.page.post({ type: "compose", draft: text });
  }

  async regenerate(chat: Chat, exchange: string): Promise<void> {
    if (this.#sending.isReady(chat)) await chat.regenerate(exchange);
  }

  async continueAnswer(chat: Chat, answer: string): Promise<void> {
    if (this.#sending.isReady(chat)) await chat.continueAnswer(answer);
  }

  /** Takes a question that was too long for the model back into the composer, with ways to shorten it. */
  async shorten(surface: Surface, chat: Chat, exchange: string): Promise<void> {
    const question = chat.conversation.find(exchange)?.question;
    if (question === undefined || chat.isStreaming) return;
    chat.composer.restore({ text: question.text, passages: question.passages });
    await this.#sending.check(chat);
    surface.page.post({ type: "compose", draft: question.text });
  }

  /** Adds passages to the next question; what could not be had is told in the composer. */
  attach(chat: Chat, { passages, problems }: Collected): void {
    for (const passage of passages) {
      const replaced = chat.composer.attach(passage);
      if (replaced !== undefined) this.#anchors.release(replaced.id);
    }
    chat.composer.problem = problems.length === 0 ? undefined : sentencesText(problems);
    chat.sendComposer();
    chat.saveDraft();
  }

  async #send(surface: Surface, send: () => Promise<boolean>, text: string): Promise<void> {
    // Nothing was sent, so the text goes back to where it was typed.
    if (!(await send())) surface.page.post({ type: "compose", draft: text });
  }

  async #showPassage(chat: Chat, id: string): Promise<void> {
    const passages = [
      ...chat.composer.passages,
      ...chat.conversation.questions.flatMap((question) => question.passages),
    ];
    const passage = passages.find((candidate) => candidate.id === id);
    if (passage !== undefined) await showPassage(passage, this.#anchors);
  }
}

async function showPassage(passage: Passage, anchors: Anchors): Promise<void> {
  const isDocument = passage.kind === "selection" || passage.kind === "file";
  if (passage.uri === undefined || !isDocument || isElsewhere(passage.uri)) {
    const { text: content, languageId: language } = passage;
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document);
    return;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(passage.uri, true));
  const span = anchors.find(passage.id)?.span;
  const first = passage.lines?.first;
  const selection =
    span !== undefined
      ? new vscode.Range(document.positionAt(span.start), document.positionAt(span.end))
      : first === undefined
        ? undefined
        : new vscode.Range(first - 1, 0, first - 1, 0);
  await vscode.window.showTextDocument(document, selection ? { selection } : {});
}

/**
 * Whether an address leads to another machine's files, outside the workspace: an imported
 * conversation may name any, and opening one would sign in there on Windows.
 */
function isElsewhere(address: string): boolean {
  const uri = vscode.Uri.parse(address, true);
  const isRemote = uri.scheme === "file" && uri.authority !== "";
  return isRemote && vscode.workspace.getWorkspaceFolder(uri) === undefined;
}
