import * as vscode from "vscode";
import type { PromptTemplate } from "../../core/prompt/promptTemplate.ts";
import { commands } from "../contributions.ts";
import type { Templates } from "../templates/templates.ts";

const rewriting = vscode.CodeActionKind.RefactorRewrite.append("tibetChat");
const telling = vscode.CodeActionKind.Refactor.append("tibetChat");
const mending = vscode.CodeActionKind.QuickFix.append("tibetChat");

/** Offers the templates for a selection and a question about problems, in the lightbulb and its menus. */
export function registerCodeActions(templates: Templates): vscode.Disposable {
  const provider = new TemplateActions(templates);
  const providedCodeActionKinds = [rewriting, telling, mending];
  return vscode.languages.registerCodeActionsProvider({ pattern: "**" }, provider, {
    providedCodeActionKinds,
  });
}

class TemplateActions implements vscode.CodeActionProvider {
  readonly #templates: Templates;

  constructor(templates: Templates) {
    this.#templates = templates;
  }

  async provideCodeActions(
    { uri }: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only, triggerKind }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const isWanted = (kind: vscode.CodeActionKind) =>
      only === undefined || only.contains(kind) || kind.contains(only);
    const actions: vscode.CodeAction[] = [];
    if (diagnostics.length > 0 && isWanted(mending)) actions.push(askAction(uri, diagnostics));
    if (range.isEmpty || !(isWanted(rewriting) || isWanted(telling))) return actions;
    // VS Code asks by itself at every selection: files are read only when a person wants the menu.
    const isMenu = triggerKind === vscode.CodeActionTriggerKind.Invoke;
    const { templates } = isMenu ? await this.#templates.list() : this.#templates.known();
    if (token.isCancellationRequested) return [];
    const offered = templates.map(templateAction);
    return [...actions, ...offered.filter(({ kind }) => kind !== undefined && isWanted(kind))];
  }
}

function templateAction({ id, name, title, target }: PromptTemplate): vscode.CodeAction {
  const changesText = target === "preview" || target === "replace";
  // A kind's parts are separated by points.
  const kind = (changesText ? rewriting : telling).append(name.replaceAll(".", "_"));
  const action = new vscode.CodeAction(vscode.l10n.t("Tibet Model Chat: {0}", title), kind);
  action.command = { command: commands.runTemplate, title, arguments: [{ template: id }] };
  return action;
}

function askAction(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const count = diagnostics.length;
  const title =
    count === 1
      ? vscode.l10n.t("Ask about this problem")
      : vscode.l10n.t("Ask about these {0} problems", count);
  const action = new vscode.CodeAction(vscode.l10n.t("Tibet Model Chat: {0}", title), mending);
  action.diagnostics = [...diagnostics];
  action.command = { command: commands.askAboutProblem, title, arguments: [uri, diagnostics] };
  return action;
}
