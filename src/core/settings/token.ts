import * as l10n from "@vscode/l10n";

/**
 * What is wrong with a token as a header's value, or undefined if it can be sent. Anything but
 * visible ASCII is refused before use: a line break in a header comes back in error texts.
 */
export function tokenProblem(token: string): string | undefined {
  if (token === "") return l10n.t("Enter the token.");
  if (/\s/u.test(token)) return l10n.t("A token has no spaces or line breaks.");
  if (!/^[\x21-\x7e]+$/u.test(token)) {
    return l10n.t("A token has only ASCII letters, digits and signs.");
  }
  return undefined;
}
