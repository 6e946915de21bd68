import { html } from "./html.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";

/** Texts that are harmless only as text, by their kinds. */
export const injections: Readonly<Record<string, readonly string[]>> = {
  ...html,
  ...markdown,
  ...text,
};

export const allInjections: readonly string[] = Object.values(injections).flat();

/** Those that only HTML can be dangerous in. */
export const htmlInjections: readonly string[] = Object.values(html).flat();
