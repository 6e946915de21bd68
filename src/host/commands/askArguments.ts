import { isReplyTarget, replyTargets, type ReplyTarget } from "../../core/prompt/promptTemplate.ts";
import { isRecord } from "../../core/record.ts";

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
    const [first, ...others] = replyTargets.map((each) => `“${each}”`).reverse();
    return `“target” must be ${others.reverse().join(", ")} or ${first ?? ""}.`;
  }
  return { ...(model === undefined ? {} : { model }), ...(target === undefined ? {} : { target }) };
}

/** Undefined where it is not there or blank. */
function readText(value: unknown, name: string): string | { readonly problem: string } | undefined {
  const text = fieldOf(value, name);
  if (text === undefined) return undefined;
  if (typeof text !== "string") return { problem: `“${name}” must be a text.` };
  return text.trim() === "" ? undefined : text;
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && !("scheme" in value) ? value[name] : undefined;
}
