import {
  stampOf,
  type ModelEndpoint,
  type ModelStamp,
  type RequestParameters,
} from "../settings/endpoint.ts";
import type { Passage } from "../prompt/passage.ts";
import { plainText } from "../text/plainText.ts";
import type { Prompt, Turn } from "../prompt/prompt.ts";
import { ReplyRecord, type Answer } from "./replyRecord.ts";

/** What a question's prompt holds of the turns before it. */
export type Background =
  | { readonly kind: "turns" }
  | { readonly kind: "none" }
  /** A summary in place of the turns before; those stay in the conversation. */
  | { readonly kind: "summary"; readonly text: string };

/** One version of what a person asked. An edited question is another question with the same parent. */
export interface Question {
  readonly id: string;
  /** Id of the answer that it follows; absent for a first question. */
  readonly parent?: string;
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly background: Background;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** Every request that was made for it, oldest first. */
  readonly replies: readonly Reply[];
}

/** What one request brought: up to `n` answers. */
export interface Reply {
  readonly id: string;
  readonly model: ModelStamp;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly record: ReplyRecord;
}

/** One answer among all that a question ever got. */
export interface Version {
  readonly id: string;
  readonly reply: Reply;
  /** Index among the answers of its reply. */
  readonly choice: number;
  /** Absent while the reply has none. */
  readonly answer?: Answer;
}

/** A question on the path that is shown, with all versions of it and of its answer. */
export interface Exchange {
  readonly question: Question;
  /** Ids of the versions of the question, itself included, oldest first. */
  readonly siblings: readonly string[];
  readonly versions: readonly Version[];
  /** The answer that the conversation goes on from. */
  readonly chosen?: Version;
}

/** What is asked, before it has an id and a place. */
export interface QuestionDraft {
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly background?: Background;
}

/**
 * Questions and answers as a tree: a question follows an answer, an answer a question, and each may
 * have versions beside it. One path through it is shown and sent. Nothing that a model said leaves
 * the tree by asking again.
 */
export class Conversation {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Empty until the first question or the person names it. */
  title = "";
  modelKey: string | undefined;
  parameters: RequestParameters = {};
  /** The child that the path goes through, by the id of its parent; `""` for first questions. */
  readonly chosen = new Map<string, string>();
  readonly #questions = new Map<string, Question & { replies: Reply[] }>();
  /** Ids of the questions behind an answer, by its id; `""` for first questions. */
  readonly #children = new Map<string, string[]>();
  /** Id of a reply's question, by the id of the reply. */
  readonly #asked = new Map<string, string>();

  constructor(id: string = crypto.randomUUID(), createdAt: number = Date.now()) {
    this.id = id;
    this.createdAt = createdAt;
  }

  /** All questions, in the order in which they were asked. */
  get questions(): readonly Question[] {
    return [...this.#questions.values()];
  }

  /** The path that is shown. */
  get exchanges(): Exchange[] {
    const exchanges: Exchange[] = [];
    for (let parent: string | undefined = ""; parent !== undefined;) {
      const children: readonly string[] = this.#children.get(parent) ?? [];
      const wanted = this.chosen.get(parent);
      const id = children.find((child) => child === wanted) ?? children.at(-1);
      const exchange = id === undefined ? undefined : this.find(id);
      if (exchange !== undefined) exchanges.push(exchange);
      parent = exchange?.chosen?.id;
    }
    return exchanges;
  }

  /**
   * Appends a question behind an answer and leads the path through it.
   *
   * @param parent id of the answer, `""` for a first question; by default the end of the path.
   */
  ask(draft: QuestionDraft, parent: string = this.exchanges.at(-1)?.chosen?.id ?? ""): Question {
    const { text, passages, background = { kind: "turns" } } = draft;
    const question: Question = {
      id: crypto.randomUUID(),
      ...(parent === "" ? {} : { parent }),
      ...{ text, passages, background, sentAt: Date.now(), replies: [] },
    };
    this.restore(question);
    this.chosen.set(parent, question.id);
    if (this.title === "") this.title = titleOf(question);
    return question;
  }

  /**
   * Begins a further reply to a question and leads the path through it. Replies that brought
   * nothing, and behind which nothing was asked, give way to it.
   *
   * @param resumed the answer that the reply goes on with, where it was cut.
   * @returns the reply and the ids of the answers that gave way.
   */
  reply(
    questionId: string,
    endpoint: ModelEndpoint,
    resumed?: Answer,
  ): { readonly reply: Reply; readonly withdrawn: readonly string[] } {
    const question = this.#questions.get(questionId);
    if (question === undefined) throw new RangeError(`no question ${questionId}`);
    const empty = question.replies.filter(
      (each) => each.record.isEmpty && !this.#children.has(answerId(each, 0)),
    );
    const reply: Reply = {
      id: crypto.randomUUID(),
      model: stampOf(endpoint),
      sentAt: Date.now(),
      record: new ReplyRecord(resumed),
    };
    question.replies = [...question.replies.filter((each) => !empty.includes(each)), reply];
    this.#asked.set(reply.id, questionId);
    this.chosen.set(questionId, answerId(reply, 0));
    return { reply, withdrawn: empty.map((each) => answerId(each, 0)) };
  }

  /** Puts a question with its replies where its parent says. */
  restore(question: Question): void {
    const siblings = this.#children.get(question.parent ?? "");
    if (siblings === undefined) this.#children.set(question.parent ?? "", [question.id]);
    else siblings.push(question.id);
    this.#questions.set(question.id, { ...question, replies: [...question.replies] });
    for (const { id } of question.replies) this.#asked.set(id, question.id);
  }

  find(questionId: string): Exchange | undefined {
    const question = this.#questions.get(questionId);
    if (question === undefined) return undefined;
    const versions = question.replies.flatMap(versionsOf);
    const wanted = this.chosen.get(questionId);
    const chosen = versions.find(({ id }) => id === wanted) ?? versions.at(-1);
    return {
      question,
      siblings: this.#children.get(question.parent ?? "") ?? [],
      versions,
      ...(chosen === undefined ? {} : { chosen }),
    };
  }

  /** The exchange and the version that an answer's id means. */
  findAnswer(id: string): { readonly exchange: Exchange; readonly version: Version } | undefined {
    const exchange = this.find(this.#asked.get(replyIdOf(id)) ?? "");
    const version = exchange?.versions.find((each) => each.id === id);
    return exchange && version && { exchange, version };
  }

  /** Leads the path through a question or an answer. False where there is none of that id. */
  choose(id: string): boolean {
    const parent = this.#parentOf(id);
    if (parent === undefined) return false;
    this.chosen.set(parent, id);
    return true;
  }

  /** Makes a question or an answer visible: leads the path through it and all that it follows. */
  reveal(id: string): void {
    for (let at = id; at !== "" && this.choose(at);) at = this.#parentOf(at) ?? "";
  }

  /** What a request for a question is made of: see {@link promptOf}. */
  prompt(questionId: string): Prompt {
    const question = this.#questions.get(questionId);
    return question === undefined ? { turns: [] } : this.promptOf(question, question.parent ?? "");
  }

  /**
   * What a request for a question behind an answer would be made of: the turns of the path to it as
   * far as its background goes, and itself. A question without any answer is left out: chat
   * templates want the roles to alternate.
   *
   * @param parent id of the answer, `""` for a first question; by default the end of the path.
   */
  promptOf(
    { text, passages, background: own = { kind: "turns" } }: QuestionDraft,
    parent: string = this.exchanges.at(-1)?.chosen?.id ?? "",
  ): Prompt {
    const turns: Turn[] = [{ question: text, passages }];
    for (let background = own, at = parent; ;) {
      if (background.kind === "summary") return { turns, summary: background.text };
      const before = background.kind === "none" ? undefined : this.findAnswer(at);
      if (before === undefined) return { turns };
      const { question } = before.exchange;
      const answer = before.version.answer?.text ?? "";
      if (answer !== "") {
        turns.unshift({ question: question.text, passages: question.passages, answer });
      }
      background = question.background;
      at = question.parent ?? "";
    }
  }

  #parentOf(id: string): string | undefined {
    const question = this.#questions.get(id);
    return question ? (question.parent ?? "") : this.findAnswer(id)?.exchange.question.id;
  }
}

/** Id of one of the answers of a reply. */
export function answerId(reply: Pick<Reply, "id">, choice: number): string {
  return `${reply.id}.${choice}`;
}

function replyIdOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf(".")));
}

/** A reply counts as one version from its first moment on, so that what went wrong can be seen. */
function versionsOf(reply: Reply): Version[] {
  const { answers } = reply.record;
  if (answers.length === 0) return [{ id: answerId(reply, 0), reply, choice: 0 }];
  return answers.map((answer, choice) => ({ id: answerId(reply, choice), reply, choice, answer }));
}

/** What a conversation is called until a person names it: how it began. */
function titleOf({ text, passages }: Question): string {
  const source = text.trim() === "" ? (passages[0]?.text ?? "") : text;
  return plainText(source, 60);
}
