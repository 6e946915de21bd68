import type { Fault } from "../core/reply/fault.ts";

/**
 * A server's text without the token, which some servers repeat: the token as it is, and its runs of
 * twelve letters and digits or more, which are the same in JSON, in URLs and in HTML.
 */
export function withoutToken(text: string, token: string | undefined): string {
  if (token === undefined) return text;
  const runs = token.match(/[a-z\d]{12,}/giu) ?? [];
  const rest = text.replaceAll(token, mark);
  return runs.reduce((kept, run) => kept.replaceAll(new RegExp(run, "giu"), mark), rest);
}

const mark = "•••";

/** A fault whose texts by the server, wherever they stood in its answer, are without the token. */
export function faultWithoutToken(fault: Fault, token: string | undefined): Fault {
  const clean = (text: string) => withoutToken(text, token);
  if ("detail" in fault) return { ...fault, detail: clean(fault.detail) };
  return "target" in fault ? { ...fault, target: clean(fault.target) } : fault;
}
