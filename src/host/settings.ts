import * as vscode from "vscode";
import type { ModelEndpoint } from "../core/settings/endpoint.ts";
import { resolveModels, type ResolvedModels } from "../core/settings/modelSettings.ts";
import type { RequestLimits } from "../core/reply/reply.ts";
import { tibetModelKey } from "./contributions.ts";

/** The settings as they are now. A request takes what it needs from them once, when it is sent. */
export interface Settings extends ResolvedModels {
  /** Key of a model that exists, unless there is none at all. */
  readonly defaultModel: string;
  readonly limits: RequestLimits;
  /** Requests of batches that a server gets at once. */
  readonly batchConcurrency: number;
}

/**
 * Reads the person's own settings only. The manifest gives them application scope, so a workspace
 * cannot change them; reading the user's value alone keeps that true whatever VS Code merges.
 */
export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration("tibetChat");
  const models = section.inspect("models");
  const resolved = resolveModels(models?.defaultValue, models?.globalValue);
  const chosen = ownValue(section, "defaultModel");
  const wanted = typeof chosen === "string" ? chosen : tibetModelKey;
  const known = resolved.models.some((model) => model.key === wanted);
  return {
    ...resolved,
    defaultModel: known ? wanted : (resolved.models[0]?.key ?? wanted),
    limits: {
      firstByteTimeout: seconds(section, "firstByteTimeout", 120),
      idleTimeout: seconds(section, "idleTimeout", 60),
    },
    batchConcurrency: batchConcurrency(section),
  };
}

export function findModel(settings: Settings, key: string): ModelEndpoint | undefined {
  return settings.models.find((model) => model.key === key);
}

export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("tibetChat")) listener();
  });
}

/** The person's value, else the manifest's; never a workspace's. */
function ownValue(section: vscode.WorkspaceConfiguration, name: string): unknown {
  const value = section.inspect(name);
  return value?.globalValue ?? value?.defaultValue;
}

function seconds(section: vscode.WorkspaceConfiguration, name: string, fallback: number): number {
  const own = ownValue(section, name);
  return typeof own === "number" && own >= 1 && own <= 300 ? own : fallback;
}

function batchConcurrency(section: vscode.WorkspaceConfiguration): number {
  const own = ownValue(section, "batchConcurrency");
  return typeof own === "number" && own >= 1 && own <= 64 ? Math.floor(own) : 8;
}
