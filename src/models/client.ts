import { hostOf } from "../core/settings/endpoint.ts";
import type { Fault } from "../core/reply/fault.ts";
import { isRecord } from "../core/record.ts";
import type {
  CompletionRequest,
  ModelClient,
  Outcome,
  Probe,
  ReplyEvent,
} from "../core/reply/reply.ts";
import { ReplyParser } from "../core/reply/replyParser.ts";
import { tokenProblem } from "../core/settings/token.ts";
import { Connection } from "./connection.ts";
import { requestBody } from "./requestBody.ts";
import { countTokens } from "./tokenCount.ts";

/** A client of OpenAI-compatible servers, over the `openai` SDK; it keeps nothing between requests. */
export function createModelClient(): ModelClient {
  return { stream, probe, countTokens };
}

/** Longest wait for a model list, in seconds. */
const probeTimeout = 10;

async function* stream(
  request: CompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Outcome, void> {
  const { endpoint } = request;
  const host = hostOf(endpoint);
  if (hasInvalidToken(request)) return failed({ kind: "invalidToken", host });

  const connection = new Connection(request, signal);
  const parser = request.continues
    ? new ReplyParser(1, false)
    : new ReplyParser(endpoint.n ?? 1, endpoint.thinking);
  let fault: Fault | undefined;
  try {
    const response = await connection.complete(requestBody(request));
    yield { type: "open" };
    for await (const frame of connection.frames(response)) {
      const { events, error } = parser.push(frame);
      if (error !== undefined) {
        fault = { kind: "modelError", host, detail: connection.quote(error) };
        break;
      }
      if (events.length > 0) connection.progress();
      yield* events;
    }
    fault ??= connection.faultOf();
  } catch (error) {
    fault = connection.faultOf(error);
  } finally {
    connection.close();
  }

  yield* parser.end();
  // What goes wrong behind the last finish reason costs the person nothing.
  if (parser.finished) return { status: "done" };
  if (signal.aborted) return { status: "stopped" };
  if (fault !== undefined) return failed(await withOffer(fault, request, signal));
  const whole = connection.sawEnd && !parser.inThinking;
  return whole
    ? { status: "done" }
    : failed({ kind: "incomplete", host, inThinking: parser.inThinking });
}

async function probe(
  request: Omit<CompletionRequest, "messages">,
  signal: AbortSignal,
): Promise<Probe> {
  const { endpoint } = request;
  const host = hostOf(endpoint);
  if (hasInvalidToken(request)) return { status: "failed", fault: { kind: "invalidToken", host } };
  const limits = { firstByteTimeout: probeTimeout, idleTimeout: probeTimeout };
  const connection = new Connection({ ...request, limits }, signal);
  const begun = performance.now();
  try {
    const list = await connection.listModels();
    const data = isRecord(list) && Array.isArray(list["data"]) ? (list["data"] as unknown[]) : null;
    if (data === null) {
      const detail = "JSON that is no model list";
      return { status: "failed", fault: { kind: "notAModelEndpoint", host, detail } };
    }
    const cards = data.filter(isRecord);
    const models = cards.map((card) => card["id"]).filter((id) => typeof id === "string");
    const window = cards.find((card) => card["id"] === endpoint.model)?.["max_model_len"];
    return {
      status: "reachable",
      models,
      ...(typeof window === "number" ? { contextWindow: window } : {}),
      elapsed: performance.now() - begun,
    };
  } catch (error) {
    const unknown: Fault = { kind: "unreachable", host, cause: "unknown cause" };
    return { status: "failed", fault: connection.faultOf(error) ?? unknown };
  } finally {
    connection.close();
  }
}

/** A 404 is easier to mend when it says what the server has instead. */
async function withOffer(
  fault: Fault,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Fault> {
  if (fault.kind !== "notFound") return fault;
  const answer = await probe(request, signal);
  if (answer.status === "failed" || answer.models.includes(fault.model)) return fault;
  return { ...fault, available: answer.models };
}

function hasInvalidToken({ token }: Pick<CompletionRequest, "token">): boolean {
  return token !== undefined && tokenProblem(token) !== undefined;
}

function failed(fault: Fault): Outcome {
  return { status: "failed", fault };
}
