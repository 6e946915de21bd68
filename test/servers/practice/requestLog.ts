import type { IncomingHttpHeaders, ServerResponse } from "node:http";

/** A request as `GET /practice/log` tells it. */
export interface LoggedRequest {
  /** Counts from 1 and goes on after the log is cleared. */
  readonly id: number;
  readonly method: string;
  readonly path: string;
  /** As received, but `authorization` says only "present" or "absent". */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed JSON; the text itself where it is none; null where there was none. */
  readonly body: unknown;
  /** ISO 8601, like `closedAt`. */
  readonly receivedAt: string;
  /** The response's status, known once it is closed. */
  status?: number;
  /** Text chunks of the reply sent so far, over all choices. */
  textChunks: number;
  /** `aborted`: the client closed before the response's end; `reset`: a directive did. */
  state: "open" | "finished" | "aborted" | "reset";
  closedAt?: string;
  readonly moments: Moments;
}

/** When things happened, in milliseconds since 1970 with what the clock knows of them. */
interface Moments {
  /** The request was there, its body read. */
  readonly received: number;
  /** The first text chunk was about to be sent, and the latest. */
  firstText?: number;
  lastText?: number;
  closed?: number;
}

/** What the server received, in order of arrival. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #lastId = 0;

  /** Adds a request and follows its response until that is closed. */
  add(
    received: { method: string; path: string; headers: IncomingHttpHeaders; body: unknown },
    response: ServerResponse,
  ): LoggedRequest {
    const logged: LoggedRequest = {
      id: ++this.#lastId,
      ...received,
      headers: withoutCredentials(received.headers),
      receivedAt: new Date().toISOString(),
      moments: { received: now() },
      textChunks: 0,
      state: "open",
    };
    response.once("close", () => {
      if (response.headersSent) logged.status = response.statusCode;
      logged.closedAt = new Date().toISOString();
      logged.moments.closed = now();
      if (logged.state === "open")
        logged.state = response.writableFinished ? "finished" : "aborted";
    });
    this.#requests.push(logged);
    return logged;
  }

  /** Notes that a text chunk of a reply is about to be sent. */
  sendsText({ moments }: LoggedRequest): void {
    moments.lastText = now();
    moments.firstText ??= moments.lastText;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#requests;
  }

  clear(): void {
    this.#requests = [];
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

function withoutCredentials(headers: IncomingHttpHeaders): LoggedRequest["headers"] {
  const authorization = headers.authorization === undefined ? "absent" : "present";
  return { ...headers, authorization };
}
