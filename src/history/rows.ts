import type { RequestParameters } from "../core/settings/endpoint.ts";
import type { Passage } from "../core/prompt/passage.ts";
import type {
  ConversationHead,
  StoredAnswer,
  StoredMessage,
  StoredQuestion,
} from "../core/conversation/storedConversation.ts";
import {
  has,
  isFlag,
  isNumber,
  isOneOf,
  isText,
  parsedJson,
  soundFields,
  type Check,
} from "./soundFields.ts";

/** A row of `conversations`, as far as the head goes. */
export interface HeadRow {
  readonly id: string;
  readonly createdAt: number;
  readonly title: string;
  readonly pinned: number;
  readonly modelKey: string | null;
  readonly parameters: string;
  readonly chosen: string;
}

/** A row of `messages` without what only the store itself needs. */
export interface MessageRow {
  readonly id: string;
  readonly role: StoredMessage["role"];
  readonly parent: string | null;
  readonly sentAt: number;
  readonly text: string;
  readonly thinking: string;
  readonly details: string;
}

type InColumns = "id" | "role" | "parent" | "sentAt" | "text" | "thinking";
const columns: ReadonlySet<string> = new Set<InColumns>([
  ...(["id", "role", "parent", "sentAt", "text", "thinking"] as const),
]);
type QuestionDetails = Omit<StoredQuestion, InColumns>;
type AnswerDetails = Omit<StoredAnswer, InColumns>;

/** A text as a column keeps it: NUL and halves of surrogate pairs become U+FFFD. */
export function columnText(text: string): string {
  // Some versions of Node read a text only up to its first NUL.
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** What of a message has no column of its own, as JSON. */
export function detailsOf(message: StoredMessage): string {
  const details = Object.entries(message).filter(([name]) => !columns.has(name));
  return JSON.stringify(Object.fromEntries(details));
}

/** The message of a row; of damaged details, what is sound. */
export function messageOf(row: MessageRow): StoredMessage {
  const { id, role, sentAt, text, thinking } = row;
  const details = parsedJson(row.details);
  if (role === "user") {
    const { passages, background } = soundFields<QuestionDetails>(details, questionChecks);
    return {
      ...{ role, id, text, sentAt },
      ...(row.parent === null ? {} : { parent: row.parent }),
      passages: (passages ?? []).filter(isPassage),
      background: background ?? { kind: "turns" },
    };
  }
  const { model, ...others } = soundFields<AnswerDetails>(details, answerChecks);
  const unknown = { key: "", label: "", model: "", host: "", parameters: {} };
  return {
    ...{ role, id, parent: row.parent ?? "", sentAt, text, thinking },
    model: { ...(model ?? unknown), parameters: parametersOf(model?.parameters) },
    ...others,
  };
}

export function headOf(row: HeadRow): ConversationHead {
  const { id, createdAt, title, pinned, modelKey } = row;
  const chosen = Object.entries(parsedJson(row.chosen) ?? {}) as [string, unknown][];
  return {
    ...{ id, createdAt, title, pinned: pinned !== 0 },
    ...(modelKey === null ? {} : { modelKey }),
    parameters: parametersOf(parsedJson(row.parameters)),
    chosen: Object.fromEntries(
      chosen.filter((entry): entry is [string, string] => isText(entry[1])),
    ),
  };
}

export function passagesOf(json: string | null): Passage[] {
  const passages = parsedJson(json);
  return Array.isArray(passages) ? passages.filter(isPassage) : [];
}

/** The sound ones. */
export function parametersOf(value: unknown): RequestParameters {
  return soundFields<RequestParameters>(value, {
    ...{ temperature: isNumber, topP: isNumber, n: isNumber, maxTokens: isNumber },
    ...{ thinking: isFlag, stream: isFlag, systemPrompt: isText },
  });
}

function isPassage(value: unknown): value is Passage {
  return hasPassageFields(value);
}

const hasPassageFields = has({
  ...{ id: isText, kind: isText, name: isText, languageId: isText, text: isText },
});
const isBackground: Check = (value) =>
  has({ kind: isOneOf("turns", "none") })(value) ||
  has({ kind: isOneOf("summary"), text: isText })(value);
const isOutcome: Check = (value) =>
  has({ status: isOneOf("done", "stopped") })(value) ||
  has({ status: isOneOf("failed"), fault: has({ kind: isText, host: isText }) })(value);

const questionChecks: { readonly [Name in keyof QuestionDetails]-?: Check } = {
  passages: Array.isArray,
  background: isBackground,
};
const answerChecks: { readonly [Name in keyof AnswerDetails]-?: Check } = {
  model: has({ key: isText, label: isText, model: isText, host: isText }),
  finish: isOneOf("stop", "length", "content_filter", "other"),
  thinkingTime: isNumber,
  cameAsThinking: isOneOf(true),
  outcome: isOutcome,
  usage: has({ promptTokens: isNumber, completionTokens: isNumber, totalTokens: isNumber }),
};
