import * as vscode from "vscode";
import type { ModelEndpoint } from "../core/settings/endpoint.ts";
import { resolveModels, type ResolvedModels } from "../core/settings/modelSettings.ts";
import {
  mostChoices,
  rulesWithin,
  type parameterRules,
} from "../core/settings/requestParameters.ts";
import type { RequestLimits } from "../core/reply/reply.ts";
import { tibetModelKey } from "./contributions.ts";

/** The settings as they are now. A request takes what it needs from them once, when it is sent. */
export interface Settings extends ResolvedModels {
  /** Key of a model that exists, unless there is none at all. */
  readonly defaultModel: string;
  readonly limits: RequestLimits;
  /** What parameters may be: as many choices as the person allows. */
  readonly parameterRules: typeof parameterRules;
  /** Requests of batches that a server gets at once. */
  readonly batchConcurrency: number;
}

const megabyte = 1_000_000;

/** As they were read last, as long as somebody listens for changes of them. */
let known: Settings | undefined;
let listeners = 0;

/**
 * The person's own settings only. The manifest gives them application scope, so a workspace
 * cannot change them; reading the user's value alone keeps that true whatever VS Code merges.
 */
export function readSettings(): Settings {
  if (listeners === 0) return readAnew();
  // They are asked for many times with every key that is typed, and VS Code is slow to tell them.
  known ??= readAnew();
  return known;
}

function readAnew(): Settings {
  const section = vscode.workspace.getConfiguration("tibetChat");
  const models = section.inspect("models");
  const rules = ownParameterRules();
  const resolved = resolveModels(models?.defaultValue, models?.globalValue, rules);
  const chosen = ownValue(section, "defaultModel");
  const wanted = typeof chosen === "string" ? chosen : tibetModelKey;
  const isKnown = resolved.models.some((model) => model.key === wanted);
  return {
    ...resolved,
    defaultModel: isKnown ? wanted : (resolved.models[0]?.key ?? wanted),
    limits: {
      firstByteTimeout: ownNumber(section, "firstByteTimeout", [1, 300], 120),
      idleTimeout: ownNumber(section, "idleTimeout", [1, 300], 60),
      frame: ownNumber(section, "frameLimit", [1, 16], 4) * megabyte,
      reply: ownNumber(section, "replyLimit", [1, 256], 32) * megabyte,
    },
    parameterRules: rules,
    batchConcurrency: Math.floor(ownNumber(section, "batchConcurrency", [1, 64], 8)),
  };
}

/** What the parameters of models, templates and conversations may be as the settings are now. */
export function ownParameterRules(): typeof parameterRules {
  const section = vscode.workspace.getConfiguration("tibetChat");
  return rulesWithin(Math.floor(ownNumber(section, "choiceLimit", [1, mostChoices], 8)));
}

/** How deep the parts of a reply are drawn in each other. */
export function ownRenderDepth(): number {
  const section = vscode.workspace.getConfiguration("tibetChat");
  return Math.floor(ownNumber(section, "renderDepth", [8, 200], 40));
}

export function findModel(settings: Settings, key: string): ModelEndpoint | undefined {
  return settings.models.find((model) => model.key === key);
}

export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  const subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration("tibetChat")) return;
    known = undefined;
    listener();
  });
  listeners += 1;
  return new vscode.Disposable(() => {
    listeners -= 1;
    known = undefined;
    subscription.dispose();
  });
}

/** The person's value, else the manifest's; never a workspace's. */
function ownValue(section: vscode.WorkspaceConfiguration, name: string): unknown {
  const value = section.inspect(name);
  return value?.globalValue ?? value?.defaultValue;
}

/** The person's number where it is one of the range, else the default. */
function ownNumber(
  section: vscode.WorkspaceConfiguration,
  name: string,
  [least, most]: readonly [number, number],
  fallback: number,
): number {
  const own = ownValue(section, name);
  return typeof own === "number" && own >= least && own <= most ? own : fallback;
}
