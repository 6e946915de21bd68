import type { IncomingMessage, ServerResponse } from "node:http";
import { answers } from "./answers.ts";
import { floods } from "./floods.ts";
import { streams } from "./streams.ts";

/** What a script has in hand. */
export interface Stage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Another origin that is up and notes what it gets. */
  readonly otherOrigin: string;
  readonly path: string;
  /** How many requests its place has had with this one. */
  readonly turn: number;
}

/** Rejects when the client leaves. */
export type Script = (stage: Stage) => void | Promise<void>;

/** How a request can be answered, by the name that stands in its path. */
export const scripts = { ...answers, ...streams, ...floods } satisfies Record<string, Script>;

export type ScriptName = keyof typeof scripts;
