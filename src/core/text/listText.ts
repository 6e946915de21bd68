import * as l10n from "@vscode/l10n";

/** Parts one after the other, e.g. `2 binary, 1 empty`. */
export function listText(parts: readonly string[]): string {
  return parts.join(l10n.t(", "));
}

/** A name as it stands in a list, between quotation marks. */
export function quotedName(name: string): string {
  return l10n.t("“{0}”", name);
}

/** Whole sentences one after the other. */
export function sentencesText(sentences: readonly string[]): string {
  return sentences.reduce((first, next) => l10n.t("{first} {next}", { first, next }));
}
