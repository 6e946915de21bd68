import { nothing, render, type TemplateResult } from "lit";
import { drawnAtOnce } from "../../protocol/deltaPace.ts";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import { composerView, focusComposer, receiveComposerMessage } from "../composer/composer.ts";
import type { ComposerContext } from "../composer/composerContext.ts";
import { acknowledge, post, rememberConversation } from "../host.ts";
import { isForInputMethod } from "../inputMethod.ts";
import { setRenderDepth } from "../markdown/nestingLimit.ts";
import { applySyntaxColors } from "../markdown/syntaxStyles.ts";
import { isRunning, PageState } from "../state.ts";
import { Announcer } from "./announcer.ts";
import { holdsCommandKey } from "./commandKey.ts";
import { FindBar } from "./find/findBar.ts";
import { Finder } from "./find/finder.ts";
import { HistoryPage } from "./history/historyPage.ts";
import { ConversationLog } from "./log/conversationLog.ts";
import { panelView } from "./panel.ts";

/** The page: hears the host, draws what changed at most once a frame. */
export class ChatPage {
  readonly #main: HTMLElement;
  readonly #state = new PageState();
  readonly #announcer: Announcer;
  readonly #history: HistoryPage;
  readonly #log: ConversationLog;
  readonly #finder: Finder;
  readonly #findBar: FindBar;
  /** Id of the answer that was awaited when the page was last drawn. */
  #awaited: string | undefined;
  #composer: { readonly context: ComposerContext; readonly view: TemplateResult } | undefined;
  #hasNews = false;
  #frame: number | undefined;
  /** Whether the page was drawn since its last frame began. */
  #isFresh = false;
  /** How many deltas came that the host has not been told of as drawn. */
  #untold = 0;
  #ticking: number | undefined;

  /** @param main is filled with the page. */
  constructor(main: HTMLElement) {
    this.#main = main;
    const redraw = () => this.#redraw();
    this.#announcer = new Announcer(document.body);
    this.#log = new ConversationLog(redraw);
    this.#finder = new Finder(this.#log, redraw);
    this.#findBar = new FindBar(this.#finder, redraw);
    this.#history = new HistoryPage(this.#state, redraw, () => {
      this.#draw();
      focusComposer();
    });
    // VS Code listens at the window: there a key that is used up here would open its own bar as well.
    document.addEventListener("keydown", (event) => this.#keydown(event));
    this.#draw();
  }

  receive(message: HostMessage): void {
    const { conversation, view } = this.#state;
    this.#state.apply(message);
    // What takes the cursor must be there.
    if (this.#state.view !== view) this.#draw();
    receiveComposerMessage(message);
    switch (message.type) {
      case "snapshot":
        rememberConversation(message.state.conversation);
        applySyntaxColors(this.#state.syntax);
        if (setRenderDepth(this.#state.renderDepth)) this.#log.drawAnew();
        this.#history.arrived(message.state.conversation);
        if (this.#state.exchanges.length === 0) this.#findBar.close();
        if (message.state.conversation !== conversation) this.#log.open();
        break;
      case "syntax":
        applySyntaxColors(this.#state.syntax);
        break;
      case "exchange":
      case "delta":
        this.#hasNews ||= !this.#log.follows;
        if (message.type === "delta") this.#untold += 1;
        this.#drawSoon();
        return;
      case "show":
        if (message.view === "history") this.#history.open();
        else if (view === "history") focusComposer();
        break;
      case "reveal":
        this.#draw();
        this.#log.revealMessage(message.message, Date.now());
        break;
      case "find":
        this.#findBar.open();
        break;
      case "history":
        this.#history.receive();
        break;
      default:
        break;
    }
    this.#redraw();
  }

  /** Draws now where nothing was drawn in this frame yet: the first words are not to wait for the next. */
  #drawSoon(): void {
    if (this.#isFresh || document.hidden) this.#redraw();
    else this.#draw();
  }

  /** With the next frame what is drawn now is on the screen. */
  #awaitFrame(): void {
    if (this.#isFresh) return;
    this.#isFresh = true;
    requestAnimationFrame(() => {
      this.#isFresh = false;
      if (this.#untold < drawnAtOnce || this.#frame !== undefined) return;
      acknowledge(this.#untold);
      this.#untold = 0;
    });
  }

  #redraw(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#awaitFrame();
    const { exchanges } = this.#state;
    const awaited = exchanges.flatMap(({ answers }) => answers).find(isRunning)?.id;
    // A reply that has just been asked for is what the reader wants to see.
    if (awaited !== undefined && awaited !== this.#awaited) this.#log.goToEnd();
    this.#awaited = awaited;
    if (this.#log.follows) this.#hasNews = false;
    this.#render();
    this.#log.show(exchanges, Date.now());
    this.#announcer.tell(exchanges);
    this.#finder.refresh();
    // While a reply is awaited its seconds are counted.
    clearTimeout(this.#ticking);
    if (awaited !== undefined) this.#ticking = window.setTimeout(() => this.#draw(), 1000);
  }

  #render(): void {
    const { view, exchanges, isKnown } = this.#state;
    const isAway = !this.#log.follows;
    const jump = isAway ? { hasNews: this.#hasNews, press: () => this.#jump() } : undefined;
    render(
      panelView({
        view,
        isEmpty: isKnown && exchanges.length === 0,
        hasModel: this.#state.composer.models.length > 0,
        find: this.#findBar.view(),
        jump,
        log: this.#log.element,
        composer: this.#composerView(),
        history: view === "history" ? this.#history.view() : nothing,
        showHistory: () => this.#history.open(),
      }),
      this.#main,
    );
  }

  /** The composer is left alone where nothing has changed for it, as while a reply streams. */
  #composerView(): TemplateResult {
    const { composer, conversation, draft, questions, running } = this.#state;
    const isRunning = running !== undefined;
    const context = { composer, conversation, draft, questions, isRunning };
    const known = this.#composer;
    const isSame = Object.entries(context).every(
      ([name, value]) => value === known?.context[name as keyof ComposerContext],
    );
    if (known !== undefined && isSame) return known.view;
    this.#composer = { context, view: composerView(context) };
    return this.#composer.view;
  }

  #jump(): void {
    this.#log.goToEnd();
    this.#log.element.focus();
  }

  #keydown(event: KeyboardEvent): void {
    if (isForInputMethod(event) || this.#state.view !== "chat") return;
    const isFind =
      event.key.toLowerCase() === "f" && holdsCommandKey(event) && !event.shiftKey && !event.altKey;
    const isRead = event.key === "F2" && event.altKey && !holdsCommandKey(event) && !event.shiftKey;
    if (isFind) this.#findBar.open();
    // VS Code's own key for this knows nothing of pages.
    else if (isRead && this.#state.exchanges.length > 0) post({ type: "readReply" });
    else if (!this.#findBar.takeKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
