import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Fault } from "../reply/fault.ts";
import type { ModelClient, ProbeRequest } from "../reply/reply.ts";
import { askShortly } from "./shortQuestion.ts";

/** What is known of the connection to a model, as far as it was looked at. */
export interface ConnectionReport {
  readonly endpoint: ModelEndpoint;
  readonly isDone: boolean;
  /** What the server offers, once it has told: it was reached then, and took the token. */
  readonly models?: readonly string[];
  /** In tokens. */
  readonly contextWindow?: number;
  readonly version?: string;
  /** From a short question to the first piece of its answer, in milliseconds. */
  readonly firstToken?: number;
  /** What went wrong; nothing more was asked then. */
  readonly fault?: Fault;
}

/**
 * Looks at one connection: the list of models, which checks the token, the server's version beside
 * it, then the time to the first token of a short answer, where the model is there at all.
 *
 * @param tell told of what is known, more each time; nothing any more after an abort.
 */
export async function checkConnection(
  client: ModelClient,
  request: Omit<ProbeRequest, "wantsVersion">,
  signal: AbortSignal,
  tell: (report: ConnectionReport) => void,
): Promise<void> {
  const { endpoint } = request;
  const tellUnlessOver = (report: ConnectionReport) => {
    if (!signal.aborted) tell(report);
  };
  const probe = await client.probe({ ...request, wantsVersion: true }, signal);
  if (probe.status === "failed") {
    tellUnlessOver({ endpoint, isDone: true, fault: probe.fault });
    return;
  }
  const { status: _, elapsed: __, ...known } = probe;
  const isThere = hasModel({ endpoint, isDone: false, ...known });
  tellUnlessOver({ endpoint, isDone: !isThere, ...known });
  if (!isThere || signal.aborted) return;
  const answer = await askShortly(client, request, signal, "firstToken");
  if (answer.status === "stopped") return;
  const found =
    answer.status === "failed" ? { fault: answer.fault } : { firstToken: answer.firstToken };
  tellUnlessOver({ endpoint, isDone: true, ...known, ...found });
}

/** Whether the server offers the model; undefined where it has not told what it offers. */
export function hasModel({ models, endpoint }: ConnectionReport): boolean | undefined {
  return models?.includes(endpoint.model);
}

/** Whether the server answered at all, and with what it was told; undefined where nobody knows yet. */
export function reachedBy({ models, fault }: ConnectionReport): {
  readonly isReached: boolean | undefined;
  readonly isAuthorised: boolean | undefined;
} {
  if (models !== undefined) return { isReached: true, isAuthorised: true };
  if (fault === undefined) return { isReached: undefined, isAuthorised: undefined };
  const isRefused = fault.kind === "unauthorized" || fault.kind === "invalidToken";
  const isReached = fault.kind === "invalidToken" ? undefined : !unreached.has(fault.kind);
  return { isReached, isAuthorised: isRefused ? false : undefined };
}

const unreached: ReadonlySet<Fault["kind"]> = new Set([
  ...(["unreachable", "tls", "wrongScheme", "firstByteTimeout", "connectionLost"] as const),
]);
