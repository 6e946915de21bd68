import * as l10n from "@vscode/l10n";
import { readContextOverflow } from "../core/reply/contextLength.ts";
import { hostOf, originOf, type ModelEndpoint } from "../core/settings/endpoint.ts";
import type { Fault } from "../core/reply/fault.ts";
import type { RequestLimits } from "../core/reply/reply.ts";
import { faultWithoutToken, withoutToken } from "./withoutToken.ts";
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

/** Most bytes of an error's body that are read. */
const errorLimit = 64_000;

type SizeLimits = Pick<RequestLimits, "frame" | "reply">;

/**
 * The one way to a server, closing what the SDK leaves open: only the endpoint's own origin, only
 * our own headers (the SDK would add some from the environment), no redirect followed, error
 * bodies capped, and nothing but JSON or an event stream taken for a reply, which {@link read} caps.
 * Refusals are thrown as {@link GuardError}. One guard serves one request.
 */
export class FetchGuard {
  /** The response's `x-request-id`, without the token. */
  requestId: string | undefined;
  readonly #endpoint: ModelEndpoint;
  readonly #token: string | undefined;
  readonly #limits: SizeLimits;
  readonly #host: string;

  constructor(endpoint: ModelEndpoint, token: string | undefined, limits: SizeLimits) {
    this.#endpoint = endpoint;
    this.#token = token;
    this.#limits = limits;
    this.#host = hostOf(endpoint);
  }

  /** Has the shape of the global `fetch`, which is looked up at each call: VS Code replaces it. */
  readonly fetch = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== originOf(this.#endpoint)) {
      throw this.#refusal({ kind: "redirected", host: this.#host, target: url.origin });
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
    this.requestId = this.#withoutToken(response.headers.get("x-request-id") ?? "") || undefined;
    this.#refuseRedirect(response);
    if (!response.ok) throw this.#refusal(await this.#statusFault(response));
    this.#refuseForeignType(response);
    const { status } = response;
    return new Response(response.body, {
      status,
      headers: { "content-type": mediaType(response) },
    });
  };

  /**
   * The body of a response as it comes, up to what its kind may have in all; more is refused.
   * It is counted here: another stream in between costs more than all else that is done to a chunk.
   */
  async *read(response: Response): AsyncGenerator<Uint8Array, void, void> {
    const isStream = mediaType(response) === "text/event-stream";
    const what = isStream ? "reply" : "frame";
    let size = 0;
    for await (const bytes of response.body ?? []) {
      size += bytes.length;
      if (size > this.#limits[what]) throw this.tooLarge(what);
      yield bytes;
    }
  }

  /** A server's text for people: short, plain, and without the token, which some servers repeat. */
  quote(text: string): string {
    return plainText(this.#withoutToken(text));
  }

  /** What is thrown keeps the token no more than what is returned: it may end in a log. */
  #refusal(fault: Fault): GuardError {
    return new GuardError(faultWithoutToken(fault, this.#token));
  }

  #withoutToken(text: string): string {
    return withoutToken(text, this.#token);
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
      : l10n.t("another address");
    throw this.#refusal({ kind: "redirected", host: this.#host, target });
  }

  #refuseForeignType(response: Response): void {
    const type = mediaType(response);
    const known = type === "text/event-stream" || type === "application/json";
    if (known && response.body !== null) return;
    void response.body?.cancel();
    const detail = type === "" ? l10n.t("an answer without a type") : plainText(type, 60);
    throw this.#refusal({ kind: "notAModelEndpoint", host: this.#host, detail });
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

  /** What is thrown where the server sends more than a limit allows. */
  tooLarge(what: keyof SizeLimits): GuardError {
    const [host, limit] = [this.#host, this.#limits[what]];
    return this.#refusal({ kind: "replyTooLarge", host, limit, setting: `${what}Limit` });
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
