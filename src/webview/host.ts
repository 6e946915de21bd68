import type { PageMessage } from "../protocol/pageMessage.ts";

/** What VS Code gives a page. */
interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: PageStorage): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What outlives the page. */
interface PageStorage {
  /** Id of the conversation that is shown: the host brings a tab back by it. */
  readonly conversation: string;
  /** Texts that are being typed by their conversation, the newest last. */
  readonly drafts: readonly (readonly [conversation: string, text: string])[];
}

/** How many conversations' drafts are kept here; the host keeps them all. */
const mostDrafts = 20;

const api = acquireVsCodeApi();
let drafts = readDrafts(api.getState());
let shown = readConversation(api.getState());
let listener: (() => void) | undefined;

export function post(message: PageMessage): void {
  listener?.();
  api.postMessage(message);
}

/** Tells the host that its deltas are on the screen. */
export function acknowledge(): void {
  api.postMessage({ type: "drawn" });
}

/** Calls before each message to the host, so that what is typed reaches it first. */
export function beforePosting(called: () => void): void {
  listener = called;
}

/** The text that was being typed in a conversation when the page was hidden, moved or reloaded. */
export function loadDraft(conversation: string): string {
  return drafts.find(([id]) => id === conversation)?.[1] ?? "";
}

export function saveDraft(conversation: string, text: string): void {
  const others = drafts.filter(([id]) => id !== conversation);
  drafts = text === "" ? others : [...others, [conversation, text] as const].slice(-mostDrafts);
  keep();
}

/** Remembers which conversation is shown. */
export function rememberConversation(conversation: string): void {
  if (shown === conversation) return;
  shown = conversation;
  keep();
}

function keep(): void {
  api.setState({ conversation: shown, drafts });
}

function readConversation(state: unknown): string {
  const isKept = typeof state === "object" && state !== null && "conversation" in state;
  return isKept && typeof state.conversation === "string" ? state.conversation : "";
}

function readDrafts(state: unknown): PageStorage["drafts"] {
  const isKept = typeof state === "object" && state !== null && "drafts" in state;
  if (!isKept || !Array.isArray(state.drafts)) return [];
  return state.drafts.filter(isDraft);
}

function isDraft(value: unknown): value is readonly [string, string] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string")
  );
}
