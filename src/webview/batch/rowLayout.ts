/** Where lines stand that are not all of one height, in CSS pixels from the top of the first. */
export class RowLayout {
  /** Tops of the lines and, last, the bottom of all. */
  readonly #tops: Float64Array;

  /** @param heights of the lines in order. */
  constructor(heights: readonly number[]) {
    this.#tops = new Float64Array(heights.length + 1);
    let top = 0;
    for (const [index, height] of heights.entries()) {
      top += height;
      this.#tops[index + 1] = top;
    }
  }

  get count(): number {
    return this.#tops.length - 1;
  }

  get height(): number {
    return this.top(this.count);
  }

  /** The top of a line; of the one behind the last, the bottom of all. */
  top(index: number): number {
    return this.#tops[index] ?? 0;
  }

  /** The line at a height, the first or the last where that is outside; 0 where there is none. */
  indexAt(height: number): number {
    let [low, high] = [0, Math.max(0, this.count - 1)];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.top(middle) <= height) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
