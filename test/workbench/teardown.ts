/** Ends what was started, the last first, however many steps fail on the way. */
export class Teardown {
  readonly #steps: (() => Promise<void>)[] = [];
  #running: Promise<void> | undefined;

  /** Notes how to end what has just been started. */
  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /** Ends everything, once; later calls wait for the first. Throws the first failure at the end. */
  run(): Promise<void> {
    this.#running ??= this.#runSteps();
    return this.#running;
  }

  async #runSteps(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
