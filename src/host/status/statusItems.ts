import * as vscode from "vscode";
import type { ReplyActivity } from "../../core/reply/replyActivity.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import { commands } from "../contributions.ts";
import type { Surface } from "../panel/surface.ts";
import type { Surfaces } from "../panel/surfaces.ts";
import { findModel, onDidChangeSettings, readSettings } from "../settings.ts";
import { shortLabel, statusText } from "./statusText.ts";

/**
 * The item in the status bar, which follows replies as they come, and the one among those of a
 * document's language, which says who is asked about it. They only hear what happens: nothing is
 * asked and no clock runs.
 */
export function registerStatusItems(
  activity: ReplyActivity,
  surfaces: Pick<Surfaces, "lastUsed" | "onDidChangeUsed">,
): vscode.Disposable {
  const chosen = () => nextAsked(surfaces.lastUsed);
  const bar = vscode.window.createStatusBarItem("status", vscode.StatusBarAlignment.Right, 90);
  bar.name = "Tibet Model Chat";
  bar.command = commands.quickMenu;
  const languages = [{ scheme: "file" }, { scheme: "untitled" }, { scheme: "vscode-remote" }];
  const language = vscode.languages.createLanguageStatusItem("model", languages);
  language.name = "Tibet Model Chat";
  language.detail = vscode.l10n.t("is asked in the chat");

  const show = () => {
    const { text, told } = statusText(activity.current, chosen());
    if (bar.text !== text) bar.text = text;
    const tooltip = vscode.l10n.t("Tibet Model Chat: {0}", told);
    if (bar.tooltip !== tooltip) {
      bar.tooltip = tooltip;
      bar.accessibilityInformation = { label: tooltip, role: "button" };
    }
    const isFaulty = activity.current.status === "failed";
    bar.backgroundColor = isFaulty
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
  };
  const showLanguage = () => {
    const model = chosen();
    language.text = model === undefined ? vscode.l10n.t("No model") : shortLabel(model);
    language.command =
      model === undefined
        ? { command: commands.configureModels, title: vscode.l10n.t("Configure Models") }
        : { command: commands.chooseModel, title: vscode.l10n.t("Choose Another") };
  };
  const showAll = () => {
    show();
    showLanguage();
  };
  showAll();
  bar.show();
  return vscode.Disposable.from(
    bar,
    language,
    surfaces.onDidChangeUsed(showAll),
    onDidChangeSettings(showAll),
    new vscode.Disposable(activity.subscribe(show)),
  );
}

/** The model that the next question goes to; undefined where none is configured. */
function nextAsked({ current }: Surface): ModelEndpoint | undefined {
  const settings = readSettings();
  return current?.composer.endpoint ?? findModel(settings, settings.defaultModel);
}
