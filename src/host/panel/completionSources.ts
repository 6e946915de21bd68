import * as vscode from "vscode";
import { fillLanguage, type PromptTemplate } from "../../core/prompt/promptTemplate.ts";
import type { Chat } from "../chat/chat.ts";
import { joined, nothing, type Collected } from "../context/collected.ts";
import type { ContextCollector } from "../context/contextCollector.ts";
import type { FileMatch, WorkspaceFiles } from "../context/workspaceFiles.ts";
import { findModel, readSettings } from "../settings.ts";
import type { Templates } from "../templates/templates.ts";
import type { Completion, CompletionSource } from "./completions.ts";
import type { Surface } from "./surface.ts";

/** Entries that are offered at once. */
const most = 30;

/** Files and folders of the workspace, for `@`. */
export function fileCompletions(
  files: WorkspaceFiles,
  context: ContextCollector,
): CompletionSource {
  const take = async ({ uri, isFolder }: FileMatch): Promise<Collected> =>
    isFolder ? context.collectFolder(uri) : context.collectFiles([uri]);
  return async (query, token) => {
    const matches = await files.find(query, most, token);
    return matches.map((match) => ({
      label: match.name,
      detail: match.folder,
      icon: match.isFolder ? "folder" : "file",
      take: () => take(match),
    }));
  };
}

/** Prompt templates, for `/`: their text goes into the composer, nothing is sent. */
export function templateCompletions(
  templates: Templates,
  context: ContextCollector,
): CompletionSource {
  return async (query) => {
    const { templates: all, problems } = await templates.list();
    const words = query.normalize("NFKC").toLowerCase();
    const found = all
      .map((template) => ({ template, rank: rankOf(template, words) }))
      .filter(({ rank }) => rank < unmatched)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most);
    return found.map(({ template }): Completion => ({
      label: template.name,
      detail: detailOf(template),
      icon: template.source === "workspace" ? "root-folder" : "note",
      take: async (surface, chat) => {
        const collected = await takeTemplate(
          template,
          templates.language(),
          surface,
          chat,
          context,
        );
        return joined([collected, { passages: [], problems }]);
      },
    }));
  };
}

/** With whose a template is, where it is not the extension's own. */
function detailOf({ description, source }: PromptTemplate): string {
  switch (source) {
    case "builtIn":
      return description;
    case "settings":
      return `${description} · ${vscode.l10n.t("your settings")}`;
    case "workspace":
      return `${description} · ${vscode.l10n.t("this workspace")}`;
  }
}

const unmatched = 3;

function rankOf({ name, title }: PromptTemplate, words: string): number {
  const [first, second] = [name, title].map((text) => text.normalize("NFKC").toLowerCase());
  if (first?.startsWith(words) === true) return 0;
  if (second?.startsWith(words) === true) return 1;
  return first?.includes(words) === true || second?.includes(words) === true ? 2 : unmatched;
}

/** Puts the text into the composer, sets its model and parameters, and attaches what its blanks want. */
async function takeTemplate(
  { text, model, parameters }: PromptTemplate,
  language: string,
  surface: Surface,
  chat: Chat,
  context: ContextCollector,
): Promise<Collected> {
  const { composer, conversation } = chat;
  if (model !== undefined && findModel(readSettings(), model) !== undefined) composer.choose(model);
  conversation.parameters = { ...conversation.parameters, ...parameters };
  chat.saveSettings();
  surface.page.post({ type: "insertTemplate", text: fillLanguage(text, language) });
  const wants = (kind: "selection" | "file") =>
    new RegExp(`\\{\\{\\s*${kind}\\s*\\}\\}`, "u").test(text) &&
    composer.passages.every((passage) => passage.kind !== kind);
  return joined([
    wants("selection") ? await context.collect("selection") : nothing,
    wants("file") ? await context.collectActiveFile() : nothing,
  ]);
}
