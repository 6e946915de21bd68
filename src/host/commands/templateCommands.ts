import * as vscode from "vscode";
import { builtInTemplates } from "../../core/prompt/builtInTemplates.ts";
import {
  fillLanguage,
  findTemplate,
  type PromptTemplate,
} from "../../core/prompt/promptTemplate.ts";
import { sentencesText } from "../../core/text/listText.ts";
import { commands } from "../contributions.ts";
import { findModel, readSettings } from "../settings.ts";
import type { Templates } from "../templates/templates.ts";
import { missingEditorText } from "../editor/missingEditor.ts";
import { readTemplateArguments, type TemplateArguments } from "./askArguments.ts";
import { askAtOnce, type AskContext } from "./askAtOnce.ts";
import { chooseModel } from "./chooseModel.ts";
import { templatePassages } from "./templatePassages.ts";

export interface TemplateContext extends AskContext {
  readonly templates: Templates;
}

/** Runs templates on what is selected: any of them, and those that have a command of their own. */
export function registerTemplateCommands(context: TemplateContext): vscode.Disposable {
  const id = commands.runTemplate;
  const runTemplate = vscode.commands.registerCommand(id, async (value: unknown) => {
    const args = readTemplateArguments(value);
    if (typeof args !== "string") await run(context, args);
    else
      void vscode.window.showErrorMessage(
        vscode.l10n.t("The arguments of “{0}” cannot be used: {1}", id, args),
      );
  });
  const own = builtInTemplates.map(({ name }) =>
    vscode.commands.registerCommand(`tibetChat.${name}`, () => run(context, { template: name })),
  );
  return vscode.Disposable.from(runTemplate, ...own);
}

async function run(context: TemplateContext, args: TemplateArguments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    const message = missingEditorText(
      vscode.l10n.t("Open a file first, then run a template on it."),
    );
    void vscode.window.showInformationMessage(message);
    return;
  }
  const question = editor.selection.isEmpty
    ? vscode.l10n.t("What should be done with the whole file?")
    : vscode.l10n.t("What should be done with the selection?");
  const template = await chooseTemplate(context.templates, args.template, question);
  const modelKey = template && (await chooseModel(modelOf(template, args)));
  if (template === undefined || modelKey === undefined) return;
  const passages = await templatePassages(template, editor, context.anchors);
  if (typeof passages === "string") {
    void vscode.window.showWarningMessage(passages);
    return;
  }
  await askAtOnce(context, {
    ...{ modelKey, passages, editor, isAlone: true },
    parameters: template.parameters,
    text: fillLanguage(template.text, context.templates.language()),
    target: args.target ?? template.target ?? "panel",
  });
}

/** A model that a template names need not exist; one that a person names has to. */
function modelOf(template: PromptTemplate, { model }: TemplateArguments): string {
  const settings = readSettings();
  const own = template.model === undefined ? undefined : findModel(settings, template.model);
  return model ?? own?.key ?? settings.defaultModel;
}

async function chooseTemplate(
  templates: Templates,
  wanted: string | undefined,
  question: string,
): Promise<PromptTemplate | undefined> {
  const { templates: all, problems } = await templates.list();
  if (wanted !== undefined) {
    const found = findTemplate(all, wanted);
    if (found !== undefined) return found;
    void vscode.window.showWarningMessage(
      vscode.l10n.t("There is no template “{0}”. Choose another.", wanted),
    );
  }
  if (problems.length > 0) void vscode.window.showWarningMessage(sentencesText(problems));
  const items = all.map((template) => ({
    label: template.title,
    description: template.name === template.title.toLowerCase() ? "" : template.name,
    detail: template.description,
    template,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Run a template"),
    placeHolder: question,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.template;
}
