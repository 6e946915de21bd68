/** What the page shows, as the host tells it: plain data, made anew from the host's truth. */

export const remedyIds = [
  "retry",
  "setToken",
  "openSettings",
  "testConnections",
  "configureModels",
  "newConversation",
  "shorten",
  "reopen",
  "changeScheme",
  "showLog",
] as const;
export type RemedyId = (typeof remedyIds)[number];

type ReplyStatus = "waiting" | "streaming" | "done" | "stopped" | "failed";

export interface PassageView {
  readonly id: string;
  readonly kind:
    "selection" | "file" | "folder" | "openEditors" | "problems" | "clipboard" | "dropped";
  /** E.g. `notes.md:3–9`. */
  readonly title: string;
  /** The beginning of it, for a tooltip. */
  readonly preview: string;
  /** Estimated. */
  readonly tokens: number;
  /** What it holds that a reader cannot see, e.g. "2 × direction mark". */
  readonly hidden?: string;
}

/** One version of the answer to a question: every request brings one, or as many as it asked for. */
export interface AnswerView {
  readonly id: string;
  readonly modelLabel: string;
  readonly status: ReplyStatus;
  /** When the request was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly text: string;
  readonly thinking: string;
  /** How long the model thought, in milliseconds; absent while it thinks. */
  readonly thinkingTime?: number;
  /** A remark on the answer, e.g. that it was cut at max_tokens. */
  readonly remark?: string;
  /** What a reader cannot see in the text, once it has ended, e.g. "2 × direction mark". */
  readonly hidden?: string;
  /** Whether it is whole, so that it may go into a document. */
  readonly complete: boolean;
  /** Whether it was cut and can be gone on with. */
  readonly continuable: boolean;
  readonly usage?: { readonly prompt: number; readonly completion: number };
  readonly notice?: NoticeView;
  /** The request failed and is sent again after a while. */
  readonly waiting?: WaitingView;
}

export interface WaitingView {
  /** Why, e.g. "127.0.0.1:8000 is busy (429)." */
  readonly reason: string;
  /** That are left when it is told. */
  readonly seconds: number;
  /** Counts the times that it is sent again, from 1. */
  readonly attempt: number;
  /** Most such times. */
  readonly attempts: number;
}

export interface NoticeView {
  readonly message: string;
  readonly remedies: readonly { readonly id: RemedyId; readonly label: string }[];
}

/** A question on the path that is shown, and the answers it got. */
export interface ExchangeView {
  /** The question's id. */
  readonly id: string;
  readonly question: string;
  readonly passages: readonly PassageView[];
  /** Ids of the versions of the question, itself included, oldest first. */
  readonly siblings: readonly string[];
  /** The summary that stood for the earlier turns in this question's prompt. */
  readonly summary?: string;
  /** The question was asked without the turns before it. */
  readonly alone?: true;
  readonly answers: readonly AnswerView[];
  /** Index of the answer that is shown and that the conversation goes on from. */
  readonly chosen: number;
  /** Whether the question came with a selection that the answer could replace. */
  readonly replaceable: boolean;
}

/** Names of the parameters that a person can set for a conversation. */
export const parameterNames = [
  "thinking",
  "stream",
  "temperature",
  "topP",
  "n",
  "maxTokens",
  "systemPrompt",
] as const;
export type ParameterName = (typeof parameterNames)[number];

export interface ParameterView {
  readonly name: ParameterName;
  /** As it was typed; for `thinking` and `stream` "on", "off" or "". Empty where it is not set. */
  readonly text: string;
  /** What holds where it is not set, e.g. `0.7 (server)` or `0.3 (settings)`. */
  readonly fallback: string;
  /** Why the text cannot be used. */
  readonly problem?: string;
}

/** How the next prompt stands to the model's window, in tokens. */
export interface MeterView {
  readonly tokens: number;
  /** Whether the server itself counted them. */
  readonly isExact: boolean;
  readonly contextWindow?: number;
  /** Kept free for the answer: `max_tokens`. */
  readonly reserved: number;
}

/** Ways to go on with a prompt that does not fit. */
export const fitChoices = ["trim", "summarise", "parts", "send", "cancel"] as const;
export type FitChoice = (typeof fitChoices)[number];

/** Said in place of sending a prompt that does not fit. */
export interface OverflowView {
  /** What does not fit and by how much. */
  readonly message: string;
  /** What each way would do, e.g. "Cut “a.md” to 3,100 of 9,000 tokens". */
  readonly choices: readonly {
    readonly id: FitChoice;
    readonly label: string;
    readonly detail: string;
  }[];
}

export interface ComposerView {
  readonly models: readonly { readonly key: string; readonly label: string }[];
  readonly modelKey: string;
  readonly passages: readonly PassageView[];
  readonly parameters: readonly ParameterView[];
  readonly meter: MeterView;
  readonly overflow?: OverflowView;
  /** A configuration that cannot be used, or something that could not be attached. */
  readonly notice?: NoticeView;
}

/** Colours of the theme's syntax highlighting, by highlight.js scope. */
export type SyntaxColors = Readonly<Record<string, SyntaxStyle>>;
interface SyntaxStyle {
  readonly color?: string;
  readonly fontStyle?: string;
}

export interface PanelState {
  /** Id of the conversation. */
  readonly conversation: string;
  /** Empty before the first question. */
  readonly title: string;
  readonly exchanges: readonly ExchangeView[];
  readonly composer: ComposerView;
  /** What was being typed in this conversation. */
  readonly draft: string;
  readonly syntax: SyntaxColors;
  /** How deep the parts of a reply stand in each other; what stands deeper is drawn as text. */
  readonly renderDepth: number;
}

/** A line of the history. */
export interface HistoryItemView {
  readonly id: string;
  readonly title: string;
  readonly pinned: boolean;
  /** When something was last said in it, in milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Where the words of a search stand. */
  readonly excerpt?: { readonly before: string; readonly match: string; readonly after: string };
}

export interface HistoryView {
  /** The search that it answers; empty for the whole list. */
  readonly query: string;
  readonly items: readonly HistoryItemView[];
  /** Whether there are more behind the last one. */
  readonly hasMore: boolean;
  /** A conversation that was deleted last and can be brought back. */
  readonly deleted?: { readonly id: string; readonly title: string };
  /** Why the history cannot be kept or read. */
  readonly notice?: NoticeView;
}

/** An entry that completes what is typed behind `@` or `/`. */
export interface CompletionView {
  /** Names the entry to the host; says nothing of files. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** A codicon's name. */
  readonly icon: string;
}
