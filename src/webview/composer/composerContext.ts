import type { ComposerView } from "../../protocol/views.ts";

/** What the composer shows, as the page knows it from the host. */
export interface ComposerContext {
  readonly composer: ComposerView;
  /** Id of the conversation; empty before the first snapshot. */
  readonly conversation: string;
  /** What the host keeps as typed in this conversation; read when the conversation changes. */
  readonly draft: string;
  readonly isRunning: boolean;
  /** Questions of this conversation, newest last. */
  readonly questions: readonly string[];
}
