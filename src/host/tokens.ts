import type * as vscode from "vscode";
import { tokenProblem } from "../core/settings/token.ts";

/** The part of VS Code's SecretStorage that keeps tokens. */
export type Keyring = Pick<vscode.SecretStorage, "get" | "store" | "delete" | "keys"> & {
  readonly onDidChange: (listener: (change: { readonly key: string }) => void) => {
    dispose(): unknown;
  };
};

/** Where tokens come from besides the system's secret storage. */
export interface TokenOptions {
  /** Speaks for origins without a token. */
  readonly fallback?: (origin: string) => string | undefined;
  /** Called once, when the secret storage turns out not to keep tokens. */
  readonly onLoss?: () => void;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
}

/**
 * How long a token is used before it is read again, in milliseconds. Reading takes as long as all
 * else between a question and its request; not every VS Code tells what another window changed.
 */
const freshness = 60_000;

/**
 * Tokens in SecretStorage, one for each origin (scheme, host, port): a changed endpoint does not
 * inherit the token of the old one. Where the system's store throws or forgets, a token is held in
 * memory until the window ends, then asked for again; it is never kept anywhere else.
 */
export class Tokens implements vscode.Disposable {
  readonly #secrets: Keyring;
  readonly #options: TokenOptions;
  /** What the store did not keep. */
  readonly #held = new Map<string, string>();
  /** What was read of late, by key. */
  readonly #known = new Map<
    string,
    { readonly token: Promise<string | undefined>; readonly at: number }
  >();
  readonly #changes: ReturnType<Keyring["onDidChange"]>;
  readonly #now: () => number;
  #isTold = false;

  constructor(secrets: Keyring, options: TokenOptions = {}) {
    this.#secrets = secrets;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#changes = secrets.onDidChange(({ key }) => void this.#known.delete(key));
  }

  /** Undefined where none is stored, and where the system's store cannot be read: then a server asks for it. */
  async get(origin: string): Promise<string | undefined> {
    const token = this.#held.get(origin) ?? (await this.#lately(origin));
    return token ?? this.#options.fallback?.(origin);
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
    this.#known.delete(keyOf(origin));
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
    this.#known.delete(keyOf(origin));
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

  dispose(): void {
    this.#changes.dispose();
    this.#known.clear();
  }

  #lately(origin: string): Promise<string | undefined> {
    const key = keyOf(origin);
    const known = this.#known.get(key);
    const now = this.#now();
    if (known !== undefined && now - known.at < freshness) return known.token;
    const token = this.#read(origin);
    this.#known.set(key, { token, at: now });
    return token;
  }

  #read(origin: string): Promise<string | undefined> {
    return this.#attempt(async () => this.#secrets.get(keyOf(origin)));
  }

  async #attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch {
      this.#known.clear();
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
