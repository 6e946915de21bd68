import { isRecord } from "../../core/record.ts";

/** What a keybinding may hand to the three ask commands. */
export interface AskArguments {
  /** Key in `tibetChat.models`. */
  readonly model?: string;
  /** Sent at once; without one the panel opens for the person to type. */
  readonly question?: string;
  readonly target?: "panel" | "insert" | "replace";
}

/**
 * Reads the optional argument of an ask command. Menus pass URIs instead, which give none; a
 * keybinding with a mistake in it gets its words back.
 */
export function readAskArguments(value: unknown): AskArguments | string {
  if (!isRecord(value) || "scheme" in value) return {};
  const { model, question, target } = value;
  if (model !== undefined && typeof model !== "string") return "“model” must be a text.";
  if (question !== undefined && typeof question !== "string") return "“question” must be a text.";
  if (target !== undefined && target !== "panel" && target !== "insert" && target !== "replace") {
    return "“target” must be “panel”, “insert” or “replace”.";
  }
  return {
    ...(model === undefined ? {} : { model }),
    ...(question === undefined || question.trim() === "" ? {} : { question }),
    ...(target === undefined ? {} : { target }),
  };
}
