import * as l10n from "@vscode/l10n";
import type { Remedy } from "../core/reply/faultText.ts";

/** A remedy as a button says it. */
export function remedyLabel(remedy: Remedy): string {
  switch (remedy) {
    case "retry":
      return l10n.t("Retry");
    case "setToken":
      return l10n.t("Set Token");
    case "openSettings":
      return l10n.t("Open Settings");
    case "testConnections":
      return l10n.t("Test Connections");
    case "configureModels":
      return l10n.t("Configure Models");
    case "newConversation":
      return l10n.t("New Conversation");
    case "shorten":
      return l10n.t("Shorten…");
    case "reopen":
      return l10n.t("Show Again");
    case "changeScheme":
      return l10n.t("Change the Address");
    case "showLog":
      return l10n.t("Show Log");
  }
}
