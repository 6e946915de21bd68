import * as l10n from "@vscode/l10n";
import type { StoredConversation, StoredMessage } from "../conversation/storedConversation.ts";
import { Misfit } from "./shape.ts";

/** @param number counted from 1. */
export function messageName(number: number): string {
  return l10n.t("message {0}", number);
}

/**
 * The conversation, if its messages form a tree and stand in order. Replies that were still on their
 * way come back as interrupted; choices of what is not there are left out.
 *
 * @throws Misfit where they do not.
 */
export function checkTree(conversation: StoredConversation): StoredConversation {
  const { messages } = conversation;
  if (messages.length === 0) throw new Misfit(l10n.t("it holds no messages"));
  const parents = new Map<string, string>();
  const roles = new Map<string, StoredMessage["role"]>();
  const replies = new Map<string, Answers>();
  const ids = new Set(messages.map(({ id }) => id));
  for (const [index, message] of messages.entries()) {
    const at = messageName(index + 1);
    if (roles.has(message.id)) throw new Misfit(l10n.t("{0} has the id of an earlier message", at));
    if (message.parent !== undefined) checkParent(message, roles.get(message.parent), at, ids);
    if (message.role === "assistant") checkReply(message, replies, at);
    roles.set(message.id, message.role);
    parents.set(message.id, message.parent ?? "");
  }
  const chosen = Object.entries(conversation.chosen).filter(
    ([parent, child]) => parents.get(child) === parent,
  );
  return {
    ...conversation,
    chosen: Object.fromEntries(chosen),
    messages: messages.map(withOutcome),
  };
}

/** How many answers of a reply there were, and whose they are. */
interface Answers {
  readonly question: string;
  readonly count: number;
}

/** @param role of the parent, where it stands before the message. */
function checkParent(
  message: StoredMessage,
  role: StoredMessage["role"] | undefined,
  at: string,
  ids: ReadonlySet<string>,
): void {
  if (role === undefined) {
    const isThere = ids.has(message.parent ?? "");
    throw new Misfit(
      isThere
        ? l10n.t("{0} stands before the message that it follows", at)
        : l10n.t("{0} follows a message that is not in the file", at),
    );
  }
  if (role !== message.role) return;
  throw new Misfit(
    role === "user"
      ? l10n.t("{0} is a question that follows a question", at)
      : l10n.t("{0} is an answer that follows an answer", at),
  );
}

/** The answers of one reply count up from 0 and belong to one question. */
function checkReply(
  { id, parent }: Extract<StoredMessage, { role: "assistant" }>,
  replies: Map<string, Answers>,
  at: string,
): void {
  const dot = id.lastIndexOf(".");
  const reply = id.slice(0, dot);
  const { question, count } = replies.get(reply) ?? { question: parent, count: 0 };
  if (question !== parent) {
    throw new Misfit(l10n.t("{0} belongs to a reply to another question", at));
  }
  if (Number(id.slice(dot + 1)) !== count) {
    throw new Misfit(
      l10n.t("{0} is answer {1} of a reply that has {2} before it", at, id.slice(dot + 1), count),
    );
  }
  replies.set(reply, { question, count: count + 1 });
}

function withOutcome(message: StoredMessage): StoredMessage {
  if (message.role === "user" || message.outcome !== undefined) return message;
  const fault = { kind: "interrupted", host: message.model.host } as const;
  return { ...message, outcome: { status: "failed", fault } };
}
