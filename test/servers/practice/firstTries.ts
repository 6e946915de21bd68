import { createHash } from "node:crypto";
import type { Directives } from "./directives.ts";

/** Tells first requests from second tries by their bodies. */
export class FirstTries {
  readonly #seen = new Set<string>();

  /** The directives that hold for a request, given those that hold for all. */
  directives({ firstTries, ...standing }: Directives, body: unknown): Directives {
    if (firstTries === undefined) return standing;
    const digest = createHash("sha256").update(JSON.stringify(body)).digest();
    const key = digest.toString("hex");
    if (this.#seen.has(key)) return standing;
    this.#seen.add(key);
    return { ...standing, ...firstTries[digest.readUInt32BE(0) % firstTries.length] };
  }
}
