import type * as vscode from "vscode";
import { tokenProblem } from "../core/settings/token.ts";

/**
 * Tokens in SecretStorage, one for each origin (scheme, host, port): a changed endpoint does not
 * inherit the token of the old one. `fallback` speaks for origins without a stored token.
 */
export class Tokens {
  readonly #secrets: vscode.SecretStorage;
  readonly #fallback: (origin: string) => string | undefined;

  constructor(
    secrets: vscode.SecretStorage,
    fallback: (origin: string) => string | undefined = () => undefined,
  ) {
    this.#secrets = secrets;
    this.#fallback = fallback;
  }

  /** Undefined where none is stored, and where the system's store cannot be read: then a server asks for it. */
  async get(origin: string): Promise<string | undefined> {
    const stored = await Promise.resolve(this.#secrets.get(keyOf(origin))).catch(() => undefined);
    return stored ?? this.#fallback(origin);
  }

  /** @throws RangeError if the token cannot be sent; it is not stored then. */
  async set(origin: string, token: string): Promise<void> {
    const problem = tokenProblem(token);
    if (problem !== undefined) throw new RangeError(problem);
    await this.#secrets.store(keyOf(origin), token);
  }

  async forget(origin: string): Promise<void> {
    await this.#secrets.delete(keyOf(origin));
  }

  /** Origins with a stored token, configured or not. */
  async origins(): Promise<string[]> {
    const keys = await this.#secrets.keys();
    return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  }
}

const prefix = "token:";

function keyOf(origin: string): string {
  return prefix + origin;
}
