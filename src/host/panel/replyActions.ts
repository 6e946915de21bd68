import * as vscode from "vscode";
import type { CodePlacement } from "../editor/codePlacement.ts";
import type { ReplyPlacement } from "../editor/replyPlacement.ts";
import type { PageMessage } from "../../protocol/pageMessage.ts";
import { passageTitle } from "../../core/prompt/passage.ts";
import type { Proposals } from "../proposal/proposals.ts";
import type { Surface } from "./surface.ts";

type Message<Type extends PageMessage["type"]> = Extract<PageMessage, { type: Type }>;

/** What a person does with a reply: where its text goes. */
export class ReplyActions {
  readonly #placement: ReplyPlacement;
  readonly #code: CodePlacement;
  readonly #proposals: Proposals;

  constructor(placement: ReplyPlacement, code: CodePlacement, proposals: Proposals) {
    this.#placement = placement;
    this.#code = code;
    this.#proposals = proposals;
  }

  async insert(surface: Surface, answer: string): Promise<void> {
    const finished = surface.current?.finishedAnswer(answer);
    if (finished !== undefined) await this.#placement.insertAtCursor(finished.text);
  }

  async replace(surface: Surface, answer: string): Promise<void> {
    const finished = surface.current?.finishedAnswer(answer);
    if (finished?.passage === undefined) return;
    await this.#placement.replacePassage(finished.passage.id, finished.text);
  }

  async compare(surface: Surface, answer: string): Promise<void> {
    const finished = surface.current?.finishedAnswer(answer);
    if (finished?.passage === undefined) return;
    const { passage, text } = finished;
    await this.#proposals.compare(passage.id, text, passageTitle(passage));
  }

  /** The host's own text as Markdown; as plain text what the page shows of it. */
  async copy(surface: Surface, { message, format, text }: Message<"copy">): Promise<void> {
    const conversation = surface.current?.conversation;
    const answer = conversation?.findAnswer(message)?.version.answer?.text;
    const own = answer ?? conversation?.find(message)?.question.text;
    if (own === undefined) return;
    await vscode.env.clipboard.writeText(format === "markdown" ? own : text);
  }

  async copyCode({ text }: Pick<Message<"copyCode">, "text">): Promise<void> {
    await vscode.env.clipboard.writeText(text);
  }

  async insertCode({ text }: Pick<Message<"insertCode">, "text">): Promise<void> {
    await this.#placement.insertAtCursor(text);
  }

  /** Puts code into the file that the question was about, or into one that the person picks. */
  async applyCode(surface: Surface, { text, answer }: Message<"applyCode">): Promise<void> {
    const exchange = surface.current?.conversation.findAnswer(answer)?.exchange;
    await this.#code.apply(text, exchange?.question.passages ?? []);
  }
}
