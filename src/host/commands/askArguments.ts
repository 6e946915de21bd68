import * as l10n from "@vscode/l10n";
import { isReplyTarget, replyTargets, type ReplyTarget } from "../../core/prompt/promptTemplate.ts";
import { isRecord } from "../../core/record.ts";
import { listText, quotedName } from "../../core/text/listText.ts";

/** What a keybinding may hand to the ask commands. */
export interface AskArguments {
  /** Key in `tibetChat.models`. */
  readonly model?: string;
  /** Sent at once; without one the panel opens for the person to type. */
  readonly question?: string;
  readonly target?: ReplyTarget;
}

/** What a keybinding may hand to the command that runs a template. */
export interface TemplateArguments extends Omit<AskArguments, "question"> {
  /** A template's id or name; without one the person picks. */
  readonly template?: string;
}

/**
 * Reads the optional argument of an ask command. Menus pass URIs instead, which give none; a
 * keybinding with a mistake in it gets its words back.
 */
export function readAskArguments(value: unknown): AskArguments | string {
  const common = readCommon(value);
  if (typeof common === "string") return common;
  const question = readText(value, "question");
  if (typeof question === "object") return question.problem;
  return { ...common, ...(question === undefined ? {} : { question }) };
}

/** The same for the command that runs a template. */
export function readTemplateArguments(value: unknown): TemplateArguments | string {
  const common = readCommon(value);
  if (typeof common === "string") return common;
  const template = readText(value, "template");
  if (typeof template === "object") return template.problem;
  return { ...common, ...(template === undefined ? {} : { template }) };
}

function readCommon(value: unknown): Pick<AskArguments, "model" | "target"> | string {
  const model = readText(value, "model");
  if (typeof model === "object") return model.problem;
  const target = fieldOf(value, "target");
  if (target !== undefined && !isReplyTarget(target)) {
    const [last = "", ...others] = replyTargets.map(quotedName).reverse();
    return l10n.t("“target” must be {0} or {1}.", listText(others.reverse()), last);
  }
  return { ...(model === undefined ? {} : { model }), ...(target === undefined ? {} : { target }) };
}

/** Undefined where it is not there or blank. */
function readText(value: unknown, name: string): string | { readonly problem: string } | undefined {
  const text = fieldOf(value, name);
  if (text === undefined) return undefined;
  if (typeof text !== "string") return { problem: l10n.t("“{0}” must be a text.", name) };
  return text.trim() === "" ? undefined : text;
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && !("scheme" in value) ? value[name] : undefined;
}
