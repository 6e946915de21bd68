import * as vscode from "vscode";
import {
  checkConnection,
  hasModel,
  type ConnectionReport,
} from "../../core/connection/connectionReport.ts";
import { hostOf, originOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { commands } from "../contributions.ts";
import { readSettings } from "../settings.ts";
import { connectionTable, connectionText, troubleText } from "./connectionTexts.ts";
import { isAboutToken, type SetupParts } from "./modelDraft.ts";
import { plainLabel } from "./setupTexts.ts";

interface Row extends vscode.QuickPickItem {
  readonly report: ConnectionReport;
}

/** “Test connections”: all models side by side, filled in as their servers answer. */
export async function showConnections(parts: SetupParts): Promise<void> {
  if (readSettings().models.length === 0) {
    await vscode.commands.executeCommand(commands.configureModels);
    return;
  }
  const next = await new ConnectionView(parts).choice;
  if (next !== undefined) await vscode.commands.executeCommand(next.command, ...next.values);
}

/** What a person wants done when the view has closed. */
interface Choice {
  readonly command: string;
  readonly values: readonly string[];
}

/** Closing it closes the connections that are still open. */
class ConnectionView {
  readonly #parts: SetupParts;
  readonly #pick = vscode.window.createQuickPick<Row>();
  readonly #chosen = Promise.withResolvers<Choice | undefined>();
  readonly #again = button("refresh", vscode.l10n.t("Test again"));
  readonly #copy = button("copy", vscode.l10n.t("Copy as a table"));
  readonly #configure = button("gear", vscode.l10n.t("Configure this model"));
  readonly #reports = new Map<string, ConnectionReport>();
  #abort = new AbortController();

  constructor(parts: SetupParts) {
    this.#parts = parts;
    const pick = this.#pick;
    pick.title = vscode.l10n.t("Connections");
    pick.placeholder = vscode.l10n.t("Choose one to mend it");
    pick.buttons = [this.#again, this.#copy];
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.keepScrollPosition = true;
    pick.onDidTriggerButton((pressed) => this.#pressed(pressed));
    pick.onDidTriggerItemButton(({ item }) => this.#end(configuring(item.report)));
    pick.onDidAccept(() => {
      const row = pick.selectedItems[0];
      if (row !== undefined) this.#end(mending(row.report));
    });
    pick.onDidChangeActive(() => this.#tellTrouble());
    pick.onDidHide(() => this.#end(undefined));
    this.#test();
    pick.show();
  }

  /** Resolves when the view has closed. */
  get choice(): Promise<Choice | undefined> {
    return this.#chosen.promise;
  }

  #end(choice: Choice | undefined): void {
    this.#abort.abort();
    this.#chosen.resolve(choice);
    this.#pick.dispose();
  }

  #pressed(pressed: vscode.QuickInputButton): void {
    if (pressed === this.#again) this.#test();
    if (pressed === this.#copy) {
      void vscode.env.clipboard.writeText(connectionTable([...this.#reports.values()]));
    }
  }

  /** Asks all servers at the same time. */
  #test(): void {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const { models } = readSettings();
    this.#reports.clear();
    for (const endpoint of models) this.#reports.set(endpoint.key, { endpoint, isDone: false });
    this.#pick.busy = true;
    this.#show();
    const checks = models.map((endpoint) => this.#check(endpoint, signal));
    void Promise.all(checks).then(() => {
      if (!signal.aborted) this.#finish();
    });
  }

  async #check(endpoint: ModelEndpoint, signal: AbortSignal): Promise<void> {
    const { client, tokens, facts } = this.#parts;
    const token = await tokens.get(originOf(endpoint));
    const { limits } = readSettings();
    const request = { endpoint, limits, ...(token === undefined ? {} : { token }) };
    await checkConnection(client, request, signal, (report) => {
      this.#reports.set(endpoint.key, report);
      facts.learnWindow(endpoint, report.contextWindow);
      this.#show();
    });
  }

  #show(): void {
    const active = this.#pick.activeItems[0]?.report.endpoint.key;
    const rows = [...this.#reports.values()].map((report) => this.#row(report));
    this.#pick.items = rows;
    const kept = rows.find(({ report }) => report.endpoint.key === active);
    if (kept !== undefined) this.#pick.activeItems = [kept];
    this.#tellTrouble();
  }

  /** A row has no room for what is wrong and what to do. */
  #tellTrouble(): void {
    const active = this.#pick.activeItems[0];
    this.#pick.prompt = active && troubleText(active.report);
  }

  /** Who has not looked for one finds the first that has to be mended. */
  #finish(): void {
    this.#pick.busy = false;
    const isFirst = this.#pick.activeItems[0] === this.#pick.items[0];
    const faulty = this.#pick.items.find(({ report }) => troubleText(report) !== undefined);
    if (isFirst && faulty !== undefined) this.#pick.activeItems = [faulty];
    this.#tellTrouble();
  }

  #row(report: ConnectionReport): Row {
    const { endpoint, version } = report;
    const place = [plainLabel(endpoint.model), hostOf(endpoint)];
    const server = version && vscode.l10n.t("version {0}", plainLabel(version));
    return {
      label: `$(${iconOf(report)}) ${plainLabel(endpoint.label)}`,
      description: [...place, server].filter(Boolean).join(" · "),
      detail: connectionText(report),
      buttons: [this.#configure],
      report,
    };
  }
}

function iconOf(report: ConnectionReport): string {
  if (report.fault !== undefined) return "error";
  if (hasModel(report) === false) return "warning";
  return report.isDone ? "pass" : "loading~spin";
}

function configuring({ endpoint }: ConnectionReport): Choice {
  return { command: commands.configureModels, values: [endpoint.key] };
}

/** What mends it; nothing where nothing is wrong. */
function mending(report: ConnectionReport): Choice | undefined {
  const { fault } = report;
  if (fault !== undefined && isAboutToken(fault)) return { command: commands.setToken, values: [] };
  const isSound = fault === undefined && hasModel(report) !== false;
  return isSound ? undefined : configuring(report);
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}
