import * as l10n from "@vscode/l10n";
import type { ReplyRecord } from "../conversation/replyRecord.ts";
import type { Fault } from "../reply/fault.ts";
import { describeFault } from "../reply/faultText.ts";

/** How often a part was asked in vain in this run. */
export interface Tries {
  /** The reply broke off, or never began. */
  readonly broken: number;
  /** The server was busy (429), or not there behind its gateway (502, 503, 504). */
  readonly busy: number;
}

/** What becomes of a part after a request. Times are in milliseconds. */
export type Verdict =
  | { readonly kind: "answered"; readonly text: string }
  /** The person ended it. */
  | { readonly kind: "stopped" }
  /** Asked again by itself after a while. */
  | { readonly kind: "again"; readonly after: number }
  /** Asked again, and nothing at all is sent to its server for a while. */
  | { readonly kind: "hold"; readonly time: number }
  /** Too long: the source is divided into smaller parts. */
  | { readonly kind: "divideAnew"; readonly limit?: number; readonly remark: string }
  /** Every further request would fail alike. */
  | { readonly kind: "pause"; readonly fault: Fault }
  | { readonly kind: "failed"; readonly remark: string };

/** Pauses before the second and the third try. */
const pauses = [1000, 4000] as const;
const mostBusy = 6;
const firstHold = 2000;
const longestHold = 60_000;
/** However long a server says that it will be busy. */
const longestRetryAfter = 600_000;
/** The server starts, or has too much to do: whatever else it is asked would fail alike. */
const awayStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Judges how a request for a part ended.
 *
 * @param tries before this one.
 * @param id of the part: pauses differ from part to part, and are the same for the same one.
 */
export function judge(record: ReplyRecord, tries: Tries, id: string): Verdict {
  const { outcome, answers } = record;
  if (outcome === undefined || outcome.status === "stopped") return { kind: "stopped" };
  if (outcome.status === "failed") return judgeFault(outcome.fault, tries, id);
  const text = answers[0]?.text ?? "";
  const finish = answers[0]?.finish;
  if (finish === "length") {
    return { kind: "failed", remark: l10n.t("The answer was cut at max_tokens.") };
  }
  if (finish === "content_filter") {
    return { kind: "failed", remark: l10n.t("The server’s content filter cut the answer.") };
  }
  if (record.isComplete(0) && text.trim() !== "") return { kind: "answered", text };
  return again(tries, id) ?? { kind: "failed", remark: l10n.t("The model gave no answer.") };
}

function judgeFault(fault: Fault, tries: Tries, id: string): Verdict {
  const { message } = describeFault(fault);
  switch (fault.kind) {
    case "connectionLost":
    case "incomplete":
    case "stalled":
    case "firstByteTimeout":
    case "modelError":
      return again(tries, id) ?? { kind: "failed", remark: message };
    case "serverError":
      if (!awayStatuses.has(fault.status)) {
        return again(tries, id) ?? { kind: "failed", remark: message };
      }
      return hold(tries) ?? { kind: "pause", fault };
    case "unreachable":
      return again(tries, id) ?? { kind: "pause", fault };
    case "rateLimited":
      return hold(tries, fault.retryAfter) ?? { kind: "failed", remark: message };
    case "promptTooLong": {
      const { limit } = fault;
      return { kind: "divideAnew", remark: message, ...(limit === undefined ? {} : { limit }) };
    }
    case "unauthorized":
    case "invalidToken":
    case "notFound":
    case "wrongScheme":
    case "tls":
    case "redirected":
    case "notAModelEndpoint":
      return { kind: "pause", fault };
    case "badRequest":
    case "replyTooLarge":
    case "malformed":
    case "interrupted":
    case "elsewhere":
      return { kind: "failed", remark: message };
  }
}

/** Undefined after the last try. */
function again({ broken }: Tries, id: string): Verdict | undefined {
  const pause = pauses[broken];
  return pause === undefined
    ? undefined
    : { kind: "again", after: pause * spread(`${id} ${broken}`) };
}

/**
 * Undefined after the last try.
 *
 * @param retryAfter in seconds, where the server told it.
 */
function hold({ busy }: Tries, retryAfter?: number): Verdict | undefined {
  if (busy >= mostBusy) return undefined;
  const own = Math.min(longestHold, firstHold * 2 ** busy);
  const time = retryAfter === undefined ? own : retryAfter * 1000;
  return { kind: "hold", time: Math.min(longestRetryAfter, time) };
}

/** From 0.75 to 1.25, so that parts which broke off together do not come back together. */
function spread(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return 0.75 + (hash >>> 0) / 2 ** 33;
}
