/** What must not be found: the token anywhere, the passage where VS Code and we keep our records. */
export type Secret = "token" | "passage";

/** Bytes that give a secret away, and how they are written. */
export interface Needle {
  readonly secret: Secret;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Hands the mark of a run's token on to all its processes. */
export const markVariable = "TIBET_CHAT_CANARY";

/** What the token is known by, 40 hex digits; undefined where no test has made a token. */
export function canaryMark(): string | undefined {
  const given = process.env[markVariable] ?? "";
  return /^[0-9a-f]{40}$/u.test(given) ? given : undefined;
}

/** Of the passage, near its beginning and near its end, so that a part of it is found too. */
const passageMarks = ["金丝雀亦然", "བྱེའུ་སེར་པོ"];

/**
 * All forms of the token and of the passage. The token's mark is looked for by halves: what is cut
 * once, as by a page of a database or an ellipsis, still has one of them. Hex digits are the same in
 * JSON, in URLs and in HTML.
 */
export function needlesFor(mark: string, secrets: readonly Secret[]): Needle[] {
  const halves = [mark.slice(0, 20), mark.slice(20)];
  return secrets.flatMap((secret) =>
    (secret === "token" ? halves : passageMarks).flatMap((text) =>
      Object.entries({ ...formsOf(text), ...(secret === "passage" ? escapesOf(text) : {}) }).map(
        ([form, bytes]) => ({ secret, form, bytes }),
      ),
    ),
  );
}

function formsOf(text: string): Record<string, Buffer> {
  const plain = Buffer.from(text);
  const utf16 = Buffer.from(text, "utf16le");
  return {
    plain,
    "UTF-16": utf16,
    "UTF-16, big-endian": Buffer.from(utf16).swap16(),
    base64: base64At(plain, 0),
    "base64, one byte later": base64At(plain, 1),
    "base64, two bytes later": base64At(plain, 2),
    hex: Buffer.from(plain.toString("hex")),
    "hex with blanks": Buffer.from(plain.toString("hex").replace(/..(?=.)/gu, "$& ")),
  };
}

function escapesOf(text: string): Record<string, Buffer> {
  const units = [...Buffer.from(text, "utf16le").swap16().toString("hex").matchAll(/.{4}/gu)];
  const escaped = units.map(([unit]) => `\\u${unit}`).join("");
  return {
    "JSON escapes": Buffer.from(escaped),
    "JSON escapes, upper case": Buffer.from(escaped.replace(/[a-f]/gu, (it) => it.toUpperCase())),
    "URL encoding": Buffer.from(encodeURIComponent(text)),
  };
}

/** The signs that are the same whatever stands around the bytes, so many of them behind a border. */
function base64At(bytes: Buffer, behind: 0 | 1 | 2): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(behind), bytes]).toString("base64");
  const first = Math.ceil((behind * 8) / 6);
  const end = Math.floor(((behind + bytes.length) * 8) / 6);
  return Buffer.from(encoded.slice(first, end));
}
