import * as vscode from "vscode";
import { StoreError } from "../../core/conversation/conversationStore.ts";
import type { StoredConversation } from "../../core/conversation/storedConversation.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { Conversations } from "./conversations.ts";

/** Largest file that is read for an import, in bytes. */
const largestFile = 64_000_000;

/** Takes conversations out of the history as files and documents, and back into it. */
export class ConversationFiles {
  readonly #conversations: Conversations;

  constructor(conversations: Conversations) {
    this.#conversations = conversations;
  }

  /** Asks where to and writes the whole conversation, as JSON or Markdown by the file's name. */
  async export(id: string): Promise<void> {
    const conversation = await this.#load(id);
    if (conversation === undefined) return;
    const uri = await vscode.window.showSaveDialog({
      title: vscode.l10n.t("Export conversation"),
      defaultUri: vscode.Uri.joinPath(await startFolder(), `${fileName(conversation.title)}.md`),
      filters: { Markdown: ["md"], JSON: ["json"] },
    });
    if (uri === undefined) return;
    const isJson = uri.path.toLowerCase().endsWith(".json");
    const text = await (isJson ? asJson(conversation) : asMarkdown(conversation));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const open = vscode.l10n.t("Open");
    const said = vscode.l10n.t("“{0}” is exported.", conversation.title);
    if ((await vscode.window.showInformationMessage(said, open)) !== open) return;
    await vscode.window.showTextDocument(uri);
  }

  /**
   * Asks for a file and adds its conversation to the history. A file that is not sound is told and
   * changes nothing; a conversation that is there already comes in as a copy.
   *
   * @returns the id of the conversation.
   */
  async import(): Promise<string | undefined> {
    const picked = await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Import conversation"),
      openLabel: vscode.l10n.t("Import"),
      filters: { [vscode.l10n.t("Conversations")]: ["md", "json"] },
    });
    const uri = picked?.[0];
    if (uri === undefined) return undefined;
    const { renewIds } = await import("../../core/conversationFile/renewIds.ts");
    const read = await readConversation(uri);
    if (typeof read === "string") {
      void vscode.window.showErrorMessage(
        sentencesText([vscode.l10n.t("Nothing was imported."), read]),
      );
      return undefined;
    }
    return this.#conversations.attempt((store) => {
      try {
        store.add(read);
        return read.id;
      } catch (error) {
        if (!(error instanceof StoreError) || error.problem !== "exists") throw error;
        const copy = renewIds(read);
        store.add(copy);
        return copy.id;
      }
    }, undefined);
  }

  /** Opens what the conversation shows as a Markdown document that belongs to nobody yet. */
  async openAsDocument(id: string): Promise<void> {
    const conversation = await this.#load(id);
    if (conversation === undefined) return;
    const { conversationDocument } = await import("../../core/conversationFile/document.ts");
    const content = conversationDocument(conversation);
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    await vscode.window.showTextDocument(document);
  }

  async #load(id: string): Promise<StoredConversation | undefined> {
    const stored = await this.#conversations.attempt((store) => store.load(id), undefined);
    if (stored !== undefined && stored.messages.length > 0) return stored;
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is nothing in this conversation yet."),
    );
    return undefined;
  }
}

async function asJson(conversation: StoredConversation): Promise<string> {
  const { exportJson } = await import("../../core/conversationFile/json.ts");
  return exportJson(conversation);
}

async function asMarkdown(conversation: StoredConversation): Promise<string> {
  const { exportMarkdown } = await import("../../core/conversationFile/markdown.ts");
  return exportMarkdown(conversation);
}

/** The conversation of a file, or what is wrong with it. */
async function readConversation(uri: vscode.Uri): Promise<StoredConversation | string> {
  const name = uri.path.split("/").at(-1) ?? "";
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestFile) {
      return vscode.l10n.t(
        "“{0}” is too large: {1} MB, where at most {2} MB are read.",
        name,
        Math.round(size / 1_000_000),
        largestFile / 1_000_000,
      );
    }
    const { importConversation } = await import("../../core/conversationFile/read.ts");
    const bytes = await vscode.workspace.fs.readFile(uri);
    const result = importConversation(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return "problem" in result
      ? vscode.l10n.t("“{0}”: {1}", name, result.problem)
      : result.conversation;
  } catch (error) {
    return error instanceof TypeError
      ? vscode.l10n.t("“{0}” is not UTF-8 text.", name)
      : vscode.l10n.t("“{0}” could not be read.", name);
  }
}

async function startFolder(): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder !== undefined) return folder;
  const { homedir } = await import("node:os");
  return vscode.Uri.file(homedir());
}

/** A title as a file's name on every system. */
function fileName(title: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, " ")
    .trim()
    .replace(/[. ]+$/u, "");
  return name === "" ? "conversation" : name;
}
