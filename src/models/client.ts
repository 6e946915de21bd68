import * as l10n from "@vscode/l10n";
import { hostOf } from "../core/settings/endpoint.ts";
import type { Fault } from "../core/reply/fault.ts";
import { isRecord } from "../core/record.ts";
import type {
  CompletionRequest,
  ModelClient,
  Outcome,
  Probe,
  ProbeRequest,
  ReplyEvent,
} from "../core/reply/reply.ts";
import { joinTexts } from "../core/reply/joinTexts.ts";
import { ReplyParser, type ParsedFrame } from "../core/reply/replyParser.ts";
import { tokenProblem } from "../core/settings/token.ts";
import { Connection } from "./connection.ts";
import { requestBody } from "./requestBody.ts";
import { serverVersion } from "./serverVersion.ts";
import { countTokens } from "./tokenCount.ts";
import { withoutToken } from "./withoutToken.ts";

/** A client of OpenAI-compatible servers, over the `openai` SDK; it keeps nothing between requests. */
export function createModelClient(): ModelClient {
  return { stream, probe, countTokens };
}

/**
 * Most characters of a reply, all choices and their thinking together: more than fit a window of
 * 128,000 tokens. All that is done with a text, from the history's index to the page, is sized by it.
 */
const mostText = 1_000_000;

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
    : new ReplyParser(endpoint.n ?? 1, endpoint.thinking, request.tools !== undefined);
  let fault: Fault | undefined;
  let length = 0;
  try {
    const response = await connection.complete(requestBody(request));
    yield { type: "open" };
    for await (const frames of connection.frames(response)) {
      const { events, error, thrown } = readTogether(parser, frames);
      if (events.length > 0) connection.progress();
      length += events.reduce((sum, event) => sum + ("text" in event ? event.text.length : 0), 0);
      if (length > mostText) {
        fault = { kind: "replyTooLarge", host, limit: mostText };
        break;
      }
      yield* events;
      if (thrown !== undefined) throw thrown;
      if (error === undefined) continue;
      fault = { kind: "modelError", host, detail: connection.quote(error) };
      break;
    }
    fault ??= connection.faultOf();
  } catch (error) {
    fault = connection.faultOf(error);
  } finally {
    connection.close();
  }

  yield* parser.end();
  if (connection.requestId !== undefined) yield { type: "requestId", id: connection.requestId };
  // What goes wrong behind the last finish reason costs the person nothing.
  if (parser.finished) return { status: "done" };
  if (signal.aborted) return { status: "stopped" };
  if (fault !== undefined) return failed(await withOffer(fault, request, signal));
  const whole = connection.sawEnd && !parser.inThinking;
  return whole
    ? { status: "done" }
    : failed({ kind: "incomplete", host, inThinking: parser.inThinking });
}

/** What frames said up to the first that ends the reply: one with an error, or one that is none. */
function readTogether(
  parser: ReplyParser,
  frames: Iterable<unknown>,
): ParsedFrame & { readonly thrown?: Error } {
  const events: ReplyEvent[] = [];
  try {
    for (const frame of frames) {
      const read = parser.push(frame);
      events.push(...read.events);
      if (read.error !== undefined) return { events: joinTexts(events), error: read.error };
    }
    return { events: joinTexts(events) };
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    return { events: joinTexts(events), thrown };
  }
}

async function probe(request: ProbeRequest, signal: AbortSignal): Promise<Probe> {
  const { endpoint } = request;
  const host = hostOf(endpoint);
  if (hasInvalidToken(request)) return { status: "failed", fault: { kind: "invalidToken", host } };
  const times = { firstByteTimeout: probeTimeout, idleTimeout: probeTimeout };
  const limits = { ...request.limits, ...times };
  const connection = new Connection({ ...request, limits }, signal);
  const begun = performance.now();
  const asked = request.wantsVersion && serverVersion(endpoint, signal);
  try {
    const list = await connection.listModels();
    const elapsed = performance.now() - begun;
    const data = isRecord(list) && Array.isArray(list["data"]) ? (list["data"] as unknown[]) : null;
    if (data === null) {
      const detail = l10n.t("JSON that is no model list");
      return { status: "failed", fault: { kind: "notAModelEndpoint", host, detail } };
    }
    const cards = data.filter(isRecord);
    const ids = cards.map((card) => card["id"]).filter((id) => typeof id === "string");
    const models = ids.map((id) => withoutToken(id, request.token));
    const window = cards.find((card) => card["id"] === endpoint.model)?.["max_model_len"];
    const version = await asked;
    return {
      status: "reachable",
      models,
      ...(typeof window === "number" ? { contextWindow: window } : {}),
      ...(version === undefined ? {} : { version }),
      elapsed,
    };
  } catch (error) {
    const unknown: Fault = { kind: "unreachable", host, cause: l10n.t("unknown cause") };
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
