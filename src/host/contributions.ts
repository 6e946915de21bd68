/** Names that package.json contributes, each written down once. */
export const commands = {
  askTibetAboutSelection: "tibetChat.askTibetAboutSelection",
  askAboutSelection: "tibetChat.askAboutSelection",
  askAboutFile: "tibetChat.askAboutFile",
  askAboutFiles: "tibetChat.askAboutFiles",
  askAboutManyFiles: "tibetChat.batch",
  askAndInsert: "tibetChat.askAndInsert",
  askIntoDocument: "tibetChat.askIntoDocument",
  runTemplate: "tibetChat.runTemplate",
  focusComposer: "tibetChat.focusComposer",
  draftCommitMessage: "tibetChat.draftCommitMessage",
  stopDraft: "tibetChat.stopDraft",
  reviewChanges: "tibetChat.reviewChanges",
  newConversation: "tibetChat.newConversation",
  stop: "tibetChat.stop",
  setToken: "tibetChat.setToken",
  forgetToken: "tibetChat.forgetToken",
  testConnections: "tibetChat.testConnections",
  configureModels: "tibetChat.configureModels",
  chooseModel: "tibetChat.chooseModel",
  quickMenu: "tibetChat.quickMenu",
  insertReply: "tibetChat.insertReply",
  replaceSelection: "tibetChat.replaceSelection",
  compareReply: "tibetChat.compareReply",
  acceptChange: "tibetChat.acceptChange",
  rejectChange: "tibetChat.rejectChange",
  acceptAllChanges: "tibetChat.acceptAllChanges",
  rejectAllChanges: "tibetChat.rejectAllChanges",
  showHistory: "tibetChat.showHistory",
  showBatches: "tibetChat.showBatches",
  find: "tibetChat.find",
  openInEditor: "tibetChat.openInEditor",
  openAsDocument: "tibetChat.openAsDocument",
  accessibleView: "tibetChat.accessibleView",
  exportConversation: "tibetChat.exportConversation",
  importConversation: "tibetChat.importConversation",
  /** For the lightbulb alone; in no menu. */
  askAboutProblem: "tibetChat.askAboutProblem",
} as const;

export const panelViewId = "tibetChat.panel";
/** View type of conversations in tabs. */
export const conversationTabId = "tibetChat.conversation";
/** View type of the table of batches. */
export const batchTabId = "tibetChat.batch";

/** Names in VS Code's own chat. */
export const nativeChat = {
  participant: "tibetChat.tibet",
  /** Under it the models are listed beside those of others. */
  vendor: "tibetChat",
  tool: "tibetChat_askTibetModel",
} as const;

/** Addresses of both sides of a comparison, which open read-only. */
export const proposalScheme = "tibet-chat-proposal";
/** Addresses of replies as plain text, which open read-only. */
export const accessibleScheme = "tibet-chat-reply";
/** Language of compared prose: it wraps, and says accept and reject at each change. */
export const proseLanguage = "tibetChatProse";

/** Keys for the `when` clauses of menus. */
export const contextKeys = {
  /** A reply is on its way. */
  streaming: "tibetChat.streaming",
  /** The newest answer is complete, so that it can be inserted. */
  hasReply: "tibetChat.hasReply",
  /** The newest answer is complete and its question came with a selection. */
  canReplace: "tibetChat.canReplace",
  /** The last change of a comparison was decided a moment ago. */
  comparisonEnded: "tibetChat.comparisonEnded",
  /** A commit message is being drafted. */
  drafting: "tibetChat.drafting",
} as const;

/** The Tibet model's key in `tibetChat.models`. */
export const tibetModelKey = "tibet";
