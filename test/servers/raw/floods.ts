import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { content, done, finish, opening, startStream, write } from "./frames.ts";
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
  endless: async ({ response }) => {
    startStream(response);
    await write(response, opening + content("kept"));
    for (const part of megabytes(comment)) await write(response, part);
    response.end();
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
