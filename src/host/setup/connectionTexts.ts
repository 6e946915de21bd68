import * as vscode from "vscode";
import {
  hasModel,
  reachedBy,
  type ConnectionReport,
} from "../../core/connection/connectionReport.ts";
import { hostOf } from "../../core/settings/endpoint.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { plainText } from "../../core/text/plainText.ts";

/** Most names that are told of what a server offers instead. */
const mostNames = 5;

/** What is known of a connection, in one line that is never too long for a row. */
export function connectionText(report: ConnectionReport): string {
  const { t } = vscode.l10n;
  const { models, contextWindow, firstToken, fault, isDone } = report;
  if (models === undefined) {
    if (fault === undefined) return t("Asking…");
    const { isReached, isAuthorised } = reachedBy(report);
    if (isReached === false) return t("Not reachable");
    if (isAuthorised !== false) return [t("Reachable"), t("no list of models")].join(" · ");
    return isReached === true
      ? [t("Reachable"), t("not authorised")].join(" · ")
      : t("The token cannot be sent");
  }
  const isThere = hasModel(report) === true;
  return [
    ...[t("Reachable"), t("authorised")],
    isThere ? t("has the model") : t("does not have the model"),
    ...(contextWindow === undefined ? [] : [t("{0} tokens", numberText(contextWindow))]),
    ...(firstToken === undefined ? [] : [t("first token after {0} ms", timeText(firstToken))]),
    ...(fault === undefined ? [] : [t("does not answer")]),
    ...(isDone ? [] : [t("asking…")]),
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
  const names = models.slice(0, mostNames).map((name) => `“${plainText(name, 60)}”`);
  const list = [...names, ...(models.length > mostNames ? ["…"] : [])].join(", ");
  return vscode.l10n.t("{0} does not have “{1}”. It offers {2}.", host, model, list);
}

/** The reports as a table in Markdown, to send to whoever runs the servers. */
export function connectionTable(reports: readonly ConnectionReport[]): string {
  const { t } = vscode.l10n;
  const head = [
    ...[t("Model"), t("Server"), t("Reachable"), t("Authorised"), t("Has the model")],
    ...[t("Context window"), t("First token"), t("Server version"), t("Fault")],
  ];
  const rows = reports.map((report) => {
    const { endpoint, contextWindow, firstToken, version } = report;
    const { isReached, isAuthorised } = reachedBy(report);
    return [
      ...[endpoint.model, hostOf(endpoint), yesOrNo(isReached), yesOrNo(isAuthorised)],
      yesOrNo(hasModel(report)),
      contextWindow === undefined ? "" : numberText(contextWindow),
      firstToken === undefined ? "" : t("{0} ms", timeText(firstToken)),
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

function numberText(count: number): string {
  return count.toLocaleString(vscode.env.language);
}

function timeText(milliseconds: number): string {
  return numberText(Math.round(milliseconds));
}
