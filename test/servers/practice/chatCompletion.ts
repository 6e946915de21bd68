import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../../src/core/record.ts";
import { directedAnswer, htmlAnswer, jsonAnswer, type Answer } from "./answers.ts";
import { readChatRequest, type ChatRequest } from "./chatRequest.ts";
import { completionBody, completionSteps, type Identity } from "./completion.ts";
import type { Decoder } from "./decoder.ts";
import type { Directives, ErrorDirective } from "./directives.ts";
import { playSteps, type TextClock } from "./eventStream.ts";
import type { Gates } from "./gates.ts";
import { generate } from "./generation.ts";
import type { PracticeOptions } from "./options.ts";
import { Rate } from "./rate.ts";
import type { LoggedRequest, RequestLog } from "./requestLog.ts";

/** What a completion needs of the server around it. */
export interface CompletionContext {
  readonly options: PracticeOptions;
  readonly models: readonly string[];
  readonly log: RequestLog;
  readonly gates: Gates;
  readonly decoder?: Decoder;
  /** What holds for every request that says nothing else. */
  readonly directives: Directives;
}

/**
 * Answers `POST /v1/chat/completions`: streams into `response`, or returns the whole answer for the
 * caller to send. Rejects with an abort when the client leaves.
 */
export async function answerChat(
  logged: LoggedRequest,
  response: ServerResponse,
  { options, models, log, gates, decoder, directives: standing }: CompletionContext,
): Promise<Answer | undefined> {
  const limits = { models, maxModelLen: options.maxModelLen };
  const reading = readChatRequest(logged.body, limits, standing);
  if (!reading.accepted) return reading.answer;
  const { request } = reading;
  const { directives } = request;

  const closed = new AbortController();
  response.once("close", () => closed.abort());
  const { firstByteDelay } = directives;
  if (firstByteDelay) await sleep(firstByteDelay, undefined, { signal: closed.signal });
  if (directives.error !== undefined && stillDue(directives.error, logged, log.requests)) {
    return directedAnswer(directives.error);
  }
  if (directives.html) return signInPage;

  const generation = generate(request, options.thinkingField);
  const identity = identityOf(request, logged.id);
  if (!request.stream || directives.json) return jsonAnswer(completionBody(generation, identity));
  await playSteps(completionSteps(request, generation, identity), response, {
    pace: directives.pace ?? options.pace,
    ...clockOf(directives, decoder),
    gates,
    closed: closed.signal,
    beforeText: () => log.sendsText(logged),
    onText: () => logged.textChunks++,
    onReset: () => (logged.state = "reset"),
  });
  return undefined;
}

function clockOf({ rate, pace }: Directives, decoder: Decoder | undefined): { clock?: TextClock } {
  if (rate !== undefined) return { clock: new Rate(rate) };
  return decoder === undefined || pace !== undefined ? {} : { clock: decoder };
}

const signInPage = htmlAnswer(
  "<!doctype html><title>Practice portal</title><p>This page stands in for a gateway's.",
);

/** The log tells how often this very error was asked for before. */
function stillDue(
  error: ErrorDirective,
  logged: LoggedRequest,
  requests: readonly LoggedRequest[],
): boolean {
  if (error.times === undefined) return true;
  const before = requests.filter(({ id, body }) => {
    const practice = isRecord(body) ? body["practice"] : undefined;
    return id < logged.id && isRecord(practice) && isDeepStrictEqual(practice["error"], error);
  });
  return before.length < error.times;
}

function identityOf(request: ChatRequest, id: number): Identity {
  return {
    id: `chatcmpl-practice-${id}`,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
  };
}
