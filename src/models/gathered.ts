import { joined } from "./joined.ts";
import { ReadPace } from "./readPace.ts";

/** Most bytes that are read ahead: a server that is faster than that waits. */
const mostAhead = 256_000;

/**
 * The same bytes, those that come within a moment of each other as one piece: what follows costs as
 * much for a piece of one token as for one of ten. The first comes at once and the last does not
 * wait; what was read before an error comes before it. Whoever leaves early ends the source himself.
 */
export async function* gathered(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const ahead = new ReadAhead(source);
  const pace = new ReadPace();
  try {
    for (;;) {
      const bytes = await ahead.take();
      if (bytes === undefined) return;
      yield bytes;
      await ahead.rest(pace.restAfter(bytes.length, performance.now()));
    }
  } finally {
    ahead.leave();
  }
}

/** Reads a source without waiting for whoever takes what was read. */
class ReadAhead {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #hasEnded = false;
  #error: Error | undefined;
  #hasLeft = false;
  /** Called when something came, or the end. */
  #onNews: () => void = () => undefined;
  /** Called when what came is not to wait any longer. */
  #onHurry: () => void = () => undefined;
  /** Called when there is room again. */
  #onRoom: () => void = () => undefined;

  constructor(source: AsyncIterable<Uint8Array>) {
    void this.#readAll(source);
  }

  /** All that was read; waits for it, and is undefined at the end. @throws what the source threw. */
  async take(): Promise<Uint8Array | undefined> {
    if (this.#length === 0 && !this.#hasEnded) {
      await new Promise<void>((resolve) => (this.#onNews = resolve));
    }
    if (this.#length === 0) {
      if (this.#error !== undefined) throw this.#error;
      return undefined;
    }
    const bytes = joined(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    this.#onRoom();
    return bytes;
  }

  /** Waits so many milliseconds, or until the source ends or has much. */
  async rest(milliseconds: number): Promise<void> {
    if (milliseconds <= 0 || this.#hasEnded) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#onHurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  leave(): void {
    this.#hasLeft = true;
    this.#onRoom();
  }

  async #readAll(source: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const piece of source) {
        if (this.#hasLeft) return;
        if (piece.length === 0) continue;
        this.#pieces.push(piece);
        this.#length += piece.length;
        this.#onNews();
        if (this.#length < mostAhead) continue;
        this.#onHurry();
        await new Promise<void>((resolve) => (this.#onRoom = resolve));
      }
    } catch (error) {
      this.#error = error instanceof Error ? error : new Error(String(error));
    } finally {
      this.#hasEnded = true;
      this.#onNews();
      this.#onHurry();
    }
  }
}
