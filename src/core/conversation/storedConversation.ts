import { Conversation, type Background, type Question, type Reply } from "./conversation.ts";
import type { ModelStamp, RequestParameters } from "../settings/endpoint.ts";
import type { Passage } from "../prompt/passage.ts";
import type { Outcome, Usage } from "../reply/reply.ts";
import { ReplyRecord, type Answer } from "./replyRecord.ts";

/** A conversation without its messages, as the history and export files keep it. */
export interface ConversationHead {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly title: string;
  readonly pinned: boolean;
  /** Key in `tibetChat.models` of the model chosen for it. */
  readonly modelKey?: string;
  readonly parameters: RequestParameters;
  /** The child that the shown path goes through, by the id of its parent; `""` for first questions. */
  readonly chosen: Readonly<Record<string, string>>;
}

/** A question as it is kept. */
export interface StoredQuestion {
  readonly role: "user";
  readonly id: string;
  /** Id of the answer that it follows. */
  readonly parent?: string;
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly background: Background;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** One answer of a reply as it is kept; a reply without any is kept as one without text. */
export interface StoredAnswer extends Answer {
  readonly role: "assistant";
  /** Id of its reply and index among the answers of that, joined by a dot. */
  readonly id: string;
  /** Id of its question. */
  readonly parent: string;
  readonly model: ModelStamp;
  readonly sentAt: number;
  /** Absent while the reply is on its way. */
  readonly outcome?: Outcome;
  readonly usage?: Usage;
}

export type StoredMessage = StoredQuestion | StoredAnswer;

/** A whole conversation: every message after the one that it follows. */
export interface StoredConversation extends ConversationHead {
  readonly messages: readonly StoredMessage[];
}

export function storeHead(conversation: Conversation, pinned: boolean): ConversationHead {
  const { id, createdAt, title, modelKey, parameters, chosen } = conversation;
  return {
    ...{ id, createdAt, title, pinned, parameters },
    ...(modelKey === undefined ? {} : { modelKey }),
    chosen: Object.fromEntries(chosen),
  };
}

export function storeQuestion(question: Question): StoredQuestion {
  const { replies: _, ...kept } = question;
  return { role: "user", ...kept };
}

/** The answers of a reply as far as they have arrived. */
export function storeReply(reply: Reply, questionId: string): StoredAnswer[] {
  const { id, model, sentAt, record } = reply;
  const { outcome, usage } = record;
  const answers = record.answers.length === 0 ? [{ text: "", thinking: "" }] : record.answers;
  return answers.map((answer, choice) => ({
    ...{ role: "assistant", id: `${id}.${choice}`, parent: questionId, model, sentAt },
    ...answer,
    ...(outcome === undefined ? {} : { outcome }),
    ...(usage === undefined ? {} : { usage }),
  }));
}

/**
 * The conversation that was stored. A reply that is still on its way was cut by the end of its
 * window and comes back as interrupted, unless another window is writing it.
 */
export function restoreConversation(
  stored: StoredConversation,
  isBeingWritten = false,
): Conversation {
  const conversation = new Conversation(stored.id, stored.createdAt);
  conversation.title = stored.title;
  conversation.modelKey = stored.modelKey;
  conversation.parameters = stored.parameters;
  for (const [parent, child] of Object.entries(stored.chosen)) {
    conversation.chosen.set(parent, child);
  }
  const answers = Map.groupBy(
    stored.messages.filter((message) => message.role === "assistant"),
    ({ parent }) => parent,
  );
  for (const message of stored.messages) {
    if (message.role === "assistant") continue;
    const { role: _, ...question } = message;
    conversation.restore({
      ...question,
      replies: restoreReplies(answers.get(message.id) ?? [], isBeingWritten),
    });
  }
  return conversation;
}

function restoreReplies(answers: readonly StoredAnswer[], isBeingWritten: boolean): Reply[] {
  const byReply = Map.groupBy(answers, ({ id }) => id.slice(0, id.lastIndexOf(".")));
  return [...byReply].flatMap(([id, stored]) => {
    const [first] = stored;
    if (first === undefined) return [];
    const { model, sentAt, usage } = first;
    const outcome = first.outcome ?? {
      status: "failed",
      fault: { kind: isBeingWritten ? "elsewhere" : "interrupted", host: model.host },
    };
    const record = ReplyRecord.restore(stored.map(answerOf), outcome, usage);
    return [{ id, model, sentAt, record }];
  });
}

function answerOf({ text, thinking, finish, thinkingTime, cameAsThinking }: StoredAnswer): Answer {
  return {
    ...{ text, thinking },
    ...(finish === undefined ? {} : { finish }),
    ...(thinkingTime === undefined ? {} : { thinkingTime }),
    ...(cameAsThinking === undefined ? {} : { cameAsThinking }),
  };
}
