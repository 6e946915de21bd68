import type { Env } from "markdown-it";

/** What the rules look up and note while they read a text. */
export interface MarkdownEnvironment extends Env {
  /** Labels of the notes that are defined, each behind a colon. */
  readonly notes: Readonly<Record<string, true>>;
  /** How much of the text nothing can change that follows, in UTF-16 code units. */
  settled: number;
}
