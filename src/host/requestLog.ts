import type { Fault } from "../core/reply/fault.ts";
import { estimatePrompt } from "../core/fit/tokenEstimate.ts";
import { observed, type CompletionRequest, type ModelClient } from "../core/reply/reply.ts";
import type { FinishReason, Outcome, ReplyEvent, Usage } from "../core/reply/reply.ts";
import { hostOf, type ModelEndpoint } from "../core/settings/endpoint.ts";
import { plainText } from "../core/text/plainText.ts";
import { groupedNumber } from "../core/text/groupedNumber.ts";

/** What of a log is written to. */
interface Log {
  info(line: string): void;
  warn(line: string): void;
  debug(line: string): void;
}

/**
 * The same client, with every request in the log, under an id of 8 hex digits. The lines are made
 * here alone, of numbers and of what the person's own settings say: nothing of a prompt, a reply or a
 * token can get there. What a server said of a failure is for the level “debug” only.
 */
export function loggedClient(client: ModelClient, log: Log): ModelClient {
  return {
    async *stream(request, signal) {
      const entry = new RequestEntry(log, askingText(request));
      const outcome = yield* observed(client.stream(request, signal), (event) => {
        entry.receive(event);
      });
      entry.end(outcome);
      return outcome;
    },
    async probe(request, signal) {
      const { endpoint } = request;
      const entry = new RequestEntry(log, `Asking ${hostOf(endpoint)} for its models.`);
      const probe = await client.probe(request, signal);
      if (probe.status === "failed") entry.end(signal.aborted ? { status: "stopped" } : probe);
      else entry.done(plural(probe.models.length, "model"));
      return probe;
    },
    async countTokens(request, signal) {
      const place = placeOf(request.endpoint);
      const entry = new RequestEntry(log, `Asking ${place} to count the tokens of a prompt.`);
      const counted = await client.countTokens(request, signal);
      entry.done(counted === undefined ? "no count" : plural(counted.tokens, "token"));
      return counted;
    },
  };
}

/** One request from its first line to its last. */
class RequestEntry {
  readonly #log: Log;
  readonly #id = Array.from(crypto.getRandomValues(new Uint8Array(4)), hexOf).join("");
  readonly #begun = performance.now();
  #tries = 1;
  #usage: Usage | undefined;
  #finish: FinishReason | undefined;
  #serversId: string | undefined;

  constructor(log: Log, asking: string) {
    this.#log = log;
    log.info(`[${this.#id}] ${asking}`);
  }

  receive(event: ReplyEvent): void {
    if (event.type === "usage") this.#usage = event.usage;
    if (event.type === "finish") this.#finish ??= event.reason;
    if (event.type === "requestId") this.#serversId = event.id;
    if (event.type === "sentAgain") this.#tries += 1;
    if (event.type !== "waiting") return;
    const { fault, seconds, attempt, attempts } = event;
    const count = `${attempt} of ${attempts}`;
    this.#log.info(`[${this.#id}] ${faultName(fault)}, asking again in ${seconds} s (${count}).`);
  }

  end(outcome: Outcome): void {
    if (outcome.status === "done") this.done(this.#brought());
    else if (outcome.status === "stopped") this.#say("info", "stopped", "");
    else this.#failed(outcome.fault);
  }

  done(what: string): void {
    this.#say("info", "done", `: ${what}`);
  }

  #brought(): string {
    const finish = this.#finish === undefined ? "no finish" : `finish ${this.#finish}`;
    const tokens = this.#usage && plural(this.#usage.completionTokens, "token");
    return [finish, tokens, this.#tried()].filter(Boolean).join(", ");
  }

  #failed(fault: Fault): void {
    const what = [faultName(fault), this.#tried()].filter(Boolean).join(", ");
    const id = this.#serversId === undefined ? "" : redacted(this.#serversId);
    const theirs = id === "" ? "" : `; server's request id ${id}`;
    this.#say("warn", "failed", `: ${what}${theirs}`);
    if ("detail" in fault && fault.detail !== "") {
      this.#log.debug(`[${this.#id}] ${fault.host} said: ${fault.detail}`);
    }
  }

  #tried(): string {
    return this.#tries === 1 ? "" : `tried ${plural(this.#tries, "time")}`;
  }

  #say(level: "info" | "warn", how: string, rest: string): void {
    const elapsed = groupedNumber(Math.round(performance.now() - this.#begun));
    this.#log[level](`[${this.#id}] ${how} after ${elapsed} ms${rest}.`);
  }
}

function askingText({ endpoint, messages }: CompletionRequest): string {
  const tokens = estimatePrompt(messages, endpoint.thinking === false);
  const size = `${plural(messages.length, "message")}, about ${plural(tokens, "token")}`;
  return `Asking ${placeOf(endpoint)}: ${size}.`;
}

function placeOf(endpoint: ModelEndpoint): string {
  return `${plainText(endpoint.model, 100)} on ${hostOf(endpoint)}`;
}

/** The kind of a fault, with its status or its code; nothing that a server wrote. */
function faultName(fault: Fault): string {
  if (fault.kind === "rateLimited") return `${fault.kind} (429)`;
  if (fault.kind === "notFound") return `${fault.kind} (404)`;
  if ("status" in fault) return `${fault.kind} (${fault.status})`;
  if ("cause" in fault) return `${fault.kind} (${codeOf(fault.cause)})`;
  if ("seconds" in fault) return `${fault.kind} (${fault.seconds} s)`;
  return fault.kind;
}

/** A cause is an error's code; anything else has no place in the log. */
function codeOf(cause: string): string {
  return /^[A-Z0-9_]{1,60}$/u.test(cause) ? cause : "no code";
}

/** Enough to find it among a server's own, too little to be a secret. */
function redacted(id: string): string {
  const printable = id.replace(/[^\x21-\x7e]/gu, "");
  if (printable === "") return "";
  // A short one would be told whole.
  const shown = printable.length < 8 ? "" : printable.slice(0, 4);
  return `${shown}… (${plural(printable.length, "character")})`;
}

function plural(count: number, what: string): string {
  return `${groupedNumber(count)} ${what}${count === 1 ? "" : "s"}`;
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
