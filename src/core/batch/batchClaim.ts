import type { BatchPorts } from "./batchPorts.ts";

/** How often a sign of life is given, and after how long without one it is asked for first. */
const signTime = 3000;
const doubtTime = 8000;

/** That this window, and no other, works on a batch. */
export class BatchClaim {
  readonly #ports: BatchPorts;
  readonly #batch: string;
  readonly #runner: string;
  readonly #onLost: () => void;
  #isHeld = false;
  #signedAt = 0;

  /** @param onLost called where another window has taken the batch. */
  constructor(ports: BatchPorts, batch: string, runner: string, onLost: () => void) {
    this.#ports = ports;
    this.#batch = batch;
    this.#runner = runner;
    this.#onLost = onLost;
  }

  /** False where another window has the batch. @throws StoreError */
  take(): boolean {
    this.#isHeld = this.#ports.store.claim(this.#batch, this.#runner);
    this.#signedAt = this.#ports.now();
    return this.#isHeld;
  }

  /**
   * Whether the batch is still this window's. Where this machine slept, another one may have taken
   * it meanwhile. @throws StoreError
   */
  confirm(): boolean {
    if (this.#isHeld && this.#ports.now() - this.#signedAt > doubtTime) this.#sign();
    return this.#isHeld;
  }

  /** Gives signs of life until it is aborted or lost. Rejects with a StoreError. */
  async keep(signal: AbortSignal): Promise<void> {
    while (this.#isHeld) {
      await this.#ports.wait(signTime, signal);
      if (signal.aborted) return;
      this.#sign();
    }
  }

  /** @throws StoreError */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#ports.store.release(this.#batch, this.#runner);
  }

  #sign(): void {
    this.#isHeld = this.#ports.store.keepAlive(this.#batch, this.#runner);
    this.#signedAt = this.#ports.now();
    if (!this.#isHeld) this.#onLost();
  }
}
