import { hostOf } from "../core/settings/endpoint.ts";
import { isRecord } from "../core/record.ts";
import type { ModelClient, TokenCount } from "../core/reply/reply.ts";
import { tokenProblem } from "../core/settings/token.ts";
import { readJson, wholeOf } from "./boundedJson.ts";
import { FetchGuard } from "./guardedFetch.ts";
import { tokenizeBody } from "./requestBody.ts";
import { Watchdog } from "./watchdog.ts";

/** Longest wait for a count, in seconds: there is an estimate to fall back on. */
const longestWait = 3;
/** In bytes; some servers send the tokens themselves along with their count. */
const sizes = { frame: 4_000_000, reply: 4_000_000 };

/** Counts by vLLM's `POST /tokenize`, which stands beside `/v1` at the server's root. */
export async function countTokens(
  { endpoint, messages, token }: Parameters<ModelClient["countTokens"]>[0],
  signal: AbortSignal,
  wait = longestWait,
): Promise<TokenCount | undefined> {
  if (token !== undefined && tokenProblem(token) !== undefined) return undefined;
  const limits = { firstByteTimeout: wait, idleTimeout: wait };
  const watchdog = new Watchdog(limits, hostOf(endpoint));
  try {
    const url = `${endpoint.baseUrl.replace(/\/v1$/u, "")}/tokenize`;
    const guard = new FetchGuard(endpoint, token, sizes);
    const response = await guard.fetch(url, {
      method: "POST",
      body: JSON.stringify(tokenizeBody(endpoint, messages)),
      signal: AbortSignal.any([signal, watchdog.signal]),
    });
    return readCount(readJson(await wholeOf(guard.read(response))));
  } catch {
    // Whatever is wrong with the server, the next question will say.
    return undefined;
  } finally {
    watchdog.stop();
  }
}

function readCount(answer: unknown): TokenCount | undefined {
  if (!isRecord(answer) || !isPositive(answer["count"])) return undefined;
  const { count: tokens, max_model_len: contextWindow } = answer;
  return { tokens, ...(isPositive(contextWindow) ? { contextWindow } : {}) };
}

function isPositive(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
