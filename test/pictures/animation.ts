import { description, end, header, joinChunks, pack, type Chunk, type Pixels } from "./png.ts";

/** A picture that is shown for so many milliseconds. */
export interface Frame {
  readonly pixels: Pixels;
  readonly duration: number;
}

/**
 * The frames, all of one size, as one animated PNG that begins anew when it has ended. A frame has
 * only the rectangle that changed, and of that only what did.
 *
 * @param text what it shows, in words.
 */
export function animate(frames: readonly Frame[], text: string): Buffer {
  const parts = changes(joined(frames));
  const [first] = parts;
  if (first === undefined) throw new Error("There is nothing to animate.");
  const count = Buffer.alloc(8);
  count.writeUInt32BE(parts.length);
  let sequence = 0;
  const chunks = parts.flatMap((part, index): Chunk[] => {
    const control = { type: "fcTL", data: controlOf(part, sequence++) };
    const data = pack(part.pixels);
    if (index === 0) return [control, { type: "IDAT", data }];
    const numbered = Buffer.alloc(4);
    numbered.writeUInt32BE(sequence++);
    return [control, { type: "fdAT", data: Buffer.concat([numbered, data]) }];
  });
  const start = [header(first.pixels), description(text), { type: "acTL", data: count }];
  return joinChunks([...start, ...chunks, end]);
}

/** What a frame changes, and where. */
interface Part extends Frame {
  readonly left: number;
  readonly top: number;
}

/** Neighbours that look the same are one. */
function joined(frames: readonly Frame[]): Frame[] {
  const kept: Frame[] = [];
  for (const frame of frames) {
    const last = kept.at(-1);
    if (last !== undefined && Buffer.compare(last.pixels.bytes, frame.pixels.bytes) === 0) {
      kept[kept.length - 1] = { ...last, duration: last.duration + frame.duration };
    } else {
      kept.push(frame);
    }
  }
  return kept;
}

function changes(frames: readonly Frame[]): Part[] {
  return frames.map((frame, index) => {
    const before = frames[index - 1];
    return before === undefined
      ? { ...frame, left: 0, top: 0 }
      : { ...changed(before.pixels, frame.pixels), duration: frame.duration };
  });
}

/** The rectangle in which two pictures differ; what is the same in it is transparent. */
function changed(before: Pixels, after: Pixels): Omit<Part, "duration"> {
  const { width, height } = after;
  const [old, now] = [words(before), words(after)];
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let index = 0; index < now.length; index++) {
    if (now[index] === old[index]) continue;
    const [x, y] = [index % width, Math.floor(index / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  const size = { width: right - left, height: bottom - top };
  const part = new Uint32Array(size.width * size.height);
  for (let index = 0; index < part.length; index++) {
    const from = (top + Math.floor(index / size.width)) * width + left + (index % size.width);
    const value = now[from] ?? 0;
    if (value !== old[from]) part[index] = value;
  }
  return { left, top, pixels: { ...size, bytes: new Uint8Array(part.buffer) } };
}

/** A pixel each. */
function words({ bytes }: Pixels): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function controlOf({ left, top, duration, pixels }: Part, sequence: number): Buffer {
  const data = Buffer.alloc(26);
  for (const [index, value] of [sequence, pixels.width, pixels.height, left, top].entries()) {
    data.writeUInt32BE(value, index * 4);
  }
  data.writeUInt16BE(Math.round(duration), 20);
  data.writeUInt16BE(1000, 22);
  // What was drawn stays, and what is transparent lets it through.
  data[25] = 1;
  return data;
}

/** How an animated PNG runs, as its file says; undefined where it is a still picture. */
export function runOf(
  chunks: readonly Chunk[],
): { readonly frames: number; readonly duration: number } | undefined {
  if (!chunks.some(({ type }) => type === "acTL")) return undefined;
  const controls = chunks.filter(({ type }) => type === "fcTL");
  const durations = controls.map(
    ({ data }) => (data.readUInt16BE(20) * 1000) / data.readUInt16BE(22),
  );
  return { frames: controls.length, duration: durations.reduce((sum, each) => sum + each, 0) };
}
