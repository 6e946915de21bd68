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
  /** Texts that are being typed, the newest last. */
  readonly drafts: readonly KeptDraft[];
}

interface KeptDraft {
  /** Id of the conversation or, where a question is edited, of the question. */
  readonly place: string;
  readonly text: string;
  /** What was there when it was typed: one that was typed over something else is out of date. */
  readonly over: string;
}

/** How many conversations' drafts are kept here; the host keeps them all. */
const mostDrafts = 20;

const api = acquireVsCodeApi();
let drafts = readDrafts(api.getState());
let shown = readConversation(api.getState());
/** Whether what is to be kept will be in a moment. */
let isKeeping = false;
let listener: (() => void) | undefined;

export function post(message: PageMessage): void {
  listener?.();
  api.postMessage(message);
}

/** Tells the host that so many of its deltas are on the screen. */
export function acknowledge(count: number): void {
  api.postMessage({ type: "drawn", count });
}

/** Calls before each message to the host, so that what is typed reaches it first. */
export function beforePosting(called: () => void): void {
  listener = called;
}

/**
 * The text that was being typed in a place when the page was hidden, moved or reloaded. VS Code
 * writes the storage down now and then only, so it may be one that the place has left behind.
 *
 * @returns empty where nothing is kept that was typed over the same.
 */
export function loadDraft(place: string, over: string): string {
  return drafts.find((kept) => kept.place === place && kept.over === over)?.text ?? "";
}

export function saveDraft(draft: KeptDraft): void {
  const others = drafts.filter(({ place }) => place !== draft.place);
  drafts = draft.text === "" ? others : [...others, draft].slice(-mostDrafts);
  keep();
}

/** Remembers which conversation is shown. */
export function rememberConversation(conversation: string): void {
  if (shown === conversation) return;
  shown = conversation;
  keep();
}

/** Behind what is posted now: the window works on one after the other, and a question is not to wait. */
function keep(): void {
  if (isKeeping) return;
  isKeeping = true;
  queueMicrotask(() => {
    isKeeping = false;
    api.setState({ conversation: shown, drafts });
  });
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

function isDraft(value: unknown): value is KeptDraft {
  if (typeof value !== "object" || value === null) return false;
  const { place, text, over } = value as Partial<Record<keyof KeptDraft, unknown>>;
  return [place, text, over].every((part) => typeof part === "string");
}
