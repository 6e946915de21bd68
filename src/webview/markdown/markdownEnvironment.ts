import type { Env } from "markdown-it";

/** What the rules note while they parse a text. */
export interface MarkdownEnvironment extends Env {
  /** The first line whose meaning text that is still to come can change. */
  unsettledFrom?: number;
  /** Kept by markdown-it-footnote. */
  footnotes?: {
    /** Number of each label behind a colon, -1 where nothing refers to it. */
    readonly refs?: Record<string, number>;
    readonly list?: { readonly label: string; readonly count: number }[];
  };
}
