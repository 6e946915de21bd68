import { isOfType } from "./messageShape.ts";
import type {
  ExchangeView,
  ComposerView,
  SyntaxColors,
  PanelState,
  HistoryView,
  CompletionView,
} from "./views.ts";

/** What the host says to the page. A page that was hidden, moved or reloaded gets a snapshot. */
export type HostMessage =
  | { readonly type: "snapshot"; readonly state: PanelState }
  | { readonly type: "composer"; readonly composer: ComposerView }
  | { readonly type: "syntax"; readonly syntax: SyntaxColors }
  /** The whole path, where another branch is shown now. */
  | {
      readonly type: "exchanges";
      readonly title: string;
      readonly exchanges: readonly ExchangeView[];
    }
  /** A new exchange, or the whole of a known one. */
  | { readonly type: "exchange"; readonly exchange: ExchangeView }
  /** Text to append to one answer. */
  | {
      readonly type: "delta";
      readonly exchange: string;
      readonly answer: string;
      readonly text: string;
      readonly thinking: string;
    }
  /** Puts the cursor into the composer; a draft is set only where none would be lost. */
  | { readonly type: "compose"; readonly draft?: string }
  /** Puts a template's text into the composer, in place of the `/name` that was typed for it. */
  | { readonly type: "insertTemplate"; readonly text: string }
  | { readonly type: "history"; readonly history: HistoryView; readonly append: boolean }
  /** Shows the history or goes back to the conversation. */
  | { readonly type: "show"; readonly view: "chat" | "history" }
  /** Scrolls to a message, e.g. one that a search found. */
  | { readonly type: "reveal"; readonly message: string }
  | { readonly type: "find" }
  | {
      readonly type: "completions";
      readonly request: number;
      readonly items: readonly CompletionView[];
    }
  /** Earlier questions for the up arrow, newest first. */
  | { readonly type: "recalled"; readonly questions: readonly string[] };

const types: Readonly<Record<HostMessage["type"], true>> = {
  snapshot: true,
  composer: true,
  syntax: true,
  exchanges: true,
  exchange: true,
  delta: true,
  compose: true,
  insertTemplate: true,
  history: true,
  show: true,
  reveal: true,
  find: true,
  completions: true,
  recalled: true,
};

/** Whether it is of a type that the host says; what else is in it, the host answers for. */
export function isHostMessage(value: unknown): value is HostMessage {
  return isOfType(value, types);
}
