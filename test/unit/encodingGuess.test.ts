import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { guessEncoding } from "../../src/core/text/encodingGuess.ts";

/** Both readings of bytes in hexadecimal. */
function guess(hex: string): string | undefined {
  const bytes = Buffer.from(hex, "hex");
  return guessEncoding({
    gb18030: new TextDecoder("gb18030").decode(bytes),
    big5: new TextDecoder("big5").decode(bytes),
  });
}

describe("the encoding of Chinese texts", () => {
  it("is told by the characters that they are made of, in a few words too", () => {
    // 你好, 会议记录, 拉萨是西藏自治区的首府。
    assert.equal(guess("c4e3bac3"), "gb18030");
    assert.equal(guess("bbe1d2e9bcc7c2bc"), "gb18030");
    assert.equal(guess("c0adc8f8cac7cef7b2d8d7d4d6cec7f8b5c4cad7b8aea1a3"), "gb18030");
    // 你好, 會議紀錄, 拉薩是西藏自治區的首府。
    assert.equal(guess("a741a66e"), "big5");
    assert.equal(guess("b77cc4b3ace0bffd"), "big5");
    assert.equal(guess("a9d4c2c4ac4fa6e8c2c3a6dbaa76b0cfaabaadbaa9b2a143"), "big5");
  });

  it("is not told by what is no Chinese", () => {
    assert.equal(guess(Buffer.from("plain ASCII").toString("hex")), undefined);
    assert.equal(guess(""), undefined);
    // Ça va déjà été, in Latin-1.
    assert.equal(guess("c7612076612064e96ae020e974e9"), undefined);
  });
});
