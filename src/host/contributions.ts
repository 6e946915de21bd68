/** Names that package.json contributes, each written down once. */
export const commands = {
  askTibetAboutSelection: "tibetChat.askTibetAboutSelection",
  askAboutSelection: "tibetChat.askAboutSelection",
  askAboutFile: "tibetChat.askAboutFile",
  newConversation: "tibetChat.newConversation",
  stop: "tibetChat.stop",
  setToken: "tibetChat.setToken",
  forgetToken: "tibetChat.forgetToken",
  testConnections: "tibetChat.testConnections",
  insertReply: "tibetChat.insertReply",
  replaceSelection: "tibetChat.replaceSelection",
  showHistory: "tibetChat.showHistory",
  find: "tibetChat.find",
  openInEditor: "tibetChat.openInEditor",
  openAsDocument: "tibetChat.openAsDocument",
  exportConversation: "tibetChat.exportConversation",
  importConversation: "tibetChat.importConversation",
} as const;

export const panelViewId = "tibetChat.panel";
/** View type of conversations in tabs. */
export const conversationTabId = "tibetChat.conversation";

/** Keys for the `when` clauses of menus. */
export const contextKeys = {
  /** A reply is on its way. */
  streaming: "tibetChat.streaming",
  /** The newest answer is complete, so that it can be inserted. */
  hasReply: "tibetChat.hasReply",
  /** The newest answer is complete and its question came with a selection. */
  canReplace: "tibetChat.canReplace",
} as const;

/** The Tibet model's key in `tibetChat.models`. */
export const tibetModelKey = "tibet";
