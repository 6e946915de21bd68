import { hostOf, type ModelEndpoint } from "../core/settings/endpoint.ts";
import { isRecord } from "../core/record.ts";
import { plainText } from "../core/text/plainText.ts";
import { readJson, wholeOf } from "./boundedJson.ts";
import { FetchGuard } from "./guardedFetch.ts";
import { Watchdog } from "./watchdog.ts";

/** Longest wait for it, in seconds: it is good to know, no more. */
const longestWait = 3;
/** In bytes. */
const sizes = { frame: 64_000, reply: 64_000 };

/**
 * What vLLM says of itself at `GET /version`, beside `/v1` at the server's root. That place stands
 * unguarded, so it gets no token. Undefined where there is nothing of the kind; never rejects.
 */
export async function serverVersion(
  endpoint: ModelEndpoint,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limits = { firstByteTimeout: longestWait, idleTimeout: longestWait };
  const watchdog = new Watchdog(limits, hostOf(endpoint));
  try {
    const url = `${endpoint.baseUrl.replace(/\/v\d+$/u, "")}/version`;
    const guard = new FetchGuard(endpoint, undefined, sizes);
    const response = await guard.fetch(url, {
      signal: AbortSignal.any([signal, watchdog.signal]),
    });
    const answer = readJson(await wholeOf(guard.read(response)));
    const version = isRecord(answer) ? answer["version"] : undefined;
    return typeof version === "string" && version.trim() !== ""
      ? plainText(version.trim(), 40)
      : undefined;
  } catch {
    return undefined;
  } finally {
    watchdog.stop();
  }
}
