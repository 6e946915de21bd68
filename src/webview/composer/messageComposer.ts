import * as l10n from "@vscode/l10n";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import type { ComposerView, FitChoice } from "../../protocol/views.ts";
import { post } from "../host.ts";
import { isForInputMethod } from "../inputMethod.ts";
import { noticeView } from "../view/notice.ts";
import { passageChips } from "./passages.ts";
import { AttachMenu } from "./attachMenu.ts";
import type { ComposerContext } from "./composerContext.ts";
import { DropTarget } from "./dropTarget.ts";
import { MessageInput } from "./messageInput.ts";
import { meterView } from "./meter.ts";
import { overflowView } from "./overflow.ts";
import { ParameterForm } from "./parameterForm.ts";

/** The part of `vscode-single-select` that is used here. */
interface Select extends HTMLElement {
  value: string;
}

/** `<message-composer>`: what the next question is made of. */
export class MessageComposer extends LitElement {
  readonly #draw = () => this.requestUpdate();
  readonly #input = new MessageInput(this.#draw, () => this.#send());
  readonly #menu = new AttachMenu(this.#draw);
  readonly #parameters = new ParameterForm(this.#draw);
  readonly #drop = new DropTarget(this.#input.field, this.#draw, (problem) => this.#tell(problem));
  #context: ComposerContext | undefined;
  #conversation = "";
  #problem = "";
  /** A question without text was sent: until something comes back, Enter would send it again. */
  #isSent = false;
  #wantsFocus = false;
  /** What was in the focus when the view began to change. */
  #focused: Element | null = null;
  #hadOverflow = false;

  show(context: ComposerContext): void {
    this.#context = context;
    const { conversation, draft, questions } = context;
    this.#enter(conversation, draft, questions.length);
    this.#input.know(questions);
    this.requestUpdate();
  }

  /** Puts the cursor into the text, as soon as it is on the page. */
  compose(draft: string | undefined): void {
    if (draft !== undefined) this.#input.give(draft);
    // A text comes back because it does not fit: what is said of that has the focus.
    if (this.#hadOverflow) return;
    if (this.isConnected) this.#input.focus();
    else this.#wantsFocus = true;
  }

  receive(message: HostMessage): void {
    switch (message.type) {
      case "snapshot": {
        this.#isSent = false;
        const { conversation, draft, exchanges } = message.state;
        this.#enter(conversation, draft, exchanges.length);
        break;
      }
      case "composer":
        this.#isSent = false;
        this.#input.confirmDraft();
        break;
      case "exchange":
      case "exchanges":
        this.#isSent = false;
        break;
      case "compose":
        this.#isSent = false;
        this.compose(message.draft);
        break;
      case "insertTemplate":
        this.#input.completion.insertTemplate(message.text);
        break;
      case "completions":
        this.#input.completion.receive(message.request, message.items);
        break;
      case "recalled":
        this.#input.receiveRecalled(message.questions);
        break;
      default:
    }
  }

  /** The page's style sheets reach it. */
  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#context === undefined) return nothing;
    const { composer, isRunning } = this.#context;
    const { parameters, passages, notice, meter, overflow } = composer;
    this.#input.field.element.placeholder =
      passages.length > 0
        ? l10n.t("What about it?")
        : l10n.t("Ask a question. @ adds a file, / a prompt.");
    return html`<form
      class=${this.#drop.isOver ? "composer dropping" : "composer"}
      aria-label=${l10n.t("Question")}
      @submit=${(event: Event) => event.preventDefault()}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
      @dragover=${(event: DragEvent) => this.#drop.over(event)}
      @dragleave=${(event: DragEvent) => this.#drop.leave(event)}
      @drop=${(event: DragEvent) => this.#drop.drop(event)}
    >
      ${noticeView(notice)} ${this.#problemView()}
      ${overflowView(overflow, (choice) => this.#fit(choice))}
      <div class="composer-box">
        ${passageChips(passages, true)} ${this.#input.field.element}
        <div class="controls">
          ${this.#menu.view()} ${this.#parameters.toggle(parameters)} ${modelSelect(composer)}
          <vscode-button
            icon=${isRunning ? "debug-stop" : "send"}
            ?secondary=${isRunning}
            title=${isRunning ? l10n.t("Stop (Escape)") : l10n.t("Send (Enter)")}
            @click=${() => this.#press()}
            >${isRunning ? l10n.t("Stop") : l10n.t("Send")}</vscode-button
          >
        </div>
      </div>
      ${this.#parameters.view(parameters)} ${meterView(meter)} ${this.#input.completion.view()}
      <div class="drop-hint" aria-hidden="true">${l10n.t("Drop to attach")}</div>
    </form>`;
  }

  protected override willUpdate(): void {
    const { activeElement } = document;
    this.#focused = this.contains(activeElement) ? activeElement : null;
  }

  protected override updated(): void {
    this.#input.completion.drawn();
    if (this.#wantsFocus) this.#input.focus();
    this.#wantsFocus = false;
    // What had the focus is gone, e.g. a passage: the keyboard must not fall out of the composer.
    if (this.#focused?.isConnected === false) this.#input.focus();
    this.#focusOverflow();
  }

  /** It takes the focus when it comes up, as a whole: Enter pressed twice must choose nothing. */
  #focusOverflow(): void {
    const overflow = this.querySelector<HTMLElement>(".overflow");
    if (overflow !== null && !this.#hadOverflow) overflow.focus();
    this.#hadOverflow = overflow !== null;
  }

  #problemView(): TemplateResult | typeof nothing {
    if (this.#problem === "") return nothing;
    return html`<div class="notice" role="alert">
      <vscode-icon name="error" aria-hidden="true"></vscode-icon>
      <p>${this.#problem}</p>
      <vscode-toolbar-button
        icon="close"
        label=${l10n.t("Dismiss")}
        title=${l10n.t("Dismiss")}
        @click=${() => this.#tell("")}
      ></vscode-toolbar-button>
    </div>`;
  }

  #enter(conversation: string, draft: string, asked: number): void {
    if (conversation === this.#conversation) return;
    this.#conversation = conversation;
    this.#problem = "";
    this.#parameters.leave();
    this.#input.enter(conversation, draft, asked);
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || isForInputMethod(event) || event.key !== "Escape") return;
    // Its Escape closes its list.
    if ((event.target as Element).localName === "vscode-single-select") return;
    if (this.#context?.isRunning === true) post({ type: "stop" });
    else if (this.#context?.composer.overflow !== undefined) this.#fit("cancel");
    else return;
    event.preventDefault();
  }

  #press(): void {
    if (this.#context?.isRunning === true) post({ type: "stop" });
    else this.#send();
    this.#input.focus();
  }

  #send(): void {
    if (this.#context === undefined || this.#context.isRunning) return;
    const { passages, modelKey } = this.#context.composer;
    const text = this.#input.field.text.trim();
    const isEmpty = text === "" && (passages.length === 0 || this.#isSent);
    if (isEmpty || modelKey === "" || !this.#isSendable(text)) return;
    this.#isSent = true;
    this.#input.take();
    post({ type: "send", text });
  }

  /** The host gives the text back where nothing was sent. */
  #fit(choice: FitChoice): void {
    const text = this.#input.field.text.trim();
    if (!this.#isSendable(text)) return;
    if (choice !== "cancel") this.#input.take();
    post({ type: "fit", choice, text });
    this.#input.focus();
  }

  #isSendable(text: string): boolean {
    const problem = this.#input.problemOf(text);
    this.#tell(problem);
    return problem === "";
  }

  #tell(problem: string): void {
    this.#problem = problem;
    this.requestUpdate();
  }
}

function modelSelect({ models, modelKey }: ComposerView): TemplateResult {
  return html`<vscode-single-select
    .label=${l10n.t("Model")}
    .value=${modelKey}
    position="above"
    @change=${({ target }: Event) =>
      post({ type: "chooseModel", modelKey: (target as Select).value })}
  >
    ${models.map(
      ({ key, label }) =>
        html`<vscode-option value=${key} ?selected=${key === modelKey}>${label}</vscode-option>`,
    )}
  </vscode-single-select>`;
}
