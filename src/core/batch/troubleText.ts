import * as l10n from "@vscode/l10n";
import { StoreError } from "../conversation/conversationStore.ts";

/** Why a batch paused, for the person: what was thrown by the store or by anything else. */
export function troubleText(thrown: unknown): string {
  if (!(thrown instanceof StoreError)) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return l10n.t("Something unexpected went wrong: {0}", message);
  }
  switch (thrown.problem) {
    case "full":
      return l10n.t("The disk is full, so answers cannot be kept. Make room, then go on.");
    case "readOnly":
      return l10n.t("The history cannot be written, so answers cannot be kept.");
    case "busy":
      return l10n.t(
        "Another window holds the history, so an answer could not be kept just now. Go on in a moment.",
      );
    default:
      return l10n.t("The history does not work, so answers cannot be kept.");
  }
}
