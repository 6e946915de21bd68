/** Longest piece of work in one go, in milliseconds. */
const slice = 8;

/** Lets the extension host do other things between the pieces of a long work. */
export class Pace {
  #since = performance.now();

  get isDue(): boolean {
    return performance.now() - this.#since > slice;
  }

  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
  }
}
