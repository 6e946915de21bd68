/**
 * What the extension host and the page say to each other. The host owns the truth: the page says
 * "ready" and gets a snapshot, then changes. A page that was hidden, moved or reloaded says "ready"
 * again. What comes from the page is checked by {@link parsePageMessage}: it renders hostile text.
 */

import {
  isText,
  mostItems,
  name,
  oneOf,
  soundMessage,
  type Check,
  type MessageFields,
} from "./messageShape.ts";
import {
  fitChoices,
  parameterNames,
  remedyIds,
  type RemedyId,
  type ParameterName,
  type FitChoice,
} from "./views.ts";

/** Kinds of context that the composer's menu attaches; what exactly, the host asks the person. */
const contextKinds = [
  "selection",
  "files",
  "folder",
  "openEditors",
  "problems",
  "clipboard",
] as const;
export type ContextKind = (typeof contextKinds)[number];

/** A message a type, all with the same fields. */
type Each<Type extends string, Fields = unknown> = Type extends unknown
  ? { readonly type: Type } & Fields
  : never;

export type PageMessage =
  | Each<"ready" | "stop" | "askNow" | "recall" | "countTokens" | "newConversation">
  /** Opens the last reply as plain text, for who reads by ear. */
  | { readonly type: "readReply" }
  /** So many deltas are on the screen: the host may send more. */
  | { readonly type: "drawn"; readonly count: number }
  | { readonly type: "send"; readonly text: string }
  | { readonly type: "fit"; readonly choice: FitChoice; readonly text: string }
  /** What is typed, now and then, so that it outlives the page. */
  | { readonly type: "draft"; readonly text: string }
  | { readonly type: "chooseModel"; readonly modelKey: string }
  | { readonly type: "setParameter"; readonly name: ParameterName; readonly text: string }
  | { readonly type: "attach"; readonly kind: ContextKind }
  /** Addresses of files dropped on the composer; the host takes only those of the workspace. */
  | { readonly type: "dropFiles"; readonly uris: readonly string[] }
  | { readonly type: "dropText"; readonly name: string; readonly text: string }
  | Each<"removePassage" | "showPassage", { readonly passage: string }>
  | {
      readonly type: "complete";
      readonly request: number;
      readonly kind: "files" | "templates";
      readonly query: string;
    }
  | { readonly type: "takeCompletion"; readonly request: number; readonly item: string }
  /** Asks a question again with another text, as a version beside it. */
  | { readonly type: "edit"; readonly exchange: string; readonly text: string }
  | { readonly type: "regenerate"; readonly exchange: string }
  | Each<"continue" | "insert" | "replace" | "compare", { readonly answer: string }>
  /** Shows another version of a question or an answer. */
  | { readonly type: "choose"; readonly message: string }
  | {
      readonly type: "copy";
      readonly message: string;
      readonly format: "markdown" | "text";
      /** The text as the page shows it, without markup: only for `text`. */
      readonly text: string;
    }
  | Each<"copyCode" | "insertCode", { readonly text: string }>
  | { readonly type: "applyCode"; readonly text: string; readonly answer: string }
  /** Asks for the history from the start, or for what is behind the last item shown. */
  | { readonly type: "history"; readonly query: string; readonly more: boolean }
  | {
      readonly type: "openConversation";
      readonly conversation: string;
      readonly place: "here" | "tab" | "document";
    }
  | { readonly type: "rename"; readonly conversation: string; readonly title: string }
  | { readonly type: "pin"; readonly conversation: string; readonly pinned: boolean }
  | Each<"delete" | "undoDelete", { readonly conversation: string }>
  | {
      readonly type: "export";
      readonly conversation: string;
    }
  | { readonly type: "import" }
  | { readonly type: "remedy"; readonly remedy: RemedyId; readonly exchange?: string }
  | { readonly type: "openLink"; readonly url: string };

/** Longest text a page may send, in UTF-16 code units. */
export const longestText = 2_000_000;

/** The message if it is one of the closed set with sound fields, else undefined. Never throws. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  return soundMessage(value, messageFields);
}

const text: Check = (value) => isText(value, longestText);
const flag: Check = (value) => typeof value === "boolean";
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
/** Markdown writes addresses in ASCII: a sign that hides or turns what follows is in none. */
const url: Check = (value) => isText(value, 8_000) && /^(?:https?|mailto):[!-~]+$/iu.test(value);
const addresses: Check = (value) =>
  Array.isArray(value) && value.length <= mostItems && value.every((each) => isText(each, 8_000));

const messageFields: MessageFields<PageMessage["type"]> = {
  ready: {},
  drawn: { count },
  stop: {},
  askNow: {},
  recall: {},
  countTokens: {},
  newConversation: {},
  readReply: {},
  send: { text },
  fit: { choice: oneOf(...fitChoices), text },
  draft: { text },
  chooseModel: { modelKey: name },
  setParameter: { name: oneOf(...parameterNames), text },
  attach: { kind: oneOf(...contextKinds) },
  dropFiles: { uris: addresses },
  dropText: { name, text },
  removePassage: { passage: name },
  showPassage: { passage: name },
  complete: { request: count, kind: oneOf("files", "templates"), query: name },
  takeCompletion: { request: count, item: name },
  edit: { exchange: name, text },
  regenerate: { exchange: name },
  continue: { answer: name },
  insert: { answer: name },
  replace: { answer: name },
  compare: { answer: name },
  choose: { message: name },
  copy: { message: name, format: oneOf("markdown", "text"), text },
  copyCode: { text },
  insertCode: { text },
  applyCode: { text, answer: name },
  history: { query: name, more: flag },
  openConversation: { conversation: name, place: oneOf("here", "tab", "document") },
  rename: { conversation: name, title: name },
  pin: { conversation: name, pinned: flag },
  delete: { conversation: name },
  undoDelete: { conversation: name },
  export: { conversation: name },
  import: {},
  remedy: { remedy: oneOf(...remedyIds), exchange: optional(name) },
  openLink: { url },
};
