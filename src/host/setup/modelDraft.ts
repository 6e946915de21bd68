import type { Fault } from "../../core/reply/fault.ts";
import type { ModelClient, Probe } from "../../core/reply/reply.ts";
import { originOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { readSettings } from "../settings.ts";
import type { Tokens } from "../tokens.ts";

export interface SetupParts {
  readonly client: ModelClient;
  readonly tokens: Tokens;
  readonly facts: ModelFacts;
}

/** A model on its way into the settings: what the steps asked for so far. It holds no token. */
export interface ModelDraft {
  /** Key of the model that is changed; undefined for a new one. */
  readonly key: string | undefined;
  /** The model as it is, with the fields that nobody asks for here. */
  readonly before: ModelEndpoint | undefined;
  /** What stands in the field for the address. */
  typed: string;
  baseUrl: string;
  /** What the server offers, where it told. */
  offered: readonly string[] | undefined;
  /** The server told nothing without a token, or refused the one that is stored. */
  wantsToken: boolean;
  /** It refused the one that is stored. */
  refusesToken: boolean;
  /** The model is asked without the token that is stored for its server. */
  withoutToken: boolean;
  model: string;
  label: string;
}

export function draftOf(before: ModelEndpoint | undefined): ModelDraft {
  const { key, baseUrl = "", model = "", label = "" } = before ?? {};
  return {
    ...{ key, before, typed: baseUrl, baseUrl, model, label },
    ...{ offered: undefined, wantsToken: false, refusesToken: false, withoutToken: false },
  };
}

/** What a person calls it while it is not saved. */
export function nameOf({ label, model, typed }: ModelDraft): string {
  return [label, model, typed].find((name) => name !== "") ?? "";
}

/** The model as it would be asked. */
function endpointOf(draft: ModelDraft): ModelEndpoint {
  const { key = "", before, baseUrl, model, label } = draft;
  return { ...before, key, baseUrl, model, label };
}

/** @param token instead of the one that is stored for the server. */
export async function requestFor(
  { tokens }: SetupParts,
  draft: ModelDraft,
  token?: string,
): Promise<Parameters<ModelClient["probe"]>[0]> {
  const endpoint = endpointOf(draft);
  const stored = draft.withoutToken ? undefined : await tokens.get(originOf(endpoint));
  const sent = token ?? stored;
  const { limits } = readSettings();
  return { endpoint, limits, ...(sent === undefined ? {} : { token: sent }) };
}

/** Whether a server only wants another token. */
export function isAboutToken({ kind }: Fault): boolean {
  return kind === "unauthorized" || kind === "invalidToken";
}

/** Asks the server of a draft what it offers, and keeps that. */
export async function readOffer(
  parts: SetupParts,
  draft: ModelDraft,
  signal: AbortSignal,
  token?: string,
): Promise<Probe> {
  const request = await requestFor(parts, draft, token);
  const probe = await parts.client.probe(request, signal);
  if (signal.aborted) return probe;
  if (probe.status === "reachable") draft.offered = probe.models;
  const isRefused = probe.status === "failed" && isAboutToken(probe.fault);
  if (token === undefined) draft.refusesToken = isRefused && request.token !== undefined;
  return probe;
}
