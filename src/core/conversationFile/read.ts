import * as l10n from "@vscode/l10n";
import type { StoredConversation } from "../conversation/storedConversation.ts";
import { readConversation } from "./conversationShape.ts";
import { UnknownFile } from "./format.ts";
import { readJson } from "./json.ts";
import { readMarkdown } from "./readMarkdown.ts";
import { Misfit } from "./shape.ts";

/** Longest file that is read, in UTF-16 code units. */
export const longestFile = 64_000_000;

/**
 * The conversation in an exported file, JSON or Markdown; all of it or nothing. Fields that are not
 * known are left out. A byte order mark and an editor's line ends do no harm.
 *
 * @returns or what is wrong, in one or two sentences for the person. Nothing is thrown.
 */
export function importConversation(
  content: string,
): { readonly conversation: StoredConversation } | { readonly problem: string } {
  if (content.length > longestFile) {
    return {
      problem: l10n.t(
        "It is too large: at most {0} million characters are read.",
        longestFile / 1_000_000,
      ),
    };
  }
  const file = content.startsWith("\uFEFF") ? content.slice(1) : content;
  try {
    const isJson = /^\s*[[{]/u.test(file);
    return { conversation: readConversation(isJson ? readJson(file) : readMarkdown(file)) };
  } catch (error) {
    if (error instanceof UnknownFile) return { problem: error.message };
    if (error instanceof Misfit) {
      return { problem: l10n.t("It cannot be used: {0}.", error.message) };
    }
    throw error;
  }
}
