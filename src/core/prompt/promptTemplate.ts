import * as l10n from "@vscode/l10n";
import type { RequestParameters } from "../settings/endpoint.ts";
import { plainText } from "../text/plainText.ts";
import { isRecord } from "../record.ts";
import { parameterRules } from "../settings/requestParameters.ts";
import { groupedNumber } from "../text/groupedNumber.ts";

/** A question with blanks, to be taken into the composer by its name behind `/`. */
export interface PromptTemplate {
  /** Its source and name, joined by a colon. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** With `{{language}}`, `{{selection}}` and `{{file}}` as blanks. */
  readonly text: string;
  /** Key in `tibetChat.models`; it need not exist. */
  readonly model?: string;
  /** Where the reply goes when it is run on a text; the panel where it says nothing. */
  readonly target?: ReplyTarget;
  /** Terms stay the same through a long text that is asked about in parts. */
  readonly glossary?: true;
  readonly parameters: RequestParameters;
  readonly source: TemplateSource;
}

/** Where a reply can go besides the panel, which shows it in any case. */
export const replyTargets = [
  "panel",
  "insert",
  "replace",
  "preview",
  "document",
  "clipboard",
] as const;
export type ReplyTarget = (typeof replyTargets)[number];

export function isReplyTarget(value: unknown): value is ReplyTarget {
  return replyTargets.some((target) => target === value);
}

export type TemplateSource = "builtIn" | "settings" | "workspace";

/** Longest text of a template, in UTF-16 code units. */
const longestText = 100_000;

/**
 * A template from a file's or a setting's fields. Unknown fields are let be: other tools have theirs.
 *
 * @param fields untrusted; `null` and absent mean the same, for a field as for all of them.
 * @returns or what is wrong with it, as the rest of a sentence that begins with its name.
 */
export function readTemplate(
  name: string,
  fields: unknown,
  text: unknown,
  source: TemplateSource,
  rules = parameterRules,
): PromptTemplate | { readonly problem: string } {
  if (!isName(name)) {
    return {
      problem: l10n.t(
        "needs a name of letters, digits, spaces, “-”, “_” and “.”, at most 60, that begins with a letter or a digit",
      ),
    };
  }
  if (typeof text !== "string" || text.trim() === "") return { problem: l10n.t("has no text") };
  if (text.length > longestText) {
    const most = groupedNumber(longestText);
    return { problem: l10n.t("has a text of more than {0} characters", most) };
  }
  if (fields !== null && fields !== undefined && !isRecord(fields)) {
    return {
      problem: l10n.t("has a front matter that is no list of fields such as “model: tibet”"),
    };
  }
  const words = readWords(fields ?? {});
  if ("problem" in words) return words;
  const read = readParameters(fields ?? {}, rules);
  if ("problem" in read) return read;
  const use = readUse(fields ?? {});
  if ("problem" in use) return use;
  const { title = name, description = plainText(text, 100), model } = words;
  return {
    ...{ id: `${source}:${name}`, name, title, description, text: text.trim() },
    ...(model === undefined ? {} : { model }),
    ...use,
    ...{ parameters: read.parameters, source },
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Words = Partial<Record<"title" | "description" | "model", string>>;

function readWords(fields: Fields): Words | { readonly problem: string } {
  const words: Words = {};
  for (const name of ["title", "description", "model"] as const) {
    const value = fieldOf(fields, name);
    if (value === undefined) continue;
    if (typeof value !== "string" || !/^[^\p{Cc}]{1,200}$/u.test(value.trim())) {
      return { problem: l10n.t("needs a line of at most 200 characters for {0}", name) };
    }
    words[name] = value.trim();
  }
  return words;
}

/** How it is used on a text. */
function readUse(
  fields: Fields,
): Pick<PromptTemplate, "target" | "glossary"> | { readonly problem: string } {
  const target = fieldOf(fields, "target");
  const glossary = fieldOf(fields, "glossary");
  if (target !== undefined && !isReplyTarget(target)) {
    return { problem: l10n.t("needs one of {0} for target", replyTargets.join(", ")) };
  }
  if (glossary !== undefined && typeof glossary !== "boolean") {
    return { problem: l10n.t("needs true or false for glossary") };
  }
  return {
    ...(target === undefined ? {} : { target }),
    ...(glossary === true ? { glossary } : {}),
  };
}

function readParameters(
  fields: Fields,
  rules: typeof parameterRules,
): { readonly parameters: RequestParameters } | { readonly problem: string } {
  const parameters: Record<string, unknown> = {};
  for (const [written, name] of parameterNames) {
    const value = fieldOf(fields, written);
    if (value === undefined) continue;
    if (Object.hasOwn(parameters, name)) {
      return { problem: l10n.t("says {0} twice", name) };
    }
    const rule = rules[name];
    if (!rule.accepts(value)) {
      return { problem: l10n.t("needs {0} for {1}", rule.wanted, written) };
    }
    parameters[name] = value;
  }
  return { parameters };
}

/** Each parameter by the names that people know it by: the settings' and the servers'. */
const parameterNames: readonly (readonly [written: string, name: keyof RequestParameters])[] = [
  ["systemPrompt", "systemPrompt"],
  ["system", "systemPrompt"],
  ["temperature", "temperature"],
  ["topP", "topP"],
  ["top_p", "topP"],
  ["n", "n"],
  ["maxTokens", "maxTokens"],
  ["max_tokens", "maxTokens"],
  ["thinking", "thinking"],
  ["stream", "stream"],
];

function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined;
}

/** Names are typed and read: nothing in one may be invisible. */
function isName(name: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\u0F0B\u0F0C _.-]{0,59}$/u.test(name) &&
    !/[\p{Default_Ignorable_Code_Point}]|[ .]$/u.test(name)
  );
}

/** The YAML between the lines `---` at the start of a file, and the text behind; line ends are line feeds. */
export function splitFrontMatter(content: string): {
  readonly frontMatter: string;
  readonly body: string;
} {
  const text = content.replace(/^\uFEFF/u, "").replace(/\r\n?/gu, "\n");
  const [head = "", frontMatter = ""] =
    /^---[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/u.exec(text) ?? [];
  return { frontMatter, body: text.slice(head.length) };
}

/**
 * All templates by their names. A person's own replaces a built-in one of the same name; one of the
 * workspace never replaces any: it is called `name (workspace)`.
 */
export function mergeTemplates(
  own: readonly PromptTemplate[],
  workspace: readonly PromptTemplate[],
): PromptTemplate[] {
  const merged = new Map(own.map((template) => [sameName(template.name), template]));
  for (const template of workspace) {
    const name = freeName(template.name, (each) => merged.has(sameName(each)));
    merged.set(sameName(name), { ...template, name, id: `${template.source}:${name}` });
  }
  return [...merged.values()];
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let next = `${name} (workspace)`;
  for (let count = 2; isTaken(next); count++) next = `${name} (workspace ${count})`;
  return next;
}

/** A template by its id or, where no id is that, by its name as a person would write it. */
export function findTemplate(
  templates: readonly PromptTemplate[],
  wanted: string,
): PromptTemplate | undefined {
  return (
    templates.find(({ id }) => id === wanted) ??
    templates.find(({ name }) => sameName(name) === sameName(wanted))
  );
}

/** Whether a template's text has a place for passages of a kind. */
export function wantsPassage({ text }: Pick<PromptTemplate, "text">, kind: PlacedKind): boolean {
  return new RegExp(`\\{\\{\\s*${kind}\\s*\\}\\}`, "u").test(text);
}

type PlacedKind = "selection" | "file";

/** Names that a person would take for the same. */
function sameName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** A template's text with the language in its blanks. */
export function fillLanguage(text: string, language: string): string {
  return text.replace(/\{\{\s*language\s*\}\}/gu, () => language);
}
