import { joined } from "./joined.ts";

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const colon = 58;
const doneMark = "[DONE]";

export interface FrameReaderOptions {
  /** Most bytes of one frame. */
  readonly limit: number;
  /** What to throw for a longer one. */
  readonly tooLong: () => Error;
}

/**
 * Takes an event stream apart into the data of its frames, in UTF-8. Lines end with LF, CR or both;
 * comments and other fields are passed over and never kept, and a frame without its end is none.
 * The SDK's own reader has no limit, and turns every comment into a text.
 */
export class FrameReader {
  /** Whether the stream said `[DONE]`; what comes behind it is passed over. */
  sawDone = false;
  readonly #options: FrameReaderOptions;
  /** The data lines of the frame so far. */
  #data: Uint8Array[] = [];
  #frameLength = 0;
  /** A line that has not ended, in pieces. */
  #line: Uint8Array[] = [];
  #lineLength = 0;
  #isComment = false;
  #endedWithReturn = false;

  constructor(options: FrameReaderOptions) {
    this.#options = options;
  }

  /** Takes the next bytes, which it may keep, and gives the frames that end in them. */
  *push(bytes: Uint8Array): Generator<Uint8Array, void, void> {
    if (bytes.length === 0) return;
    let from = this.#endedWithReturn && bytes[0] === lineFeed ? 1 : 0;
    this.#endedWithReturn = bytes.at(-1) === carriageReturn;
    let feed = bytes.indexOf(lineFeed, from);
    let carriage = bytes.indexOf(carriageReturn, from);
    while (feed >= 0 || carriage >= 0) {
      const end = feed < 0 || (carriage >= 0 && carriage < feed) ? carriage : feed;
      if (end > from) this.#grow(bytes.subarray(from, end));
      const frame = this.#endLine();
      if (this.sawDone) return;
      if (frame !== undefined) yield frame;
      from = end === carriage && feed === carriage + 1 ? feed + 1 : end + 1;
      if (feed >= 0 && feed < from) feed = bytes.indexOf(lineFeed, from);
      if (carriage >= 0 && carriage < from) carriage = bytes.indexOf(carriageReturn, from);
    }
    if (from < bytes.length) this.#grow(bytes.subarray(from));
  }

  /** No bytes will follow: `[DONE]` counts without the end of its frame. */
  end(): void {
    this.#endLine();
    this.#endLine();
  }

  #grow(piece: Uint8Array): void {
    if (this.#lineLength === 0) this.#isComment = piece[0] === colon;
    this.#lineLength += piece.length;
    this.#frameLength += piece.length;
    if (this.#frameLength > this.#options.limit) throw this.#options.tooLong();
    if (!this.#isComment) this.#line.push(piece);
  }

  /** The frame that an empty line ends. */
  #endLine(): Uint8Array | undefined {
    if (this.#lineLength === 0) return this.#endFrame();
    const data = this.#isComment ? undefined : dataOf(joined(this.#line));
    this.#line = [];
    this.#lineLength = 0;
    if (data !== undefined) this.#data.push(...(this.#data.length > 0 ? [newline, data] : [data]));
    return undefined;
  }

  #endFrame(): Uint8Array | undefined {
    this.#frameLength = 0;
    if (this.#data.length === 0) return undefined;
    const frame = joined(this.#data);
    this.#data = [];
    this.sawDone = frame.length === doneMark.length && decoder.decode(frame) === doneMark;
    return frame;
  }
}

const newline = Uint8Array.of(lineFeed);
const decoder = new TextDecoder();
const field = new TextEncoder().encode("data:");

function dataOf(line: Uint8Array): Uint8Array | undefined {
  if (!field.every((byte, at) => line[at] === byte)) return undefined;
  return line.subarray(line[field.length] === space ? field.length + 1 : field.length);
}
