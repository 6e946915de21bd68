import * as vscode from "vscode";
import { builtInTemplates } from "../../core/prompt/builtInTemplates.ts";
import {
  fillLanguage,
  findTemplate,
  type PromptTemplate,
} from "../../core/prompt/promptTemplate.ts";
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
    else void vscode.window.showErrorMessage(`The arguments of “${id}” cannot be used: ${args}`);
  });
  const own = builtInTemplates.map(({ name }) =>
    vscode.commands.registerCommand(`tibetChat.${name}`, () => run(context, { template: name })),
  );
  return vscode.Disposable.from(runTemplate, ...own);
}

async function run(context: TemplateContext, args: TemplateArguments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    const message = missingEditorText("Open a file first, then run a template on it.");
    void vscode.window.showInformationMessage(message);
    return;
  }
  const about = editor.selection.isEmpty ? "the whole file" : "the selection";
  const template = await chooseTemplate(context.templates, args.template, about);
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
  about: string,
): Promise<PromptTemplate | undefined> {
  const { templates: all, problems } = await templates.list();
  if (wanted !== undefined) {
    const found = findTemplate(all, wanted);
    if (found !== undefined) return found;
    void vscode.window.showWarningMessage(`There is no template “${wanted}”. Choose another.`);
  }
  if (problems.length > 0) void vscode.window.showWarningMessage(problems.join(" "));
  const items = all.map((template) => ({
    label: template.title,
    description: template.name === template.title.toLowerCase() ? "" : template.name,
    detail: template.description,
    template,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: "Run a template",
    placeHolder: `What should be done with ${about}?`,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.template;
}
