/** How long drawing may take of a frame, in milliseconds. */
const budget = 8;
/** A frame that takes longer than this is not followed by another at once, in milliseconds. */
const swift = 20;
/** The longest time between two drawings, in milliseconds: 20 in a second. */
const longest = 50;

/** How long the page is left alone after a drawing that took so long: half of the time, if that is long. */
function restAfter(took: number): number {
  if (took <= swift) return 0;
  return took < longest ? Math.min(took, longest - took) : took;
}

/**
 * Draws at once where nothing was drawn since the last frame, else in the next one, and less often
 * where the frames themselves take long.
 */
export class FramePace {
  readonly #draw: (hasTime: () => boolean) => void;
  #frame: number | undefined;
  #timer: number | undefined;
  #began = Number.NEGATIVE_INFINITY;
  /** How long the page was busy with the last drawing, in milliseconds. */
  #took = 0;
  /** Whether no frame has begun since the last drawing. */
  #isFresh = false;

  /** @param draw is asked to draw; it is told whether there is time for more. */
  constructor(draw: (hasTime: () => boolean) => void) {
    this.#draw = draw;
  }

  /** Draws now, or in the next frame that there is time in. */
  ask(): void {
    if (this.#frame !== undefined || this.#timer !== undefined) return;
    const wait = this.#began + this.#took + restAfter(this.#took) - performance.now();
    if (wait > 0) this.#timer = window.setTimeout(() => this.#request(), wait);
    else if (this.#isFresh) this.#request();
    else this.#run();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#timer = undefined;
    this.#frame = undefined;
  }

  #request(): void {
    this.#timer = undefined;
    this.#frame = requestAnimationFrame(() => this.#run());
  }

  #run(): void {
    this.#frame = undefined;
    const began = performance.now();
    this.#began = began;
    this.#draw(() => performance.now() - began < budget);
    const script = performance.now() - began;
    if (this.#isFresh) return;
    this.#isFresh = true;
    requestAnimationFrame((frame) => {
      this.#isFresh = false;
      // What the browser makes of it takes its time as well: this comes behind it.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        this.#took = script + performance.now() - frame;
        port1.close();
      };
      port2.postMessage(undefined);
    });
  }
}
