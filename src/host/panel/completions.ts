import * as vscode from "vscode";
import type { PageMessage } from "../../protocol/pageMessage.ts";
import type { CompletionView } from "../../protocol/views.ts";
import type { Chat } from "../chat/chat.ts";
import type { Collected } from "../context/collected.ts";
import type { Surface } from "./surface.ts";

type Message<Type extends PageMessage["type"]> = Extract<PageMessage, { type: Type }>;

/** An entry and what it does when it is taken. */
export interface Completion extends Omit<CompletionView, "id"> {
  take(surface: Surface, chat: Chat): Promise<Collected | undefined>;
}

/** Finds what completes a query; cancelled when a newer one comes. */
export type CompletionSource = (
  query: string,
  token: vscode.CancellationToken,
) => Promise<readonly Completion[]>;

interface Offered {
  readonly request: number;
  readonly items: readonly Completion[];
}

/** Completes what is typed behind `@` and `/`. The page takes entries by number, so it names no file. */
export class Completions implements vscode.Disposable {
  readonly #sources: Readonly<Record<"files" | "templates", CompletionSource>>;
  readonly #offered = new WeakMap<Surface, Offered>();
  #asking: vscode.CancellationTokenSource | undefined;

  constructor(sources: Readonly<Record<"files" | "templates", CompletionSource>>) {
    this.#sources = sources;
  }

  async offer(surface: Surface, { request, kind, query }: Message<"complete">): Promise<void> {
    this.#asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.#asking = asking;
    const items = await this.#sources[kind](query, asking.token);
    if (asking.token.isCancellationRequested) return;
    this.#offered.set(surface, { request, items });
    const views = items.map(({ label, detail, icon }, index) => ({
      ...{ id: String(index), label, detail, icon },
    }));
    surface.page.post({ type: "completions", request, items: views });
  }

  /** What the taken entry brings; undefined where it brings nothing to attach. */
  async take(
    surface: Surface,
    chat: Chat,
    { request, item }: Message<"takeCompletion">,
  ): Promise<Collected | undefined> {
    const offered = this.#offered.get(surface);
    if (offered?.request !== request) return undefined;
    return offered.items[Number(item)]?.take(surface, chat);
  }

  dispose(): void {
    this.#asking?.cancel();
  }
}
