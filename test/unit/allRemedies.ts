import type { RemedyId } from "../../src/protocol/views.ts";

const known: Readonly<Record<RemedyId, true>> = {
  retry: true,
  setToken: true,
  openSettings: true,
  testConnections: true,
  configureModels: true,
  newConversation: true,
  shorten: true,
  reopen: true,
  changeScheme: true,
  showLog: true,
};

/** Every remedy that the page has a button for. */
export const allRemedies: readonly RemedyId[] = Object.keys(known) as RemedyId[];
