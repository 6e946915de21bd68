import * as vscode from "vscode";
import { builtInTemplates } from "../../core/prompt/builtInTemplates.ts";
import { firstGraphemes } from "../../core/text/graphemes.ts";
import { languageName } from "../../core/prompt/languageName.ts";
import {
  mergeTemplates,
  readTemplate,
  type PromptTemplate,
} from "../../core/prompt/promptTemplate.ts";
import { oneLine } from "../../core/prompt/quotation.ts";
import { isRecord } from "../../core/record.ts";
import { ownParameterRules } from "../settings.ts";
import { workspacePrompts, type TemplateList } from "./workspacePrompts.ts";

/**
 * The prompt templates: built in, the person's own from the settings, and those of a workspace that
 * is trusted. Files are read when the list is first asked for and again after they changed.
 */
export class Templates implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #list: Promise<TemplateList> | undefined;
  /** What the list came to, once its files are read. */
  #read: TemplateList | undefined;
  #watcher: vscode.Disposable | undefined;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#forget()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forget()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        const names = ["prompts", "language", "choiceLimit"];
        if (names.some((name) => change.affectsConfiguration(`tibetChat.${name}`))) this.#forget();
      }),
    ];
  }

  /** All templates, and a sentence for each that cannot be used. */
  list(): Promise<TemplateList> {
    this.#list ??= this.#readAll();
    if (vscode.workspace.isTrusted) this.#watcher ??= this.#watch();
    return this.#list;
  }

  /** What is known without reading a file: all templates once they were listed, else those of no workspace. */
  known(): TemplateList {
    return this.#read ?? ownTemplates();
  }

  /** What `{{language}}` stands for: the person's setting, else VS Code's display language. */
  language(): string {
    const own = ownValue("language");
    return typeof own === "string" && own.trim() !== ""
      ? firstGraphemes(oneLine(own.trim()), longestLanguage)
      : languageName(vscode.env.language);
  }

  dispose(): void {
    this.#watcher?.dispose();
    this.#changed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #readAll(): Promise<TemplateList> {
    const reading = readAll();
    void reading.then((list) => {
      // What was forgotten meanwhile is not known.
      if (this.#list === reading) this.#read = list;
    });
    return reading;
  }

  #forget(): void {
    this.#list = undefined;
    this.#read = undefined;
    this.#changed.fire();
  }

  /** Folders too: where one is deleted as a whole, nothing is said of the files in it. */
  #watch(): vscode.Disposable {
    const pattern = "{**/.tibet-chat,**/.tibet-chat/**}";
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const forget = () => this.#forget();
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
    );
  }
}

/** In graphemes. */
const longestLanguage = 100;

/** The built-in ones and the person's own. */
function ownTemplates(): TemplateList {
  const { templates, problems } = settingsPrompts(ownValue("prompts"));
  return { templates: mergeTemplates([...builtInTemplates, ...templates], []), problems };
}

async function readAll(): Promise<TemplateList> {
  const own = settingsPrompts(ownValue("prompts"));
  // Who has not trusted a workspace has not agreed to its questions either: it is not even read.
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const found = await Promise.all(folders.map(({ uri }) => workspacePrompts(uri)));
  return {
    templates: mergeTemplates(
      [...builtInTemplates, ...own.templates],
      found.flatMap(({ templates }) => templates),
    ),
    problems: [...own.problems, ...found.flatMap(({ problems }) => problems)],
  };
}

/** Each prompt of the setting is a text, or an object with a text and more. */
function settingsPrompts(prompts: unknown): TemplateList {
  const templates: PromptTemplate[] = [];
  const problems: string[] = [];
  for (const [name, value] of Object.entries(isRecord(prompts) ? prompts : {})) {
    const fields = isRecord(value) ? value : { text: value };
    const template = readTemplate(name, fields, fields["text"], "settings", ownParameterRules());
    if (!("problem" in template)) templates.push(template);
    else
      problems.push(
        vscode.l10n.t("The prompt “{0}” of the settings {1}.", oneLine(name), template.problem),
      );
  }
  return { templates, problems };
}

/** The person's value only: what a workspace says of these settings does not count. */
function ownValue(name: "prompts" | "language"): unknown {
  return vscode.workspace.getConfiguration("tibetChat").inspect(name)?.globalValue;
}
