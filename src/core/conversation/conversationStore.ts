import type { BatchStore } from "../batch/batch.ts";
import type { Passage } from "../prompt/passage.ts";
import type { ConversationHead, StoredConversation, StoredMessage } from "./storedConversation.ts";

/** A line of the history. */
export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  readonly pinned: boolean;
  /** When something was last said in it, in milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** A conversation in which a search found something, with the newest place where it did. */
export interface SearchHit extends ConversationSummary {
  /** The message that holds the words; absent where only the title does. */
  readonly message?: string;
  /**
   * The words in their context: whole graphemes, `…` where the text goes on. `match` is as it
   * stands in the text.
   */
  readonly excerpt: { readonly before: string; readonly match: string; readonly after: string };
}

/** What is being written and not yet asked. */
export interface Draft {
  readonly text: string;
  readonly passages: readonly Passage[];
}

/** A place in the history's order: pinned first, then the newest. */
export type ListCursor = Pick<ConversationSummary, "id" | "pinned" | "updatedAt">;

/**
 * Keeps conversations. Methods are synchronous and throw a {@link StoreError} where the disk or the
 * file fails; nothing that was kept before is lost by that.
 */
export interface ConversationStore {
  /** The batches, kept in the same place. */
  readonly batches: BatchStore;
  /** Conversations in which something was asked, from the one behind `after` on. */
  list(limit: number, after?: ListCursor): ConversationSummary[];
  /**
   * Conversations whose title or messages hold the words, newest first; case does not matter. Any
   * script, any length from one character on.
   */
  search(words: string, limit: number): SearchHit[];
  /** Undefined where there is none, or it was removed. */
  load(id: string): StoredConversation | undefined;
  /** Whether another window is writing a reply into it right now. */
  isBeingWritten(id: string): boolean;
  /** Adds the head or changes it, apart from its title's and pin's own methods. */
  saveHead(head: ConversationHead): void;
  /**
   * Adds messages or puts them in the place of those with the same ids, all or none. Those without
   * an outcome count as being written until {@link keepAlive} was not called for 10 s.
   *
   * @throws StoreError `exists` where an id is that of another conversation's message, `other` where
   * there is no such conversation.
   */
  saveMessages(conversation: string, messages: readonly StoredMessage[]): void;
  /** Takes messages away for good: of replies that brought nothing. */
  removeMessages(ids: readonly string[]): void;
  /** Says that a reply whose messages have no outcome is still on its way. */
  keepAlive(messages: readonly string[]): void;
  rename(id: string, title: string): void;
  setPinned(id: string, pinned: boolean): void;
  /** Takes a conversation out of list and search; {@link undoRemove} brings it back within a minute. */
  remove(id: string): void;
  undoRemove(id: string): void;
  /**
   * Adds a whole conversation, all or nothing. It was last said something in when its last message
   * was sent.
   *
   * @throws StoreError `exists` where its id or a message's is taken.
   */
  add(conversation: StoredConversation): void;
  draft(id: string): Draft | undefined;
  /** Keeps it, also where nothing was asked yet; an empty one is none. */
  saveDraft(id: string, draft: Draft): void;
  /** Texts of the last questions of all conversations, newest first, each once. */
  recentQuestions(limit: number): string[];
  close(): void;
}

/** Why the store could not do something. */
export type StoreProblem =
  /** The file is no database, or a damaged one. */
  | "corrupt"
  /** Made by a newer version of the extension. */
  | "newer"
  | "full"
  | "readOnly"
  /** Another process held it for longer than was waited. */
  | "busy"
  | "exists"
  | "other";

export class StoreError extends Error {
  readonly problem: StoreProblem;

  /** @param detail the system's own words; never a text of the person's. */
  constructor(problem: StoreProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}
