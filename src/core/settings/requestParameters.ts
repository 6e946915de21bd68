import * as l10n from "@vscode/l10n";
import type { RequestParameters } from "./endpoint.ts";
import { quotedName } from "../text/listText.ts";
import { plainText } from "../text/plainText.ts";

/** What a person can set for one conversation. */
export type ParameterName = keyof RequestParameters;

export type ParameterValue = RequestParameters[ParameterName];

/** What a value must be. */
export interface Rule {
  /** Completes “must be …”. */
  readonly wanted: string;
  accepts(value: unknown): boolean;
}

const flag: Rule = {
  wanted: l10n.t("true or false"),
  accepts: (value) => typeof value === "boolean",
};

export const countFrom1: Rule = {
  wanted: l10n.t("a whole number, 1 or more"),
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
};

/** Highest value that the setting `tibetChat.choiceLimit` may have. */
export const mostChoices = 64;

/** What servers take for each parameter: the ranges of vLLM, which are those of OpenAI. */
export const parameterRules: Readonly<Record<ParameterName, Rule>> = {
  systemPrompt: { wanted: l10n.t("a text"), accepts: (value) => typeof value === "string" },
  temperature: {
    wanted: l10n.t("a number from 0 to 2"),
    accepts: (value) => typeof value === "number" && value >= 0 && value <= 2,
  },
  topP: {
    wanted: l10n.t("a number above 0, 1 at most"),
    accepts: (value) => typeof value === "number" && value > 0 && value <= 1,
  },
  n: choices(mostChoices),
  maxTokens: countFrom1,
  thinking: flag,
  stream: flag,
};

/** The rules for one whose settings allow fewer choices than the most there may be. */
export function rulesWithin(choiceLimit: number): typeof parameterRules {
  if (choiceLimit >= mostChoices) return parameterRules;
  const rule = choices(choiceLimit);
  const wanted = l10n.t("{0}; the setting “Choice limit” allows no more", rule.wanted);
  return { ...parameterRules, n: { ...rule, wanted } };
}

function choices(most: number): Rule {
  return {
    wanted: l10n.t("a whole number from 1 to {0}", most),
    accepts: (value) => countFrom1.accepts(value) && (value as number) <= most,
  };
}

/** What a person typed for a parameter: its value, undefined for nothing; or what is wrong with it. */
export type ParameterReading = { readonly value: ParameterValue } | { readonly problem: string };

/**
 * Reads what a person typed. Numbers may have full-width or Tibetan digits, a comma or a Chinese
 * stop for the decimal point, and groups of three digits. A system prompt is any text, so a space
 * takes away the one of the settings.
 *
 * @param text for `thinking` and `stream` "on", "off" or "".
 * @param rules what the settings allow.
 */
export function readParameter(
  name: ParameterName,
  text: string,
  rules = parameterRules,
): ParameterReading {
  if (name === "systemPrompt") return { value: text === "" ? undefined : text };
  const typed = plainDigits(text).trim();
  if (typed === "") return { value: undefined };
  const rule = rules[name];
  if (rule === flag) {
    if (typed === "on" || typed === "off") return { value: typed === "on" };
    return { problem: l10n.t("Choose on or off.") };
  }
  const isWhole = name === "n" || name === "maxTokens";
  const value = isWhole ? readWhole(typed) : readDecimal(typed);
  return rule.accepts(value) ? { value } : { problem: l10n.t("Enter {0}.", rule.wanted) };
}

/** The text that is read as the value; empty for none. */
export function parameterText(value: ParameterValue): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return value === undefined ? "" : String(value);
}

/** The parameters with one of them set anew, or unset by undefined. The value must be of its kind. */
export function setParameter(
  parameters: RequestParameters,
  name: ParameterName,
  value: ParameterValue,
): RequestParameters {
  const others = Object.entries(parameters).filter(([other]) => other !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

/**
 * What holds where a conversation does not set a parameter, and who says so.
 *
 * @param settings the model as the settings have it.
 */
export function fallbackText(name: ParameterName, settings: RequestParameters): string {
  const value = settings[name];
  if (value === undefined) return serverDefaults[name];
  const shown =
    name === "systemPrompt" ? quotedName(plainText(String(value), 40)) : parameterText(value);
  return l10n.t("{0} (settings)", shown);
}

/** The defaults that the servers' guide tells; whether a reply streams, the extension decides. */
const serverDefaults: Readonly<Record<ParameterName, string>> = {
  systemPrompt: l10n.t("none"),
  temperature: l10n.t("{0} (server)", 0.7),
  topP: l10n.t("{0} (server)", 1),
  n: l10n.t("{0} (server)", 1),
  maxTokens: l10n.t("up to the window (server)"),
  thinking: l10n.t("on (server)"),
  stream: l10n.t("on (this extension)"),
};

function plainDigits(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u0F20-\u0F29]/gu, (digit) => String(digit.charCodeAt(0) - 0x0f20));
}

/** NaN for what is no decimal number. */
function readDecimal(typed: string): number {
  const decimal = typed.replace(/[,。]/u, ".");
  // Plus 0 makes 0 of -0.
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/u.test(decimal) ? Number(decimal) + 0 : NaN;
}

/** NaN for what is no whole number. */
function readWhole(typed: string): number {
  if (/^\d{1,3}(?:[ ,]\d{3})+$/u.test(typed)) return Number(typed.replace(/[ ,]/gu, ""));
  return /^[+-]?\d+$/u.test(typed) ? Number(typed) : NaN;
}
