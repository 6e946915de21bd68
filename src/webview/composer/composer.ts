import { html, type TemplateResult } from "lit";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import type { ComposerContext } from "./composerContext.ts";
import { MessageComposer } from "./messageComposer.ts";

customElements.define("message-composer", MessageComposer);

/** One for the page: it keeps what is typed while another view stands in its place. */
const composer = new MessageComposer();

/** Where a question is typed: passages, text, model, parameters, Send or Stop. */
export function composerView(context: ComposerContext): TemplateResult {
  composer.show(context);
  return html`${composer}`;
}

/** Puts the cursor into the text; a draft is set only where none is being typed. */
export function focusComposer(draft?: string): void {
  composer.compose(draft);
}

/** Hears every message of the host, after the page's state has applied it. */
export function receiveComposerMessage(message: HostMessage): void {
  composer.receive(message);
}
