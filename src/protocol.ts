/**
 * What the extension host and the page say to each other. The host owns the truth: the page says
 * "ready" and gets a snapshot, then changes. A page that was hidden, moved or reloaded says "ready"
 * again. What comes from the page is checked by {@link parsePageMessage}: it renders hostile text.
 */

type ReplyStatus = "waiting" | "streaming" | "done" | "stopped" | "failed";

export interface PassageView {
  readonly id: string;
  readonly kind: "selection" | "file";
  /** E.g. `notes.md:3–9`. */
  readonly title: string;
  readonly text: string;
  /** Estimated. */
  readonly tokens: number;
}

/** One of the `n` answers of a reply. */
export interface AnswerView {
  readonly text: string;
  readonly thinking: string;
  /** How long the model thought, in milliseconds; absent while it thinks. */
  readonly thinkingTime?: number;
  /** A remark on the answer, e.g. that it was cut at max_tokens. */
  readonly remark?: string;
  /** Whether it is whole, so that it may go into a document. */
  readonly complete: boolean;
}

export interface NoticeView {
  readonly message: string;
  readonly remedies: readonly { readonly id: RemedyId; readonly label: string }[];
}

export interface ExchangeView {
  readonly id: string;
  readonly question: string;
  readonly passages: readonly PassageView[];
  readonly modelLabel: string;
  readonly status: ReplyStatus;
  /** When the request was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly answers: readonly AnswerView[];
  /** Index of the answer that is shown and that the conversation goes on from. */
  readonly chosen: number;
  readonly usage?: { readonly prompt: number; readonly completion: number };
  readonly notice?: NoticeView;
  /** Whether the question came with a selection that the answer could replace. */
  readonly replaceable: boolean;
}

export interface ComposerView {
  readonly models: readonly { readonly key: string; readonly label: string }[];
  readonly modelKey: string;
  readonly passages: readonly PassageView[];
  /** Tokens of the whole prompt as far as it is known before the question, estimated. */
  readonly promptTokens: number;
  readonly contextWindow?: number;
  /** A configuration that cannot be used, told once in the panel. */
  readonly notice?: NoticeView;
}

/** Colours of the theme's syntax highlighting, by highlight.js scope. */
export type SyntaxColors = Readonly<Record<string, SyntaxStyle>>;
interface SyntaxStyle {
  readonly color?: string;
  readonly fontStyle?: string;
}

export interface PanelState {
  readonly exchanges: readonly ExchangeView[];
  readonly composer: ComposerView;
  readonly syntax: SyntaxColors;
}

export type HostMessage =
  | { readonly type: "snapshot"; readonly state: PanelState }
  | { readonly type: "composer"; readonly composer: ComposerView }
  | { readonly type: "syntax"; readonly syntax: SyntaxColors }
  /** A new exchange, or the whole of a known one. */
  | { readonly type: "exchange"; readonly exchange: ExchangeView }
  /** Text to append to one answer. */
  | {
      readonly type: "delta";
      readonly exchange: string;
      readonly answer: number;
      readonly text: string;
      readonly thinking: string;
    }
  /** Puts the cursor into the composer; a draft is set only where none would be lost. */
  | { readonly type: "compose"; readonly draft?: string };

const remedyIds = [
  "retry",
  "setToken",
  "openSettings",
  "testConnections",
  "newConversation",
] as const;
export type RemedyId = (typeof remedyIds)[number];

export type PageMessage =
  | { readonly type: "ready" }
  | { readonly type: "send"; readonly text: string; readonly modelKey: string }
  | { readonly type: "chooseModel"; readonly modelKey: string }
  | { readonly type: "stop" }
  | { readonly type: "removePassage"; readonly passage: string }
  | { readonly type: "showPassage"; readonly passage: string }
  | {
      readonly type: "insert" | "replace" | "copy";
      readonly exchange: string;
      readonly answer: number;
    }
  | { readonly type: "copyCode"; readonly text: string }
  | { readonly type: "chooseAnswer"; readonly exchange: string; readonly answer: number }
  | { readonly type: "remedy"; readonly remedy: RemedyId; readonly exchange?: string }
  | { readonly type: "openLink"; readonly url: string };

/** Longest text a page may send, in UTF-16 code units. */
const longestText = 2_000_000;
const longestName = 500;

/** The message if it is one of the closed set with sound fields, else undefined. Never throws. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  switch (fields["type"]) {
    case "ready":
    case "stop":
      return { type: fields["type"] };
    case "send": {
      const { text, modelKey } = fields;
      return isText(text, longestText) && isText(modelKey, longestName)
        ? { type: "send", text, modelKey }
        : undefined;
    }
    case "chooseModel": {
      const { modelKey } = fields;
      return isText(modelKey, longestName) ? { type: "chooseModel", modelKey } : undefined;
    }
    case "removePassage":
    case "showPassage": {
      const { type, passage } = fields;
      return isText(passage, longestName) ? { type, passage } : undefined;
    }
    case "insert":
    case "replace":
    case "copy":
    case "chooseAnswer": {
      const { type, exchange, answer } = fields;
      return isText(exchange, longestName) && isIndex(answer)
        ? { type, exchange, answer }
        : undefined;
    }
    case "copyCode": {
      const { text } = fields;
      return isText(text, longestText) ? { type: "copyCode", text } : undefined;
    }
    case "remedy": {
      const { remedy, exchange } = fields;
      const known = remedyIds.find((id) => id === remedy);
      if (known === undefined) return undefined;
      if (exchange === undefined) return { type: "remedy", remedy: known };
      return isText(exchange, longestName)
        ? { type: "remedy", remedy: known, exchange }
        : undefined;
    }
    case "openLink": {
      const { url } = fields;
      return isText(url, 8_000) && /^(?:https?|mailto):/iu.test(url)
        ? { type: "openLink", url }
        : undefined;
    }
    default:
      return undefined;
  }
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length <= longest;
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
