import * as l10n from "@vscode/l10n";
import type { ModelEndpoint } from "./endpoint.ts";
import { isRecord } from "../record.ts";
import { addressProblem, normalAddress, type AddressProblem } from "./endpointAddress.ts";
import { countFrom1, parameterRules, type Rule } from "./requestParameters.ts";

/** A setting that cannot be used, in words for the person who wrote it. */
interface SettingProblem {
  /** Key in `tibetChat.models`. */
  readonly model: string;
  readonly message: string;
}

export interface ResolvedModels {
  /** In the order of the defaults, new keys behind them. */
  readonly models: readonly ModelEndpoint[];
  readonly problems: readonly SettingProblem[];
}

/**
 * Merges a person's `tibetChat.models` over the defaults: field by field within a model, a new key
 * adds a model, `null` removes a model or a field. A model that cannot be used is left out and told
 * in `problems`; the others work on. The first two arguments are untrusted JSON.
 *
 * @param rules what the settings allow for the parameters.
 */
export function resolveModels(
  defaults: unknown,
  person: unknown,
  rules = parameterRules,
): ResolvedModels {
  const merged = new Map<string, Fields | null>();
  for (const [key, value] of entriesOf(defaults)) merged.set(key, fieldsOf(value));
  const problems: SettingProblem[] = [];
  for (const [key, value] of entriesOf(person)) {
    if (value === null) merged.delete(key);
    else if (isRecord(value)) merged.set(key, mergeFields(merged.get(key) ?? {}, value));
    else {
      const message = l10n.t("must be an object, or null to remove the model");
      problems.push({ model: key, message });
    }
  }
  const models: ModelEndpoint[] = [];
  for (const [key, fields] of merged) {
    const result = fields === null ? l10n.t("must be an object") : readEndpoint(key, fields, rules);
    if (typeof result === "string") problems.push({ model: key, message: result });
    else models.push(result);
  }
  return { models, problems };
}

type Fields = Readonly<Record<string, unknown>>;

function mergeFields(base: Fields, over: Fields): Fields {
  const entries = Object.entries({ ...base, ...over });
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

/** The endpoint, or what is wrong with it. */
function readEndpoint(
  key: string,
  fields: Fields,
  rules: typeof parameterRules,
): ModelEndpoint | string {
  if (key.trim() === "") return l10n.t("the model's key must not be empty");
  const baseUrl = readBaseUrl(fields["baseUrl"]);
  if (!baseUrl.ok) return baseUrl.problem;
  const model = fields["model"];
  if (typeof model !== "string" || model.trim() === "") {
    return l10n.t("model must name the server's model");
  }
  const label = fields["label"];
  const optionalFields = Object.entries({ ...rules, ...otherFields });
  for (const [name, rule] of optionalFields) {
    const value = fields[name];
    if (value !== undefined && !rule.accepts(value)) {
      return l10n.t("{0} must be {1}", name, rule.wanted);
    }
  }
  const headers = fields["headers"];
  const forbidden = isRecord(headers) ? Object.keys(headers).find(carriesCredential) : undefined;
  if (forbidden !== undefined) {
    return l10n.t("headers must not hold {0}: use the command “Set token” instead", forbidden);
  }
  const reserved = isRecord(fields["extraBody"])
    ? Object.keys(fields["extraBody"]).find((name) => reservedBodyFields.has(name))
    : undefined;
  if (reserved !== undefined) {
    return l10n.t("extraBody must not hold {0}", reserved);
  }
  const present = optionalFields.filter(([name]) => fields[name] !== undefined);
  return {
    ...(Object.fromEntries(
      present.map(([name]) => [name, fields[name]]),
    ) as Partial<ModelEndpoint>),
    key,
    label: typeof label === "string" && label.trim() !== "" ? label : key,
    baseUrl: baseUrl.url,
    model,
  };
}

function readBaseUrl(value: unknown): { ok: true; url: string } | { ok: false; problem: string } {
  const problem = typeof value === "string" ? addressProblem(value) : "notWeb";
  if (problem !== undefined) return { ok: false, problem: addressProblems[problem] };
  return { ok: true, url: normalAddress(String(value)) };
}

const addressProblems: Readonly<Record<AddressProblem, string>> = {
  notWeb: l10n.t("baseUrl must be an http or https address such as http://host:8000/v1"),
  credentials: l10n.t("baseUrl must not hold a user name or password: use “Set token”"),
  query: l10n.t("baseUrl must not have a query or a fragment"),
};

/** What is deeper cannot be written as JSON by every program on its way. */
const mostLevels = 100;

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isWithin(each, levels - 1));
}

const otherFields = {
  contextWindow: countFrom1,
  toolCalls: {
    wanted: l10n.t("true or false"),
    accepts: (value) => typeof value === "boolean",
  },
  headers: { wanted: l10n.t("an object of header names and texts"), accepts: isHeaders },
  extraBody: {
    wanted: l10n.t("an object of at most {0} levels", mostLevels),
    accepts: (value) => isRecord(value) && isWithin(value, mostLevels),
  },
} satisfies Partial<Record<keyof ModelEndpoint, Rule>>;

/** What the extension itself decides; a body that says otherwise would break the reading of it. */
const reservedBodyFields = new Set([
  ...["model", "messages", "stream", "stream_options", "n"],
  ...["add_generation_prompt", "continue_final_message"],
]);

/** Settings are synchronised and shared as plain text, so nothing secret may live there. */
function carriesCredential(header: string): boolean {
  return /^(?:proxy-)?authorization$|^cookie$|api-?key|token|secret/iu.test(header);
}

function isHeaders(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([name, text]) =>
        /^[\w!#$%&'*+.^`|~-]+$/u.test(name) &&
        typeof text === "string" &&
        /^[\t\x20-\x7e]*$/u.test(text),
    )
  );
}

function fieldsOf(value: unknown): Fields | null {
  return isRecord(value) ? value : null;
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
