import * as vscode from "vscode";
import type { Fault } from "../../core/reply/fault.ts";
import { isRecord } from "../../core/record.ts";
import { hostOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { readSettings } from "../settings.ts";

/**
 * Puts the other of http and https into the addresses of the models of a server, in the person's own
 * settings. They are asked before anything would travel unencrypted. The token stays with the old
 * address.
 *
 * @returns whether it was done.
 */
export async function changeScheme({
  host,
  suggested,
}: Extract<Fault, { kind: "wrongScheme" }>): Promise<boolean> {
  const models = readSettings().models.filter(
    (model) => hostOf(model) === host && !model.baseUrl.startsWith(`${suggested}:`),
  );
  if (models.length === 0 || (suggested === "http" && !(await mayGoUnencrypted(host))))
    return false;
  const section = vscode.workspace.getConfiguration("tibetChat");
  const own = section.inspect("models")?.globalValue;
  const changed = models.map((model) => [model.key, withScheme(model, suggested, own)]);
  const value = { ...(isRecord(own) ? own : {}), ...Object.fromEntries(changed) } as unknown;
  await section.update("models", value, vscode.ConfigurationTarget.Global);
  return true;
}

function withScheme({ key, baseUrl }: ModelEndpoint, scheme: string, own: unknown): unknown {
  const fields = isRecord(own) ? own[key] : undefined;
  const address = baseUrl.replace(/^https?:/u, `${scheme}:`);
  return { ...(isRecord(fields) ? fields : {}), baseUrl: address };
}

async function mayGoUnencrypted(host: string): Promise<boolean> {
  const change = vscode.l10n.t("Use http");
  const message = vscode.l10n.t("Ask {0} without encryption?", host);
  const detail = vscode.l10n.t("What you send there, the token too, can then be read on its way.");
  return (
    (await vscode.window.showWarningMessage(message, { modal: true, detail }, change)) === change
  );
}
