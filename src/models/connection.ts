import * as l10n from "@vscode/l10n";
import { OpenAI } from "openai";
import { hostOf } from "../core/settings/endpoint.ts";
import type { Fault } from "../core/reply/fault.ts";
import { isRecord } from "../core/record.ts";
import type { CompletionRequest } from "../core/reply/reply.ts";
import { readJson, wholeOf } from "./boundedJson.ts";
import { FrameReader } from "./frameReader.ts";
import { gathered } from "./gathered.ts";
import { FetchGuard, GuardError, mediaType } from "./guardedFetch.ts";
import { faultOfThrown } from "./thrownFault.ts";
import { Watchdog } from "./watchdog.ts";

/** No limit of the SDK's own: its timer ends with the headers, the watchdog's does not. */
const sdkTimeout = 2 ** 31 - 1;

/** One request on its way: the SDK behind its guard, the watchdog, and the way to end both. */
export class Connection {
  /** Whether the reply said that it was whole: `[DONE]`, or one JSON body. */
  sawEnd = false;
  readonly #request: Omit<CompletionRequest, "messages">;
  readonly #guard: FetchGuard;
  readonly #watchdog: Watchdog;
  readonly #abort = new AbortController();
  readonly #client: OpenAI;
  #opened = false;

  constructor(request: Omit<CompletionRequest, "messages">, stop: AbortSignal) {
    const { endpoint, token, limits } = request;
    this.#request = request;
    this.#guard = new FetchGuard(endpoint, token, limits);
    this.#watchdog = new Watchdog(limits, hostOf(endpoint));
    const close = () => {
      this.#abort.abort();
    };
    if (stop.aborted) close();
    stop.addEventListener("abort", close, { once: true, signal: this.#abort.signal });
    this.#watchdog.signal.addEventListener("abort", close, { once: true });
    this.#client = new OpenAI({
      baseURL: endpoint.baseUrl,
      // The guard sends the real token, or none; the SDK only insists on having one.
      apiKey: "unused",
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      maxRetries: 0,
      timeout: sdkTimeout,
      logLevel: "off",
      fetch: this.#guard.fetch,
    });
  }

  /** Sends a chat completion; resolves with the response's headers. */
  async complete(body: Record<string, unknown>): Promise<Response> {
    const options = { body, signal: this.#abort.signal };
    const response = await this.#client.post("/chat/completions", options).asResponse();
    this.#opened = true;
    return response;
  }

  /**
   * The parsed JSON of each frame, those that came together in one go: read them at once, for they
   * are parsed as they are read. A JSON answer to a stream is one frame.
   */
  async *frames(response: Response): AsyncGenerator<Iterable<unknown>, void, void> {
    if (mediaType(response) === "application/json") {
      const whole = this.#readCompletion(await wholeOf(this.#guard.read(response)));
      this.sawEnd = true;
      yield [whole];
      return;
    }
    const limit = this.#request.limits.frame;
    const reader = new FrameReader({ limit, tooLong: () => this.#guard.tooLarge("frame") });
    for await (const bytes of gathered(this.#guard.read(response))) {
      yield parsed(reader.push(bytes));
      if (reader.sawDone) break;
    }
    reader.end();
    this.sawEnd = reader.sawDone;
  }

  /** The server's model list, as it sent it. */
  async listModels(): Promise<unknown> {
    const options = { signal: this.#abort.signal };
    const response = await this.#client.get("/models", options).asResponse();
    this.#opened = true;
    return readJson(await wholeOf(this.#guard.read(response)));
  }

  /** New text arrived. */
  progress(): void {
    this.#watchdog.progress();
  }

  /** The fault behind what was thrown, or behind a stream that ended because a limit was passed. */
  faultOf(thrown?: unknown): Fault | undefined {
    if (this.#watchdog.fault !== undefined) return this.#watchdog.fault;
    if (thrown === undefined) return undefined;
    return faultOfThrown(thrown, this.#request.endpoint, this.#opened);
  }

  /** What the server calls the request, without the token; for the log only. */
  get requestId(): string | undefined {
    return this.#guard.requestId;
  }

  /** A server's text for people: short, plain, without the token. */
  quote(text: string): string {
    return this.#guard.quote(text);
  }

  /** Closes the connection, whatever it was doing. */
  close(): void {
    this.#watchdog.stop();
    this.#abort.abort();
  }

  #readCompletion(body: Uint8Array): unknown {
    const whole = readJson(body);
    const isCompletion =
      isRecord(whole) && (Array.isArray(whole["choices"]) || "error" in whole || "object" in whole);
    if (isCompletion) return whole;
    const detail = l10n.t("JSON that is no chat completion");
    throw new GuardError({
      kind: "notAModelEndpoint",
      host: hostOf(this.#request.endpoint),
      detail,
    });
  }
}

function* parsed(frames: Iterable<Uint8Array>): Generator<unknown, void, void> {
  for (const frame of frames) yield readJson(frame);
}
