import * as vscode from "vscode";
import type { TestAccess } from "../../../src/house.ts";
import type { Chat } from "../../../src/host/chat/chat.ts";
import type { Surface } from "../../../src/host/panel/surface.ts";
import type { PersonMessage } from "../../../src/host/panel/surface.ts";
import type { LeakCounter } from "./counts.ts";
import { Desk } from "./desk.ts";
import type { faultyModels, Stop } from "./faultyModels.ts";
import type { Random } from "./random.ts";
import { until } from "./until.ts";

/** Longest conversation, in questions. */
const longest = 6;
/** How many conversations are gone back to. */
const remembered = 20;

const chatSteps = {
  ...{ send: 60, sendAndLeave: 6, regenerate: 10, edit: 8, continue: 8, choose: 3 },
  ...{ history: 2, search: 2, recall: 1, complete: 2, reopen: 5, newConversation: 4 },
};
const panelSteps = { chat: 90, insert: 3, replace: 2, document: 1, preview: 2, hide: 1 };
/** Steps that are taken in a tab before it is closed. */
const stepsInTab = 30;

/**
 * Somebody who uses all that the extension has, in an order that chance decides. What they do on a
 * page is done by the page's messages, the rest by commands.
 */
export class Person {
  readonly #access: TestAccess;
  readonly #counter: LeakCounter;
  readonly #random: Random;
  readonly #models: ReturnType<typeof faultyModels>;
  readonly #desk: Desk;
  /** Ids of conversations, the newest last. */
  readonly #conversations: string[] = [];
  /** Questions that go on while something else is looked at. */
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(
    access: TestAccess,
    counter: LeakCounter,
    random: Random,
    models: ReturnType<typeof faultyModels>,
  ) {
    this.#access = access;
    this.#counter = counter;
    this.#random = random;
    this.#models = models;
    this.#desk = new Desk(random);
  }

  /** Works in the side bar until it is enough. */
  async workInPanel(isEnough: () => boolean): Promise<void> {
    const { surface } = this.#access.surfaces.panel;
    while (!isEnough()) {
      const step = this.#random.weighted(panelSteps);
      if (step === "chat") await this.#workInChat(surface);
      else if (step === "hide") await this.#desk.use(() => this.#hideAndShow());
      else await this.#desk.use(() => this.#workOnDocument(step));
    }
  }

  /** The same in tabs, one after the other. */
  async workInTabs(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      const opened = await this.#desk.use(() => this.#openTab());
      if (opened === undefined) continue;
      const { tab, surface } = opened;
      for (let left = stepsInTab; left > 0 && !isEnough(); left--) await this.#workInChat(surface);
      await this.#desk.use(() => this.#desk.close(tab));
    }
  }

  /** Resolves when nothing is under way, open or waiting; the panel has a new conversation. */
  async rest(): Promise<void> {
    const { panel, tabs } = this.#access.surfaces;
    await Promise.all(this.#underWay);
    await this.#desk.clear();
    await until("all tabs are closed", () => tabs.surfaces.length === 0);
    await this.#act(panel.surface, { type: "newConversation" });
    // The page has heard all that it was told before it is back.
    await this.#hideAndShow();
  }

  /** Shows some conversation in a tab; undefined where it is in one already. */
  async #openTab(): Promise<{ tab: vscode.Tab; surface: Surface } | undefined> {
    await new Promise((resolve) => setImmediate(resolve));
    const { panel, tabs } = this.#access.surfaces;
    const known = tabs.surfaces;
    await this.#act(panel.surface, { type: "newConversation" });
    const fresh = (await panel.surface.chat()).conversation.id;
    const earlier = this.#random.isTrue(0.5) ? this.#someConversation() : undefined;
    const conversation = earlier ?? fresh;
    const added = () => tabs.surfaces.find((surface) => !known.includes(surface));
    const tab = await this.#desk.tabOf(async () => {
      await this.#act(panel.surface, { type: "openConversation", conversation, place: "tab" });
      return added() !== undefined;
    });
    // One of several is left in sight.
    if (this.#random.isTrue(0.8)) await this.#desk.cover();
    const surface = added();
    if (surface !== undefined) this.#counter.note("surfaces", surface);
    return tab && surface && { tab, surface };
  }

  async #workInChat(surface: Surface): Promise<void> {
    // A person is never so fast that nothing else has its turn.
    await new Promise((resolve) => setImmediate(resolve));
    const chat = await surface.chat();
    const isFull = chat.isStreaming || chat.exchanges.length >= longest;
    if (isFull) await this.#act(surface, { type: "newConversation" });
    this.#remember(await surface.chat());
    await this.#takeChatStep(surface, await surface.chat());
  }

  async #takeChatStep(surface: Surface, chat: Chat): Promise<void> {
    const exchange = chat.exchanges.at(-1);
    const answer = exchange?.chosen?.id ?? "";
    const step = exchange === undefined ? "send" : this.#random.weighted(chatSteps);
    const id = exchange?.question.id ?? "";
    const act = (message: PersonMessage) => this.#act(surface, message);
    switch (step) {
      case "send":
        return this.#ask(surface, chat, { type: "send", text: this.#words("Question") });
      case "sendAndLeave":
        this.#goOn(this.#ask(surface, chat, { type: "send", text: this.#words("Later") }));
        return act({ type: "newConversation" });
      case "regenerate":
        return this.#ask(surface, chat, { type: "regenerate", exchange: id });
      case "edit":
        return this.#ask(surface, chat, { type: "edit", exchange: id, text: this.#words("Edit") });
      case "continue":
        return this.#ask(surface, chat, { type: "continue", answer });
      case "choose":
        return act({ type: "choose", message: exchange?.versions[0]?.id ?? "" });
      case "history":
        return act({ type: "history", query: "", more: this.#random.isTrue(0.5) });
      case "search":
        return act({ type: "history", query: "question", more: false });
      case "recall":
        return act({ type: "recall" });
      case "complete":
        return act({ type: "complete", request: 1, kind: "templates", query: "tr" });
      case "reopen": {
        const conversation = this.#someConversation();
        if (conversation === undefined) return;
        return act({ type: "openConversation", conversation, place: "here" });
      }
      case "newConversation":
        return act({ type: "newConversation" });
    }
  }

  /** Asks some model, with passages and parameters now and then, and stops where that is due. */
  async #ask(surface: Surface, chat: Chat, message: PersonMessage): Promise<void> {
    const modelKey = this.#someModel();
    await this.#act(surface, { type: "chooseModel", modelKey });
    if (this.#random.isTrue(0.2)) {
      const text = this.#words("Passage").repeat(40);
      await this.#act(surface, { type: "dropText", name: "dropped.txt", text });
    }
    if (this.#random.isTrue(0.2)) {
      const name = this.#random.weighted({ thinking: 1, temperature: 1, n: 1 });
      const text = { thinking: "false", temperature: "0.5", n: "2" }[name];
      const isSet = this.#random.isTrue(0.5);
      await this.#act(surface, { type: "setParameter", name, text: isSet ? text : "" });
    }
    if (chat.isStreaming || surface.current !== chat) return;
    await this.#stopping(chat, modelKey, this.#act(surface, message));
  }

  async #workOnDocument(target: "insert" | "replace" | "document" | "preview"): Promise<void> {
    const { panel } = this.#access.surfaces;
    const { surface } = panel;
    await this.#act(surface, { type: "newConversation" });
    const chat = await surface.chat();
    const model = this.#someModel();
    await this.#desk.open();
    const asked =
      target === "preview"
        ? vscode.commands.executeCommand("tibetChat.runTemplate", {
            ...{ template: "proofread", target, model },
          })
        : vscode.commands.executeCommand("tibetChat.askTibetAboutSelection", {
            ...{ question: this.#words("Shorter"), target, model },
          });
    await this.#stopping(chat, model, asked);
    await this.#desk.finish(target);
    // Not before: somebody who asks in a tab meanwhile would have to be asked what is to be done.
    this.#remember(chat);
  }

  /** Opens the panel, and uses once what is made when it is first used. */
  async begin(): Promise<void> {
    await this.#showPanel();
    const { surface } = this.#access.surfaces.panel;
    for (const kind of ["files", "templates"] as const) {
      await this.#act(surface, { type: "complete", request: 1, kind, query: "tr" });
    }
    await this.#desk.markPassages(this.#access.anchors);
  }

  /** Resolves when the side bar's page is there. */
  async #showPanel(): Promise<void> {
    const { panel } = this.#access.surfaces;
    await panel.show(true);
    await until("the panel is shown", () => panel.surface.page.isReady);
  }

  async #hideAndShow(): Promise<void> {
    const { panel } = this.#access.surfaces;
    await this.#showPanel();
    await vscode.commands.executeCommand("workbench.action.closeSidebar");
    await until("the panel is hidden", () => !panel.surface.page.isReady);
    await this.#showPanel();
  }

  /** Waits for the end of a reply, which is stopped where its server waits for that. */
  async #stopping(chat: Chat, model: string, ended: Thenable<unknown>): Promise<void> {
    const planned = this.#models[model]?.stop;
    const reply = { hasEnded: false };
    const noted = Promise.resolve(ended).finally(() => (reply.hasEnded = true));
    const isDue = () => reply.hasEnded || (planned !== undefined && isReached(chat, planned));
    if (planned === "before headers" || this.#random.isTrue(0.05)) {
      await until("it is asked", () => chat.isStreaming || reply.hasEnded);
      for (let turn = this.#random.below(50); turn > 0 && !reply.hasEnded; turn--) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      chat.stop();
    } else if (planned !== undefined) {
      await until("there is something to stop", isDue);
      chat.stop();
    }
    await until(`the reply of “${model}” has ended`, () => reply.hasEnded);
    await noted;
  }

  async #act(surface: Surface, message: PersonMessage): Promise<void> {
    await this.#access.surfaces.act(surface, message);
  }

  #goOn(asking: Promise<unknown>): void {
    this.#underWay.add(asking);
    void asking.finally(() => this.#underWay.delete(asking));
  }

  #remember(chat: Chat): void {
    const { conversation } = chat;
    this.#counter.note("chats", chat);
    this.#counter.note("conversations", conversation);
    if (this.#conversations.includes(conversation.id)) return;
    this.#conversations.push(conversation.id);
    if (this.#conversations.length > remembered) this.#conversations.shift();
  }

  #someConversation(): string | undefined {
    return this.#conversations[this.#random.below(this.#conversations.length)];
  }

  #someModel(): string {
    const models = Object.entries(this.#models);
    return this.#random.weighted(
      Object.fromEntries(models.map(([key, { weight }]) => [key, weight])),
    );
  }

  #words(kind: string): string {
    return `${kind} ${this.#random.below(1_000_000)}: 人人生而自由，在尊严和权利上一律平等。 `;
  }
}

function isReached(chat: Chat, stop: Stop): boolean {
  if (stop === "before headers") return false;
  const versions = chat.exchanges.flatMap((exchange) => exchange.versions);
  const running = versions.filter(({ reply }) => reply.record.outcome === undefined);
  return running.some(({ answer }) => (stop === "in thinking" ? answer?.thinking : answer?.text));
}
