import type { PracticeServer } from "./start.ts";

/** The parts of vLLM's JSON that tests of the wire look at. */
export interface WireReply {
  readonly choices: readonly {
    readonly index: number;
    readonly delta?: WireFields;
    readonly message?: WireFields;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
  readonly error?: { readonly message: string; readonly type: string; readonly code: number };
}

export type WireFields = Readonly<Record<string, string | null>>;
export type WireFrame = WireReply | "[DONE]";

export const question = [{ role: "user", content: "བོད་ཡིག 西藏 👋" }];
export const thinkingOff = { chat_template_kwargs: { enable_thinking: false } };

/** Speaks to a practice server with nothing in between, so that tests see the wire as it is. */
export class WireClient {
  readonly #server: PracticeServer;
  readonly #token: string;

  constructor(server: PracticeServer, token: string) {
    this.#server = server;
    this.#token = token;
  }

  /** Sends a body, a text as it is, with the token. */
  post(body: unknown, path = "/tibet/v1/chat/completions", signal?: AbortSignal) {
    return fetch(this.#server.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
      signal: signal ?? null,
    });
  }

  /** Asks the question without a stream. */
  async complete(fields: object): Promise<WireReply> {
    return (await (await this.post({ messages: question, ...fields })).json()) as WireReply;
  }

  /** Asks the question for a stream, under these directives. */
  stream(practice: object, fields: object = {}, signal?: AbortSignal): Promise<Response> {
    return this.post({ messages: question, stream: true, ...fields, practice }, undefined, signal);
  }

  /** All frames of such a stream. */
  async frames(practice: object, fields: object = {}): Promise<WireFrame[]> {
    const text = await (await this.stream(practice, fields)).text();
    const data = text.split("\n\n").filter((event) => event.startsWith("data: "));
    return data.map((event) =>
      event === "data: [DONE]" ? "[DONE]" : (JSON.parse(event.slice("data: ".length)) as WireReply),
    );
  }

  /** The deltas of the first choice of such a stream. */
  async deltas(practice: object, fields: object = {}): Promise<WireFields[]> {
    const frames = await this.frames(practice, fields);
    const choices = frames.flatMap((frame) => (frame === "[DONE]" ? [] : frame.choices));
    return choices.filter(({ index }) => index === 0).map(({ delta }) => delta ?? {});
  }
}

/** What the deltas' pieces of a field come to. */
export function joined(deltas: readonly WireFields[], field = "content"): string {
  return deltas.map((delta) => delta[field] ?? "").join("");
}

/** Text chunks in the raw text of a stream. */
export function countTexts(stream: string): number {
  return stream.match(/"(?:content|reasoning)":"[^"]/g)?.length ?? 0;
}

/** Reads a stream up to the moment at which all of its text so far fulfils a predicate. */
export class StreamReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(response: Response) {
    if (response.body === null) throw new Error("The response has no body.");
    this.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Rejects if the stream ends or breaks before. */
  async until(reached: (text: string) => boolean): Promise<string> {
    while (!reached(this.#text)) {
      const { done, value } = await this.#reader.read();
      if (done) throw new Error(`The stream ended after:\n${this.#text}`);
      this.#text += value;
    }
    return this.#text;
  }
}
