import * as vscode from "vscode";
import { hostOf, originOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import type { ModelClient, Probe } from "../../core/reply/reply.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { commands } from "../contributions.ts";
import { readSettings } from "../settings.ts";
import type { Tokens } from "../tokens.ts";

/** “Test connections”: asks every configured server for its models and lists what came back. */
export function registerConnectionCommands(
  client: ModelClient,
  tokens: Tokens,
  facts: ModelFacts,
): vscode.Disposable {
  return vscode.commands.registerCommand(commands.testConnections, async () => {
    const settings = readSettings();
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: "Testing the connections…",
      cancellable: true,
    };
    const results = await vscode.window.withProgress(options, async (_, cancellation) => {
      const abort = new AbortController();
      cancellation.onCancellationRequested(() => abort.abort());
      const probes = settings.models.map(async (endpoint) => {
        const token = await tokens.get(originOf(endpoint));
        const request = {
          endpoint,
          limits: settings.limits,
          ...(token === undefined ? {} : { token }),
        };
        const probe = await client.probe(request, abort.signal);
        if (probe.status === "reachable") facts.learnWindow(endpoint, probe.contextWindow);
        return item(endpoint, probe);
      });
      const items = await Promise.all(probes);
      return cancellation.isCancellationRequested ? undefined : items;
    });
    if (results === undefined) return;
    const picked = await vscode.window.showQuickPick(results, {
      title: "Connections",
      placeHolder: "Choose one that failed to mend it",
      matchOnDetail: true,
    });
    if (picked?.mend !== undefined) await picked.mend();
  });
}

interface Result extends vscode.QuickPickItem {
  readonly mend?: () => Thenable<unknown>;
}

function item(endpoint: ModelEndpoint, probe: Probe): Result {
  const description = `${endpoint.model} · ${hostOf(endpoint)}`;
  const openSettings = () =>
    vscode.commands.executeCommand("workbench.action.openSettings", "tibetChat.models");
  if (probe.status === "failed") {
    const { message, remedies } = describeFault(probe.fault);
    const setToken = () => vscode.commands.executeCommand(commands.setToken);
    return {
      label: `$(error) ${endpoint.label}`,
      description,
      detail: message,
      mend: remedies[0] === "setToken" ? setToken : openSettings,
    };
  }
  if (!probe.models.includes(endpoint.model)) {
    const offered = probe.models.join(", ") || "none";
    return {
      label: `$(warning) ${endpoint.label}`,
      description,
      detail: `Reachable, but it does not have this model. It offers: ${offered}.`,
      mend: openSettings,
    };
  }
  const window =
    probe.contextWindow === undefined
      ? ""
      : `, ${probe.contextWindow.toLocaleString("en-US")} tokens`;
  return {
    label: `$(pass) ${endpoint.label}`,
    description,
    detail: `Reachable and authorised${window}, ${Math.round(probe.elapsed)} ms.`,
  };
}
