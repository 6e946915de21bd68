import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { chunk, content, done, finish, frame, opening, startStream, write } from "./frames.ts";
import type { Script } from "./scripts.ts";

const megabyte = 1_000_000;
/** Far past every cap, so that a client without one fails a test and not the machine. */
const most = 400;

function* megabytes(one: string): Generator<string> {
  for (let count = 0; count < most; count++) yield one;
}

/** Unpacks to 400 MB. */
function gzipBomb(status: number, contentType: string, one: string): Script {
  return async ({ response }) => {
    response.writeHead(status, { "content-type": contentType, "content-encoding": "gzip" });
    await pipeline(megabytes(one), createGzip({ level: 1 }), response);
  };
}

/** A stream that goes on with the same bytes until the client leaves, or very long. */
function endless(bytes: () => string): Script {
  return async ({ response }) => {
    const text = bytes();
    const times = Math.max(1, Math.round(megabyte / Buffer.byteLength(text)));
    const part = Buffer.from(text.repeat(times));
    startStream(response);
    await write(response, opening + content("kept"));
    for (let sent = 0; sent < most * megabyte; sent += part.length) await write(response, part);
    response.end();
  };
}

/** Smallest frame that says so much. */
const small = (delta: object, index = 0) => frame({ choices: [{ index, delta }] });
const choices = Array.from({ length: 100 }, (_, index) => small({ content: "字" }, index)).join("");

const line = `: ${"x".repeat(megabyte - 4)}\n`;
const comment = `${line}\n`;
const spaces = " ".repeat(megabyte);

/** More than anyone wants. */
export const floods = {
  longLine: async ({ response }) => {
    startStream(response);
    await write(response, `${opening}${content("kept")}data: {"choices": "`);
    for (const part of megabytes("x".repeat(megabyte))) await write(response, part);
    response.end();
  },
  longFrame: async ({ response }) => {
    startStream(response);
    await write(response, opening + content("kept"));
    for (const part of megabytes(line)) await write(response, part);
    response.end();
  },
  endless: endless(() => comment),
  endlessText: endless(() => frame(chunk({ content: "藏文" }))),
  endlessThinking: endless(() => small({ reasoning: "想" })),
  endlessUnclosed: endless(() => small({ content: "<think>想" })),
  /** Every choice that may be asked for, and more. */
  endlessChoices: endless(() => choices),
  endlessKeepAlives: endless(() => ": keep-alive\n\n"),
  endlessBlankLines: endless(() => "\n"),
  endlessEmptyFrames: endless(() => frame({ choices: [] })),
  endlessTinyFrames: endless(() => "data:1\n\n"),
  /** Pieces of a text that are as long as a frame may be. */
  endlessLongText: endless(() => small({ content: "字".repeat(1_000_000) })),
  /** What a frame of 4 MB can hold at most, in levels and in objects. */
  deepFrames: endless(() => `data: ${"[".repeat(1_900_000)}${"]".repeat(1_900_000)}\n\n`),
  wideFrames: endless(() => `data: {"choices":[{}${",{}".repeat(1_300_000)}]}\n\n`),
  jsonWide: ({ response }) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"choices":[{}${",{}".repeat(1_300_000)}]}`);
  },
  bombStream: gzipBomb(200, "text/event-stream", comment),
  bombJson: gzipBomb(200, "application/json", spaces),
  bombError: gzipBomb(500, "text/plain", "no ".repeat(300_000)),
  endlessError: async ({ response }) => {
    response.writeHead(500, { "content-type": "text/plain" });
    for (const part of megabytes("no ".repeat(300_000))) await write(response, part);
    response.end();
  },
  many: async ({ response }) => {
    startStream(response);
    await write(response, opening);
    const frames = content("字").repeat(1000);
    for (let count = 0; count < 100; count++) await write(response, frames);
    response.end(finish + done);
  },
} satisfies Record<string, Script>;
