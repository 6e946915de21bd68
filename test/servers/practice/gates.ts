import { EventEmitter, once } from "node:events";

/** Named gates at which replies wait; once opened, a gate lets everyone pass until all are shut. */
export class Gates {
  readonly #open = new Set<string>();
  readonly #openings = new EventEmitter().setMaxListeners(0);

  open(name: string): void {
    this.#open.add(name);
    this.#openings.emit(eventOf(name));
  }

  /** Resolves when the gate is open; rejects when `signal` aborts first. */
  async pass(name: string, signal: AbortSignal): Promise<void> {
    if (!this.#open.has(name)) await once(this.#openings, eventOf(name), { signal });
  }

  shutAll(): void {
    this.#open.clear();
  }
}

/** A gate may be called `error`, which an emitter would throw. */
function eventOf(name: string): string {
  return `open ${name}`;
}
