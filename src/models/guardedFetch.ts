import { readContextOverflow } from "../core/reply/contextLength.ts";
import { hostOf, originOf, type ModelEndpoint } from "../core/settings/endpoint.ts";
import type { Fault } from "../core/reply/fault.ts";
import { plainText } from "../core/text/plainText.ts";
import { errorText } from "../core/reply/replyParser.ts";
import { isRecord } from "../core/record.ts";

/** Carries a fault through the SDK, which knows only thrown errors. */
export class GuardError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** Most bytes of one frame of a stream, of one reply, and of an error's body that are read. */
const frameLimit = 8_000_000;
const replyLimit = 64_000_000;
const errorLimit = 64_000;

/**
 * The one way to a server, closing what the SDK leaves open: only the endpoint's own origin, only
 * our own headers (the SDK would add some from the environment), no redirect followed, error
 * bodies, frames and replies capped, and nothing but JSON or an event stream taken for a reply.
 * Refusals are thrown as {@link GuardError}. One guard serves one request.
 */
export class FetchGuard {
  /** Whether the stream said `[DONE]`. */
  sawDone = false;
  readonly #endpoint: ModelEndpoint;
  readonly #token: string | undefined;
  readonly #host: string;

  constructor(endpoint: ModelEndpoint, token: string | undefined) {
    this.#endpoint = endpoint;
    this.#token = token;
    this.#host = hostOf(endpoint);
  }

  /** Has the shape of the global `fetch`, which is looked up at each call: VS Code replaces it. */
  readonly fetch = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== originOf(this.#endpoint)) {
      throw new GuardError({ kind: "redirected", host: this.#host, target: url.origin });
    }
    const { method = "GET", body = null, signal = null } = init;
    const headers = this.#headers(body !== null);
    const response = await globalThis.fetch(url, {
      method,
      headers,
      body,
      signal,
      redirect: "manual",
    });
    this.#refuseRedirect(response);
    if (!response.ok) throw new GuardError(await this.#statusFault(response));
    this.#refuseForeignType(response);
    const isStream = mediaType(response) === "text/event-stream";
    const { status } = response;
    const through = isStream ? this.#watchFrames() : this.#capReply();
    return new Response(response.body?.pipeThrough(through) ?? null, {
      status,
      headers: { "content-type": mediaType(response) },
    });
  };

  /** A server's text for people: short, plain, and without the token, which some servers repeat. */
  quote(text: string): string {
    return plainText(this.#token === undefined ? text : text.replaceAll(this.#token, "•••"));
  }

  #headers(hasBody: boolean): Headers {
    const headers = new Headers(this.#endpoint.headers);
    headers.set("accept", "text/event-stream, application/json");
    headers.set("user-agent", "tibet-model-chat");
    if (hasBody) headers.set("content-type", "application/json");
    if (this.#token !== undefined) headers.set("authorization", `Bearer ${this.#token}`);
    return headers;
  }

  #refuseRedirect(response: Response): void {
    const redirected =
      response.type === "opaqueredirect" || Math.trunc(response.status / 100) === 3;
    if (!redirected) return;
    void response.body?.cancel();
    const location = response.headers.get("location") ?? "";
    const target = URL.canParse(location, this.#endpoint.baseUrl)
      ? new URL(location, this.#endpoint.baseUrl).origin
      : "another address";
    throw new GuardError({ kind: "redirected", host: this.#host, target });
  }

  #refuseForeignType(response: Response): void {
    const type = mediaType(response);
    const known = type === "text/event-stream" || type === "application/json";
    if (known && response.body !== null) return;
    void response.body?.cancel();
    const detail = type === "" ? "an answer without a type" : plainText(type, 60);
    throw new GuardError({ kind: "notAModelEndpoint", host: this.#host, detail });
  }

  async #statusFault(response: Response): Promise<Fault> {
    const { status } = response;
    const host = this.#host;
    const body = await readUpTo(response, errorLimit);
    const detail = this.#detailOf(body);
    if (status === 401 || status === 403) return { kind: "unauthorized", host, status, detail };
    if (status === 404) return { kind: "notFound", host, model: this.#endpoint.model, detail };
    if (status === 429) {
      const retryAfter = secondsOf(response.headers.get("retry-after") ?? "");
      return { kind: "rateLimited", host, ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
    if (status >= 500) return { kind: "serverError", host, status, detail };
    const overflow = readContextOverflow(body);
    if (overflow !== undefined) return { kind: "promptTooLong", host, detail, ...overflow };
    if (saysHttpsWanted(body)) return { kind: "wrongScheme", host, suggested: "https" };
    return { kind: "badRequest", host, status, detail };
  }

  #detailOf(body: string): string {
    const json = parseJson(body);
    const told = errorText(json) ?? (isRecord(json) ? json["detail"] : undefined);
    return this.quote(typeof told === "string" ? told : body);
  }

  #capReply(): TransformStream<Uint8Array, Uint8Array> {
    let size = 0;
    return new TransformStream({
      transform: (bytes, controller) => {
        size += bytes.length;
        if (size > replyLimit) throw this.#tooLarge(replyLimit);
        controller.enqueue(bytes);
      },
    });
  }

  /** A frame ends with an empty line; until then the SDK holds all of it. */
  #watchFrames(): TransformStream<Uint8Array, Uint8Array> {
    const newline = 10;
    const longestMark = "data: [DONE]\r".length;
    const decoder = new TextDecoder();
    let size = 0;
    let frameLength = 0;
    let lineLength = 0;
    let lineStart: number[] = [];
    const readLine = (bytes: Uint8Array) => {
      lineLength += bytes.length;
      frameLength += bytes.length;
      if (lineLength <= longestMark) lineStart.push(...bytes);
      if (frameLength > frameLimit) throw this.#tooLarge(frameLimit);
    };
    const endLine = () => {
      const short = lineLength <= longestMark ? decoder.decode(Uint8Array.from(lineStart)) : "";
      if (/^data: ?\[DONE\]\r?$/u.test(short)) this.sawDone = true;
      if (lineLength === 0 || short === "\r") frameLength = 0;
      lineLength = 0;
      lineStart = [];
    };
    return new TransformStream({
      transform: (bytes, controller) => {
        size += bytes.length;
        if (size > replyLimit) throw this.#tooLarge(replyLimit);
        let from = 0;
        for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
          readLine(bytes.subarray(from, at));
          endLine();
          from = at + 1;
        }
        readLine(bytes.subarray(from));
        controller.enqueue(bytes);
      },
      flush: endLine,
    });
  }

  #tooLarge(limit: number): GuardError {
    return new GuardError({ kind: "replyTooLarge", host: this.#host, limit });
  }
}

/** The content type without its parameters, lower case; empty where none is said. */
export function mediaType(response: Response): string {
  return (response.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** `Retry-After` is a count of seconds or a date. */
function secondsOf(retryAfter: string): number | undefined {
  if (/^\d{1,9}$/u.test(retryAfter)) return Number(retryAfter);
  const wait = Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function saysHttpsWanted(body: string): boolean {
  return /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server/iu.test(body);
}

/** What there is of a body; one that breaks off says enough. */
async function readUpTo(response: Response, limit: number): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (value === undefined || done) return text + decoder.decode();
    size += value.length;
    text += decoder.decode(value, { stream: true });
    if (size < limit) continue;
    void reader.cancel();
    return text;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
