import * as vscode from "vscode";
import type { BatchOutput, BatchTemplate } from "../../core/batch/batch.ts";
import { defaultSuffix } from "../../core/batch/outputName.ts";
import { fillLanguage, type PromptTemplate } from "../../core/prompt/promptTemplate.ts";
import { plainText } from "../../core/text/plainText.ts";
import { numberText } from "../countTexts.ts";
import { readSettings } from "../settings.ts";
import type { Templates } from "../templates/templates.ts";
import { suffixOf, withSuffix, type BatchChoices } from "./batchChoices.ts";
import { withProgress } from "../cancellableProgress.ts";
import { globStep } from "./globStep.ts";
import { outputNames, outputStep, suffixStep } from "./outputSteps.ts";
import { FolderFiles } from "./sources.ts";
import { pickStep, runSteps, typeStep, type Answer, type StepHead } from "./steps.ts";

/** What a person wants asked, and where the answers go. */
export interface BatchWish {
  readonly files: readonly vscode.Uri[];
  readonly templates: readonly BatchTemplate[];
  /** Keys in `tibetChat.models`. */
  readonly models: readonly string[];
  readonly output: BatchOutput;
}

/** Asks step by step for files, templates, models and the output; every step can be gone back from. */
export class BatchWizard {
  readonly #templates: Templates;
  #choices: BatchChoices;
  /** As typed last, taken or not. */
  #glob: string;
  #files: readonly vscode.Uri[];
  readonly #asksForFiles: boolean;
  #folder: vscode.WorkspaceFolder | undefined;
  #listed: FolderFiles | undefined;
  #picked: readonly PromptTemplate[] = [];
  #types = false;
  #output: BatchOutput | undefined;

  /** @param files chosen before; none to ask for them by a glob. */
  constructor(templates: Templates, choices: BatchChoices, files: readonly vscode.Uri[]) {
    this.#templates = templates;
    this.#choices = choices;
    this.#glob = choices.glob;
    this.#files = files;
    this.#asksForFiles = files.length === 0;
  }

  /** As they are now, to begin with the next time. */
  get choices(): BatchChoices {
    return this.#choices;
  }

  /** Undefined where the person thought better of it. */
  async ask(): Promise<BatchWish | undefined> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (this.#asksForFiles && folders.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("Open a folder first, then ask about its files."),
      );
      return undefined;
    }
    this.#folder = folders[0];
    const step = (run: (canGoBack: boolean) => Promise<Answer<void>>, isWanted = () => true) => ({
      isWanted,
      run,
    });
    const finished = await runSteps([
      step(
        (canGoBack) => this.#askFolder(canGoBack, folders),
        () => this.#asksForFiles && folders.length > 1,
      ),
      step(
        (canGoBack) => this.#askGlob(canGoBack),
        () => this.#asksForFiles,
      ),
      step((canGoBack) => this.#askTemplates(canGoBack)),
      step(
        (canGoBack) => this.#askInstruction(canGoBack),
        () => this.#types,
      ),
      step((canGoBack) => this.#askModels(canGoBack)),
      step((canGoBack) => this.#askOutput(canGoBack)),
      step(
        (canGoBack) => this.#askSuffix(canGoBack),
        () => this.#output?.kind !== "edits",
      ),
    ]);
    if (!finished || this.#output === undefined) return undefined;
    return {
      files: this.#files,
      templates: this.#batchTemplates(),
      models: this.#choices.models,
      output: this.#output,
    };
  }

  #head(placeholder: string, canGoBack: boolean): StepHead {
    return { title: vscode.l10n.t("Run a batch on files"), placeholder, canGoBack };
  }

  async #askFolder(
    canGoBack: boolean,
    folders: readonly vscode.WorkspaceFolder[],
  ): Promise<Answer<void>> {
    const items = folders.map((folder) => ({ label: folder.name, folder }));
    const answer = await pickStep(this.#head(vscode.l10n.t("In which folder?"), canGoBack), items, {
      several: false,
      chosen: items.filter(({ folder }) => folder === this.#folder),
    });
    if (typeof answer === "string") return answer;
    const [{ folder } = { folder: undefined }] = answer.value;
    if (folder !== this.#folder) this.#listed = undefined;
    this.#folder = folder;
    return { value: undefined };
  }

  async #askGlob(canGoBack: boolean): Promise<Answer<void>> {
    const { uri } = this.#folder ?? {};
    if (uri === undefined) return "cancel";
    this.#listed ??= await withProgress(vscode.l10n.t("Listing the files…"), (token) =>
      FolderFiles.list(uri, token),
    );
    const listed = this.#listed;
    const head = this.#head(
      vscode.l10n.t("Which files? E.g. **/*.md or texts/**/*.{txt,md}."),
      canGoBack,
    );
    const answer = await globStep(head, this.#glob, listed, (glob) => (this.#glob = glob));
    if (typeof answer === "string") return answer;
    this.#files = listed.match(answer.value) ?? [];
    this.#choices = { ...this.#choices, glob: answer.value };
    return { value: undefined };
  }

  async #askTemplates(canGoBack: boolean): Promise<Answer<void>> {
    const { templates } = await this.#templates.list();
    const own = {
      label: `$(edit) ${vscode.l10n.t("Type an instruction…")}`,
      alwaysShow: true,
      template: undefined,
    };
    const items = [
      ...templates.map((template) => ({
        label: template.title,
        description: template.description,
        template,
      })),
      own,
    ];
    const wanted = new Set(this.#choices.templates);
    const head = this.#head(templatesQuestion(this.#files.length), canGoBack);
    const answer = await pickStep<vscode.QuickPickItem & { template?: PromptTemplate | undefined }>(
      head,
      items,
      {
        several: true,
        chosen: items.filter((item) =>
          item.template === undefined ? wanted.has("") : wanted.has(item.template.name),
        ),
      },
    );
    if (typeof answer === "string") return answer;
    const picked = answer.value.map(({ template }) => template);
    this.#picked = picked.filter((template) => template !== undefined);
    this.#types = picked.includes(undefined);
    const names = picked.map((template) => template?.name ?? "");
    this.#choices = { ...this.#choices, templates: names };
    return { value: undefined };
  }

  async #askInstruction(canGoBack: boolean): Promise<Answer<void>> {
    const question = vscode.l10n.t(
      "What is to be done with each file? E.g. Translate the text into Tibetan.",
    );
    const head = this.#head(question, canGoBack);
    const answer = await typeStep(head, this.#choices.instruction, (text) =>
      text.trim() === ""
        ? { note: vscode.l10n.t("Type an instruction."), isValid: false }
        : { note: "", isValid: true },
    );
    if (typeof answer === "string") return answer;
    this.#choices = { ...this.#choices, instruction: answer.value.trim() };
    return { value: undefined };
  }

  async #askModels(canGoBack: boolean): Promise<Answer<void>> {
    const { models, defaultModel } = readSettings();
    const items = models.map(({ key, label, baseUrl }) => ({ label, description: baseUrl, key }));
    const [first] = this.#picked;
    const known = this.#choices.models.filter((key) => models.some((model) => model.key === key));
    const wanted = new Set(known.length > 0 ? known : [first?.model ?? defaultModel]);
    const answer = await pickStep(this.#head(vscode.l10n.t("Which models?"), canGoBack), items, {
      several: true,
      chosen: items.filter(({ key }) => wanted.has(key)),
    });
    if (typeof answer === "string") return answer;
    this.#choices = { ...this.#choices, models: answer.value.map(({ key }) => key) };
    return { value: undefined };
  }

  async #askOutput(canGoBack: boolean): Promise<Answer<void>> {
    const allowsEdits = this.#batchTemplates().length === 1 && this.#choices.models.length === 1;
    const answer = await outputStep(
      this.#head(vscode.l10n.t("Where do the answers go?"), canGoBack),
      { allowsEdits, chosen: this.#choices.output },
      suffixOf(this.#choices) ?? defaultSuffix(this.#templates.language()),
    );
    if (typeof answer === "string") return answer;
    this.#output = answer.value;
    this.#choices = { ...this.#choices, output: answer.value.kind };
    return { value: undefined };
  }

  async #askSuffix(canGoBack: boolean): Promise<Answer<void>> {
    const output = this.#output;
    if (output === undefined || output.kind === "edits") return { value: undefined };
    const head = this.#head(vscode.l10n.t("What stands before a name’s ending?"), canGoBack);
    const file = this.#files[0]?.path.split("/").at(-1) ?? "notes.md";
    const templates = this.#batchTemplates();
    const { models } = this.#choices;
    const answer = await suffixStep(head, output.suffix, {
      file,
      names: (suffix) => outputNames(file, { templates, models, output: { ...output, suffix } }),
    });
    if (typeof answer === "string") return answer;
    const suffix = answer.value;
    this.#output = { ...output, suffix };
    const isDefault = suffix === defaultSuffix(this.#templates.language());
    this.#choices = withSuffix(this.#choices, isDefault ? undefined : suffix);
    return { value: undefined };
  }

  #batchTemplates(): readonly BatchTemplate[] {
    const language = this.#templates.language();
    const picked = this.#picked.map((template) => ({
      name: template.name,
      title: template.title,
      text: fillLanguage(template.text, language),
      parameters: template.parameters,
      glossary: template.glossary === true,
    }));
    return this.#types ? [...picked, instructionTemplate(this.#choices.instruction)] : picked;
  }
}

function templatesQuestion(files: number): string {
  return files === 1
    ? vscode.l10n.t("What is asked about each of 1 file?")
    : vscode.l10n.t("What is asked about each of {0} files?", numberText(files));
}

/** An instruction that a person typed, as a template. */
export function instructionTemplate(text: string): BatchTemplate {
  return { name: "answer", title: plainText(text, 40), text, parameters: {}, glossary: false };
}
