import type { Remedy } from "../core/reply/faultText.ts";

/** The remedies as buttons say them. */
export const remedyLabels: Readonly<Record<Remedy, string>> = {
  retry: "Retry",
  setToken: "Set Token",
  openSettings: "Open Settings",
  testConnections: "Test Connections",
  configureModels: "Configure Models",
  newConversation: "New Conversation",
  shorten: "Shorten…",
  reopen: "Show Again",
  changeScheme: "Change the Address",
  showLog: "Show Log",
};
