import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { animate, runOf } from "../pictures/animation.ts";
import { chunksOf, decode, descriptionOf, encode, type Pixels } from "../pictures/png.ts";

/** Noise with flat parts, so that every filter has its rows. */
function pictured(width: number, height: number, seed: number): Pixels {
  const bytes = new Uint8Array(width * height * 4).fill(255);
  for (let index = 0; index < width * height; index++) {
    const y = Math.floor(index / width);
    const value = y % 3 === 0 ? index * seed : y * 20 + (y % 3 === 1 ? index % width : 0);
    bytes.set([value & 255, (value * 7) & 255, (value >> 3) & 255], index * 4);
  }
  return { width, height, bytes };
}

describe("a picture of the README", () => {
  it("is the same after it was written and read", () => {
    const picture = pictured(37, 23, 71);
    assert.deepEqual(decode(encode(picture, "བོད་ 中文")), picture);
  });

  it("carries a text about it", () => {
    assert.equal(descriptionOf(encode(pictured(2, 2, 1), "བོད་ 中文")), "བོད་ 中文");
  });

  it("is not read where it is damaged", () => {
    const file = encode(pictured(9, 9, 5), "");
    file[50] = (file[50] ?? 0) ^ 1;
    assert.throws(() => chunksOf(file), /damaged/u);
  });
});

describe("an animated picture", () => {
  const first = pictured(20, 10, 3);
  const second = { ...first, bytes: first.bytes.slice() };
  second.bytes.set([1, 2, 3, 255], (4 * 20 + 5) * 4);
  second.bytes.set([9, 8, 7, 255], (6 * 20 + 11) * 4);
  const film = animate(
    [
      { pixels: first, duration: 300 },
      { pixels: first, duration: 200 },
      { pixels: second, duration: 1500 },
    ],
    "Two dots come.",
  );
  const chunks = chunksOf(film);

  it("runs as long as its frames, of which equal ones are one", () => {
    assert.deepEqual(runOf(chunks), { frames: 2, duration: 2000 });
    assert.equal(runOf(chunksOf(encode(first, ""))), undefined);
  });

  it("is a still picture for who knows no other", () => {
    assert.deepEqual(decode(film), first);
  });

  it("has in a frame only the rectangle that changed, and its parts are counted", () => {
    const controls = chunks.filter(({ type }) => type === "fcTL").map(({ data }) => data);
    const placed = controls.map((data) => [4, 8, 12, 16].map((at) => data.readUInt32BE(at)));
    assert.deepEqual(placed, [
      [20, 10, 0, 0],
      [7, 3, 5, 4],
    ]);
    const numbered = chunks.filter(({ type }) => type === "fcTL" || type === "fdAT");
    assert.deepEqual(
      numbered.map(({ data }) => data.readUInt32BE(0)),
      [0, 1, 2],
    );
  });
});
