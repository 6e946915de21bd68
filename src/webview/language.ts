import type { L10nReplacement } from "@vscode/l10n";

const texts = JSON.parse(document.querySelector("#l10n")?.textContent ?? "{}") as Readonly<
  Record<string, string>
>;

/**
 * A text in VS Code's display language, its `{0}` or `{name}` filled in. The build puts this in place
 * of `@vscode/l10n`: a module that has texts is never read before them.
 */
export function t(
  message: string,
  ...args: readonly L10nReplacement[] | readonly [Readonly<Record<string, L10nReplacement>>]
): string {
  const text = texts[message] ?? message;
  // Most have no places, and many are read again with each delta.
  if (args.length === 0) return text;
  const [first] = args;
  const values = new Map<string, L10nReplacement>(
    Object.entries(typeof first === "object" ? first : args),
  );
  return text.replace(/\{(\w+)\}/gu, (place, name: string) => String(values.get(name) ?? place));
}
