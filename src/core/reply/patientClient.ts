import type { Fault } from "./fault.ts";
import {
  observed,
  type CompletionRequest,
  type ModelClient,
  type Outcome,
  type ReplyEvent,
  type Waiting,
} from "./reply.ts";

/** Resolves after some milliseconds, or at once where `signal` is aborted. */
type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Seconds before the request is sent again, by how often it was before, where no server says. */
const busyPauses = [1, 2] as const;
const failedPause = 1;
/** Longest wait that a person is left to, in seconds; a server that asks for more is not asked again. */
const longestWait = 60;
const mostTimes = 2;
/** What a restart or a gateway gets over. */
const passingStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504]);
/** What comes before anything of a reply. */
const preliminary: ReadonlySet<ReplyEvent["type"]> = new Set(["open", "requestId"]);

/**
 * The same client, but patient with a server: a request that was refused because the server is busy
 * (429) is sent again at most twice, after the time that the server asks for; one that met an error
 * of the server (500, 502, 503, 504) once, after a second. Never after any other fault, and never
 * after anything of a reply. Stop ends the wait at once, {@link CompletionRequest.haste} ends it by
 * sending.
 */
export function patientClient(client: ModelClient, wait: Wait): ModelClient {
  return {
    stream: (request, signal) => stream(client, wait, request, signal),
    probe: (request, signal) => client.probe(request, signal),
    countTokens: (request, signal) => client.countTokens(request, signal),
  };
}

async function* stream(
  client: ModelClient,
  wait: Wait,
  request: CompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Outcome, void> {
  const before = { busy: 0, failed: 0 };
  for (;;) {
    const seen = new Set<ReplyEvent["type"]>();
    const outcome = yield* observed(client.stream(request, signal), ({ type }) => seen.add(type));
    if (outcome.status !== "failed") return outcome;
    const hasBegun = [...seen].some((type) => !preliminary.has(type));
    const waiting = hasBegun ? undefined : waitingFor(outcome.fault, before);
    if (waiting === undefined) {
      const tries = before.busy + before.failed + 1;
      return { status: "failed", fault: withTries(outcome.fault, tries) };
    }
    yield waiting;
    const haste = request.haste?.begin();
    const end = haste === undefined ? signal : AbortSignal.any([signal, haste]);
    await wait(waiting.seconds * 1000, end);
    if (signal.aborted) return { status: "stopped" };
    yield { type: "sentAgain" };
    before[waiting.fault.kind === "rateLimited" ? "busy" : "failed"] += 1;
  }
}

/** How often the request was sent again, by what had gone wrong. */
interface Before {
  readonly busy: number;
  readonly failed: number;
}

/** Undefined where the request is not to be sent again. */
function waitingFor(fault: Fault, { busy, failed }: Before): Waiting | undefined {
  const times = busy + failed;
  const seconds = fault.kind === "rateLimited" ? busyPause(fault, busy) : errorPause(fault, failed);
  if (seconds === undefined || times >= mostTimes) return undefined;
  const attempts = fault.kind === "rateLimited" ? mostTimes : times + 1;
  return { type: "waiting", fault, seconds, attempt: times + 1, attempts };
}

function busyPause(
  { retryAfter }: Extract<Fault, { kind: "rateLimited" }>,
  busy: number,
): number | undefined {
  const own = busyPauses[busy];
  if (own === undefined || retryAfter === undefined) return own;
  return retryAfter <= longestWait ? retryAfter : undefined;
}

function errorPause(fault: Fault, failed: number): number | undefined {
  const isPassing = fault.kind === "serverError" && passingStatuses.has(fault.status);
  return isPassing && failed === 0 ? failedPause : undefined;
}

function withTries(fault: Fault, tries: number): Fault {
  const isTold = fault.kind === "rateLimited" || fault.kind === "serverError";
  return isTold && tries > 1 ? { ...fault, tries } : fault;
}
