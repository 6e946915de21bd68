import type { IncomingMessage, ServerResponse } from "node:http";

/** A request as the server saw it. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Names and values in turn, exactly as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Milliseconds since the epoch at which the connection of the response was closed or done. */
  closedAt?: number;
  /** Whether the whole response went out before. */
  finished?: boolean;
}

/** What came to all ports, in order of arrival. */
export class RequestRecord {
  readonly #requests: RawRequest[] = [];
  readonly #waiting = new Set<() => void>();

  add(request: IncomingMessage, body: string, response: ServerResponse): RawRequest {
    const { method = "", url = "", rawHeaders } = request;
    const seen: RawRequest = { method, path: url, rawHeaders, body };
    this.#requests.push(seen);
    response.once("close", () => {
      seen.closedAt = Date.now();
      seen.finished = response.writableFinished;
      for (const check of this.#waiting) check();
    });
    return seen;
  }

  under(prefix: string): RawRequest[] {
    return this.#requests.filter(({ path }) => path.startsWith(prefix));
  }

  /** Resolves once there is a request under this path and all of them are closed. */
  async closed(prefix: string): Promise<RawRequest[]> {
    const isClosed = () => {
      const requests = this.under(prefix);
      return requests.length > 0 && requests.every(({ closedAt }) => closedAt !== undefined);
    };
    await new Promise<void>((resolve) => {
      const check = () => {
        if (!isClosed()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
    return this.under(prefix);
  }
}
