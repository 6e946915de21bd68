import { isRecord } from "../../../src/core/record.ts";

/** Where a server leaves the thinking: in a field of its own, or as Qwen3's tags in the content. */
export const thinkingFields = ["reasoning", "reasoning_content", "tags", "tags-unopened"] as const;
export type ThinkingField = (typeof thinkingFields)[number];

/**
 * What a request may ask of the practice server, in the field `practice` of its body (the
 * extension's `extraBody`). None of it exists on a real server. A "text chunk" is a frame with a
 * piece of thinking or answer; 0 of them means right after the headers, before any frame.
 */
export interface Directives {
  /** How the thinking travels; the server's own default without it. */
  readonly thinkingField?: ThinkingField;
  /** The exact text of the answer, for tests of what becomes of it. */
  readonly reply?: string;
  /** Answer with the last message's own text, so that a test can tell whose answer it is. */
  readonly echo?: boolean;
  /** How often the practice text's paragraphs appear, for a long reply; no effect on `reply`. */
  readonly repeat?: number;
  /** Milliseconds before each text chunk, in place of the server's `--pace`. */
  readonly pace?: number;
  /** Text chunks a second, kept on the average however coarse the timers are, in place of a pace. */
  readonly rate?: number;
  /** Milliseconds before the response headers. */
  readonly firstByteDelay?: number;
  /** Hold the reply after the answer's first chunk until `POST /practice/release/<name>`. */
  readonly waitFor?: string;
  /** The same after the first chunk of thinking. */
  readonly waitInThinking?: string;
  /** Answer with this and nothing else. */
  readonly error?: ErrorDirective;
  /** Answer `POST /tokenize` with this; holds for the server, not for one request. */
  readonly tokenize?: ResponseDirective;
  /**
   * For the first request with each body, one of these, chosen by the body; a second try is answered.
   * Holds for the server, not for one request.
   */
  readonly firstTries?: readonly Directives[];
  /** After so many text chunks, send only keep-alive comments until the client leaves. */
  readonly stallAfter?: number;
  /** After so many text chunks, destroy the socket. */
  readonly resetAfter?: number;
  /** After so many text chunks, send an error frame and `[DONE]`. */
  readonly errorFrameAfter?: number;
  /** All of the answer as reasoning with null content: a known server bug with thinking off. */
  readonly reasoningOnly?: boolean;
  /** One JSON body though a stream was asked for. */
  readonly json?: boolean;
  /** A web page with status 200, as a captive portal sends it. */
  readonly html?: boolean;
  /** Leave out `data: [DONE]`. */
  readonly noDone?: boolean;
  /** Leave out the chunks with a `finish_reason`. */
  readonly noFinish?: boolean;
}

export interface ResponseDirective {
  readonly status: number;
  /** A text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
  /** Further response headers, e.g. `retry-after` or `location`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ErrorDirective extends ResponseDirective {
  /** Only the first so many requests with this very error get it; the next are answered. */
  readonly times?: number;
}

/** The directives, or what is wrong with them: a mistyped one must not pass unnoticed in a test. */
export function readDirectives(value: unknown): Directives | string {
  if (value === undefined) return {};
  if (!isRecord(value)) return "practice must be an object";
  for (const [name, given] of Object.entries(value)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof Directives] : undefined;
    if (rule === undefined) return `practice has no directive ${name}`;
    if (!rule.accepts(given)) return `practice.${name} must be ${rule.wanted}`;
  }
  return value;
}

interface Rule {
  readonly wanted: string;
  accepts(value: unknown): boolean;
}

const text: Rule = { wanted: "a text", accepts: (value) => typeof value === "string" };
const flag: Rule = { wanted: "true or false", accepts: (value) => typeof value === "boolean" };
const count: Rule = {
  wanted: "a whole number, 0 or more",
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const some: Rule = {
  wanted: "a whole number, 1 or more",
  accepts: (value) => count.accepts(value) && value !== 0,
};
const httpResponse: Rule = {
  wanted: "an object with a status from 200 to 599",
  accepts: (value) =>
    isRecord(value) &&
    Number.isInteger(value["status"]) &&
    (value["status"] as number) >= 200 &&
    (value["status"] as number) <= 599,
};

const rules: Readonly<Record<keyof Directives, Rule>> = {
  thinkingField: {
    wanted: `one of ${thinkingFields.join(", ")}`,
    accepts: (value) => thinkingFields.some((field) => field === value),
  },
  reply: text,
  echo: flag,
  firstTries: {
    wanted: "a list of directives",
    accepts: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((each) => each !== undefined && typeof readDirectives(each) !== "string"),
  },
  repeat: some,
  pace: count,
  rate: some,
  firstByteDelay: count,
  waitFor: text,
  waitInThinking: text,
  error: httpResponse,
  tokenize: httpResponse,
  stallAfter: count,
  resetAfter: count,
  errorFrameAfter: count,
  reasoningOnly: flag,
  json: flag,
  html: flag,
  noDone: flag,
  noFinish: flag,
};
