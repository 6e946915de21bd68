import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture of eight bits for each of red, green, blue and opacity, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const channels = 4;

/** Parts of a PNG file in their order. */
export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** @throws Error if it is no PNG. */
export function chunksOf(png: Buffer): Chunk[] {
  if (!png.subarray(0, signature.length).equals(signature)) throw new Error("This is no PNG.");
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (png.readUInt32BE(end) !== crc32(png.subarray(at + 4, end))) {
      throw new Error(`The part ${type} of this PNG is damaged.`);
    }
    chunks.push({ type, data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

export function joinChunks(chunks: readonly Chunk[]): Buffer {
  const parts = chunks.map(({ type, data }) => {
    const part = Buffer.alloc(data.length + 12);
    part.writeUInt32BE(data.length);
    part.write(type, 4, "latin1");
    data.copy(part, 8);
    part.writeUInt32BE(crc32(part.subarray(4, -4)), data.length + 8);
    return part;
  });
  return Buffer.concat([signature, ...parts]);
}

/** The beginning of every picture of ours. */
export function header({ width, height }: Pixels): Chunk {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  data.set([8, 6], 8);
  return { type: "IHDR", data };
}

export const end: Chunk = { type: "IEND", data: Buffer.alloc(0) };

const descriptionKey = "Description";

/** A text about the picture, for who reads the file. */
export function description(text: string): Chunk {
  const data = Buffer.concat([Buffer.from(`${descriptionKey}\0\0\0\0\0`), Buffer.from(text)]);
  return { type: "iTXt", data };
}

/** What {@link description} wrote into a picture; undefined where it has none. */
export function descriptionOf(png: Buffer): string | undefined {
  const start = `${descriptionKey}\0\0\0\0\0`;
  const found = chunksOf(png).find(
    ({ type, data }) => type === "iTXt" && data.toString("latin1", 0, start.length) === start,
  );
  return found?.data.toString("utf8", start.length);
}

/** The pixels of a picture as Chromium writes it: eight bits, not interlaced, with colours. */
export function decode(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const head = chunks[0]?.data ?? Buffer.alloc(13);
  const [width, height, depth, kind] = [
    head.readUInt32BE(0),
    head.readUInt32BE(4),
    head[8],
    head[9],
  ];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || head[12] !== 0) {
    throw new Error("This kind of PNG is not read here.");
  }
  const packed = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const rows = inflateSync(Buffer.concat(packed));
  const step = kind === 6 ? 4 : 3;
  const stride = width * step;
  const bytes = new Uint8Array(width * height * channels).fill(255);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const row = rows.subarray(start + 1, start + 1 + stride);
    unfilter(row, above, step, rows[start] ?? 0);
    for (let x = 0; x < width; x++) {
      bytes.set(row.subarray(x * step, (x + 1) * step), (y * width + x) * channels);
    }
    above = row;
  }
  return { width, height, bytes };
}

/** Undoes one of PNG’s five filters in place. */
function unfilter(row: Uint8Array, above: Uint8Array, step: number, filter: number): void {
  for (let i = 0; i < row.length; i++) {
    row[i] = at(row, i) + predicted(filter, at(row, i - step), at(above, i), at(above, i - step));
  }
}

function at(row: Uint8Array, index: number): number {
  return row[index] ?? 0;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Rows as they stand in a PNG, packed; each has the filter that promises to pack it best. */
export function pack({ width, height, bytes }: Pixels): Buffer {
  const stride = width * channels;
  const rows = Buffer.alloc(height * (stride + 1));
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const row = bytes.subarray(y * stride, (y + 1) * stride);
    const best = [0, 1, 2, 4]
      .map((filter) => filtered(row, above, filter))
      .reduce((a, b) => (b.cost < a.cost ? b : a));
    rows.set(best.bytes, y * (stride + 1));
    above = row;
  }
  return deflateSync(rows, { level: 9, memLevel: 9 });
}

function filtered(row: Uint8Array, above: Uint8Array, filter: number) {
  const bytes = new Uint8Array(row.length + 1);
  bytes[0] = filter;
  let cost = 0;
  for (let i = 0; i < row.length; i++) {
    const left = at(row, i - channels);
    const value =
      (at(row, i) - predicted(filter, left, at(above, i), at(above, i - channels))) & 255;
    bytes[i + 1] = value;
    cost += Math.min(value, 256 - value);
  }
  return { bytes, cost };
}

/** A picture packed as well as zlib can, with a text about it. */
export function encode(pixels: Pixels, text: string): Buffer {
  const data = { type: "IDAT", data: pack(pixels) };
  return joinChunks([header(pixels), description(text), data, end]);
}
