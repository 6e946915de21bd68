import type * as vscode from "vscode";
import { tokenProblem } from "../core/settings/token.ts";

/** The part of VS Code's SecretStorage that keeps tokens. */
export type Keyring = Pick<vscode.SecretStorage, "get" | "store" | "delete" | "keys">;

/** Where tokens come from besides the system's secret storage. */
export interface TokenOptions {
  /** Speaks for origins without a token. */
  readonly fallback?: (origin: string) => string | undefined;
  /** Called once, when the secret storage turns out not to keep tokens. */
  readonly onLoss?: () => void;
}

/**
 * Tokens in SecretStorage, one for each origin (scheme, host, port): a changed endpoint does not
 * inherit the token of the old one. Where the system's store throws or forgets, a token is held in
 * memory until the window ends, then asked for again; it is never kept anywhere else.
 */
export class Tokens {
  readonly #secrets: Keyring;
  readonly #options: TokenOptions;
  /** What the store did not keep. */
  readonly #held = new Map<string, string>();
  #isTold = false;

  constructor(secrets: Keyring, options: TokenOptions = {}) {
    this.#secrets = secrets;
    this.#options = options;
  }

  /** Undefined where none is stored, and where the system's store cannot be read: then a server asks for it. */
  async get(origin: string): Promise<string | undefined> {
    return this.#held.get(origin) ?? (await this.#read(origin)) ?? this.#options.fallback?.(origin);
  }

  /**
   * Returns false where the system's store did not keep it, so that only this window has it.
   *
   * @throws RangeError if the token cannot be sent; it is not stored then.
   */
  async set(origin: string, token: string): Promise<boolean> {
    const problem = tokenProblem(token);
    if (problem !== undefined) throw new RangeError(problem);
    this.#held.set(origin, token);
    try {
      await this.#secrets.store(keyOf(origin), token);
    } catch {
      this.#tell();
      return false;
    }
    const isKept = (await this.#read(origin)) === token;
    if (isKept) this.#held.delete(origin);
    else this.#tell();
    return isKept;
  }

  /** Returns false where the system's store would not forget it. */
  async forget(origin: string): Promise<boolean> {
    this.#held.delete(origin);
    const forgotten = await this.#attempt(async () => {
      await this.#secrets.delete(keyOf(origin));
      return true;
    });
    return forgotten ?? false;
  }

  /** Origins with a token, configured or not. */
  async origins(): Promise<string[]> {
    const keys = (await this.#attempt(async () => this.#secrets.keys())) ?? [];
    const stored = keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
    return [...new Set([...stored, ...this.#held.keys()])];
  }

  #read(origin: string): Promise<string | undefined> {
    return this.#attempt(async () => this.#secrets.get(keyOf(origin)));
  }

  async #attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch {
      this.#tell();
      return undefined;
    }
  }

  #tell(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#options.onLoss?.();
  }
}

const prefix = "token:";

function keyOf(origin: string): string {
  return prefix + origin;
}
