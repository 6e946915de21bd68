import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { FrameReader } from "../../src/models/frameReader.ts";
import { shortReply } from "../servers/raw/frames.ts";

/** On the wire pieces may arrive together again; here they never do. */
function framesOf(...pieces: readonly Uint8Array[]): { frames: string[]; sawDone: boolean } {
  const reader = new FrameReader({ limit: 1000, tooLong: () => new RangeError("too long") });
  const decoder = new TextDecoder();
  const frames = pieces.flatMap((piece) => [...reader.push(piece)].map((it) => decoder.decode(it)));
  reader.end();
  return { frames, sawDone: reader.sawDone };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("frame reader", () => {
  for (const [name, lineEnd] of [
    ["CRLF", "\r\n"],
    ["LF", "\n"],
    ["CR", "\r"],
  ] as const) {
    it(`reads the same wherever a stream with ${name} is cut, twice`, () => {
      const bytes = bytesOf(shortReply.toString().replaceAll("\r\n", lineEnd));
      const whole = framesOf(bytes);
      assert.equal(whole.frames.length, 1);
      assert.equal(whole.sawDone, true);
      for (let first = 1; first < bytes.length; first++) {
        for (let second = first; second < bytes.length; second++) {
          const [a, b] = [bytes.subarray(0, first), bytes.subarray(first, second)];
          assert.deepEqual(framesOf(a, b, bytes.subarray(second)), whole, `${first}, ${second}`);
        }
      }
    });
  }

  it("gives no frame that has no end, but knows [DONE] without one", () => {
    assert.deepEqual(framesOf(bytesOf("data: a\n\ndata: b")), { frames: ["a"], sawDone: false });
    assert.deepEqual(framesOf(bytesOf("data: [DONE]")), { frames: [], sawDone: true });
  });

  it("counts every line of a frame, comments too, and begins anew behind it", () => {
    const part = "x".repeat(600);
    assert.throws(() => framesOf(bytesOf(`: ${part}\n: ${part}\n`)), RangeError);
    assert.equal(framesOf(bytesOf(`data: ${part}\n\ndata: ${part}\n\n`)).frames.length, 2);
  });
});
