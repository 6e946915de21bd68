import { joined } from "./joined.ts";

/** JSON that is sound but of more parts than any answer has. */
export class JsonSizeError extends Error {}

/** Commas, colons, braces and brackets outside of texts. */
const mostParts = 200_000;

const decoder = new TextDecoder();
const [quote, backslash] = [34, 92];
const isMark = new Uint8Array(256);
for (const mark of "[{,:") isMark[mark.charCodeAt(0)] = 1;

/**
 * Reads JSON in UTF-8. What is made of very many parts, wide or deep, comes to twenty times its
 * bytes in memory and is refused unread.
 *
 * @throws {SyntaxError} where it is no JSON, {@link JsonSizeError} where it is too much of it.
 */
export function readJson(bytes: Uint8Array): unknown {
  if (bytes.length > mostParts && countParts(bytes) > mostParts) throw new JsonSizeError();
  return JSON.parse(decoder.decode(bytes));
}

/** Puts pieces together; JSON is read whole. */
export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return joined(await Array.fromAsync(pieces));
}

function countParts(bytes: Uint8Array): number {
  let parts = 0;
  for (let at = 0; at < bytes.length && parts <= mostParts; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) at = endOfText(bytes, at);
    else parts += isMark[byte] ?? 0;
  }
  return parts;
}

/** Where the text ends whose quote stands at `start`. */
function endOfText(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === backslash) at++;
    else if (bytes[at] === quote) return at;
  }
  return bytes.length;
}
