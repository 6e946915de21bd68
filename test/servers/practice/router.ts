import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { isRecord } from "../../../src/core/record.ts";
import {
  badRequest,
  directedAnswer,
  jsonAnswer,
  malformedBody,
  unauthorized,
  unknownModel,
  unknownPath,
  wrongMethod,
  type Answer,
} from "./answers.ts";
import { answerChat } from "./chatCompletion.ts";
import { continuationProblem, endingOf, isKnown, readMessages } from "./chatRequest.ts";
import { Decoder } from "./decoder.ts";
import { readDirectives, type Directives } from "./directives.ts";
import { Gates } from "./gates.ts";
import { FirstTries } from "./firstTries.ts";
import type { PracticeOptions } from "./options.ts";
import { RequestLog, type LoggedRequest } from "./requestLog.ts";
import { siteOf } from "./sites.ts";
import { countPromptTokens, countTokens } from "./tokens.ts";

/** Leads each request to what answers it, and notes those that a model server would have got. */
export class Router {
  readonly #options: PracticeOptions;
  readonly #log = new RequestLog();
  readonly #gates = new Gates();
  readonly #decoder: Decoder | undefined;
  readonly #firstTries = new FirstTries();
  #directives: Directives = {};

  constructor(options: PracticeOptions) {
    this.#options = options;
    this.#decoder = options.step === undefined ? undefined : new Decoder(options.step);
  }

  /** Never rejects: a client that leaves is no fault of the server's. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split("?", 1)[0] ?? "/";
    const method = request.method ?? "GET";
    try {
      if (path.startsWith("/practice/")) {
        send(this.#control(method, path, readBody(await text(request))), response);
        return;
      }
      const body = readBody(await text(request));
      const logged = this.#log.add({ method, path, headers: request.headers, body }, response);
      const answer = await this.#answer(logged, request, response);
      if (answer !== undefined) send(answer, response);
    } catch (error) {
      if (!response.destroyed) throw error;
    }
  }

  #control(method: string, path: string, body: unknown): Answer {
    if (path === "/practice/directives" && method === "PUT") {
      const directives = readDirectives(body);
      if (typeof directives === "string") return badRequest(directives);
      this.#directives = directives;
      return jsonAnswer({ directed: true });
    }
    if (path === "/practice/log" && method === "GET") return jsonAnswer(this.#log.requests);
    if (path === "/practice/log" && method === "DELETE") {
      this.#log.clear();
      this.#gates.shutAll();
      return jsonAnswer({ cleared: true });
    }
    const gate = /^\/practice\/release\/([^/]+)$/.exec(path)?.[1];
    if (gate === undefined || method !== "POST") return unknownPath();
    this.#gates.open(decodeURIComponent(gate));
    return jsonAnswer({ released: decodeURIComponent(gate) });
  }

  async #answer(
    logged: LoggedRequest,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Answer | undefined> {
    const { models, path } = siteOf(logged.path);
    const allowed = routes.get(path);
    if (path.startsWith("/v1") && !this.#admits(request.headers.authorization)) {
      return unauthorized();
    }
    if (allowed === undefined) return unknownPath();
    if (logged.method !== allowed) return wrongMethod(allowed);
    switch (path) {
      case "/health":
        return { status: 200, contentType: "text/plain; charset=utf-8", body: "" };
      case "/version":
        return jsonAnswer({ version: "practice" });
      case "/v1/models":
        return jsonAnswer({ object: "list", data: models.map((id) => this.#modelCard(id)) });
      case "/tokenize":
        return this.#tokenize(logged.body, models);
      default: {
        if (typeof logged.body === "string") return notJson();
        const context = {
          options: this.#options,
          models,
          log: this.#log,
          gates: this.#gates,
          ...(this.#decoder === undefined ? {} : { decoder: this.#decoder }),
          directives: this.#firstTries.directives(this.#directives, logged.body),
        };
        return await answerChat(logged, response, context);
      }
    }
  }

  #admits(authorization: string | undefined): boolean {
    const { token } = this.#options;
    return token === undefined || authorization === `Bearer ${token}`;
  }

  #modelCard(id: string): object {
    const maxModelLen = this.#options.maxModelLen;
    return { id, object: "model", created: 0, owned_by: "practice", max_model_len: maxModelLen };
  }

  #tokenize(body: unknown, models: readonly string[]): Answer {
    if (this.#directives.tokenize !== undefined) return directedAnswer(this.#directives.tokenize);
    if (!isRecord(body)) return notJson();
    const model = body["model"] ?? models[0];
    if (!isKnown(model, models)) return unknownModel(model);
    const messages = readMessages(body["messages"]);
    const prompt = body["prompt"];
    if (messages === undefined && typeof prompt !== "string") {
      return malformedBody("missing", "messages", "Field required");
    }
    const problem = messages && continuationProblem(body, messages);
    if (problem !== undefined) return problem;
    const count =
      messages === undefined
        ? countTokens(String(prompt))
        : countPromptTokens(messages, endingOf(body));
    return jsonAnswer({ count, max_model_len: this.#options.maxModelLen });
  }
}

/** The one method of each path. Like vLLM, the server asks for the token under `/v1` only. */
const routes: ReadonlyMap<string, string> = new Map([
  ["/health", "GET"],
  ["/version", "GET"],
  ["/tokenize", "POST"],
  ["/v1/models", "GET"],
  ["/v1/chat/completions", "POST"],
]);

function notJson(): Answer {
  return malformedBody("json_invalid", "0", "JSON decode error");
}

/** Parsed where it is JSON, otherwise the text itself; null for none. */
function readBody(body: string): unknown {
  if (body === "") return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function send({ status, contentType, body, headers }: Answer, response: ServerResponse): void {
  response.writeHead(status, { ...headers, "content-type": contentType }).end(body);
}
