import * as vscode from "vscode";
import {
  hasModel,
  reachedBy,
  type ConnectionReport,
} from "../../core/connection/connectionReport.ts";
import { hostOf } from "../../core/settings/endpoint.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { plainText } from "../../core/text/plainText.ts";
import { numberText } from "../countTexts.ts";
import { listText, quotedName } from "../../core/text/listText.ts";

/** Most names that are told of what a server offers instead. */
const mostNames = 5;

/** What is known of a connection, in one line that is never too long for a row. */
export function connectionText(report: ConnectionReport): string {
  const { models, contextWindow, firstToken, fault, isDone } = report;
  if (models === undefined) {
    if (fault === undefined) return vscode.l10n.t("Asking…");
    const { isReached, isAuthorised } = reachedBy(report);
    if (isReached === false) return vscode.l10n.t("Not reachable");
    if (isAuthorised !== false)
      return [vscode.l10n.t("Reachable"), vscode.l10n.t("no list of models")].join(" · ");
    return isReached === true
      ? [vscode.l10n.t("Reachable"), vscode.l10n.t("not authorised")].join(" · ")
      : vscode.l10n.t("The token cannot be sent");
  }
  const isThere = hasModel(report) === true;
  return [
    vscode.l10n.t("Reachable"),
    vscode.l10n.t("authorised"),
    isThere ? vscode.l10n.t("has the model") : vscode.l10n.t("does not have the model"),
    ...(contextWindow === undefined
      ? []
      : [vscode.l10n.t("{0} tokens", numberText(contextWindow))]),
    ...(firstToken === undefined
      ? []
      : [vscode.l10n.t("first token after {0} ms", timeText(firstToken))]),
    ...(fault === undefined ? [] : [vscode.l10n.t("does not answer")]),
    ...(isDone ? [] : [vscode.l10n.t("asking…")]),
  ].join(" · ");
}

/** What is wrong with a connection and what to do, whole; undefined where nothing is. */
export function troubleText(report: ConnectionReport): string | undefined {
  const { fault, models, endpoint } = report;
  if (fault !== undefined) return describeFault(fault).message;
  if (models === undefined || hasModel(report) === true) return undefined;
  const [host, model] = [hostOf(endpoint), plainText(endpoint.model, 100)];
  if (models.length === 0) {
    return vscode.l10n.t("{0} does not have “{1}”, nor any other model.", host, model);
  }
  const names = models.slice(0, mostNames).map((name) => quotedName(plainText(name, 60)));
  const list = listText([...names, ...(models.length > mostNames ? ["…"] : [])]);
  return vscode.l10n.t("{0} does not have “{1}”. It offers {2}.", host, model, list);
}

/** The reports as a table in Markdown, to send to whoever runs the servers. */
export function connectionTable(reports: readonly ConnectionReport[]): string {
  const head = [
    vscode.l10n.t("Model"),
    vscode.l10n.t("Server"),
    vscode.l10n.t("Reachable"),
    vscode.l10n.t("Authorised"),
    vscode.l10n.t("Has the model"),
    vscode.l10n.t("Context window"),
    vscode.l10n.t("First token"),
    vscode.l10n.t("Server version"),
    vscode.l10n.t("Fault"),
  ];
  const rows = reports.map((report) => {
    const { endpoint, contextWindow, firstToken, version } = report;
    const { isReached, isAuthorised } = reachedBy(report);
    return [
      ...[endpoint.model, hostOf(endpoint), yesOrNo(isReached), yesOrNo(isAuthorised)],
      yesOrNo(hasModel(report)),
      contextWindow === undefined ? "" : numberText(contextWindow),
      firstToken === undefined ? "" : vscode.l10n.t("{0} ms", timeText(firstToken)),
      version ?? "",
      troubleText(report) ?? "",
    ];
  });
  const lines = [head, head.map(() => "-"), ...rows];
  return lines.map((cells) => `| ${cells.map(cellText).join(" | ")} |`).join("\n");
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return "";
  return value ? vscode.l10n.t("yes") : vscode.l10n.t("no");
}

function cellText(text: string): string {
  return text.replaceAll(/[\\|`<>[\]]/gu, "\\$&").replaceAll(/\s+/gu, " ");
}

function timeText(milliseconds: number): string {
  return numberText(Math.round(milliseconds));
}
