import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { chunk, content, done, finish, frame, half, opening } from "./frames.ts";
import { shortReply, startStream, textOfReply, write } from "./frames.ts";
import type { Script, Stage } from "./scripts.ts";

/** A stream of these pieces, each written by itself, with a proper end. */
function stream(...pieces: readonly (string | Uint8Array)[]): Script {
  return async ({ response }) => {
    startStream(response);
    for (const piece of pieces) await write(response, piece);
    response.end();
  };
}

const reply = opening + content(textOfReply) + finish + done;

/** The whole stream in pieces of so many bytes, which cut characters, line ends and frames. */
function inPieces(size: number): Script {
  return async ({ response }) => {
    startStream(response);
    const bytes = Buffer.from(reply.replaceAll("\n\n", "\r\n\r\n"));
    for (let at = 0; at < bytes.length; at += size) {
      await write(response, bytes.subarray(at, at + size));
      await nextTurn();
    }
    response.end();
  };
}

/** The short reply in two pieces: the n-th request gets it cut behind its n-th byte. */
const cutInTwo: Script = async ({ response, turn }) => {
  startStream(response);
  await write(response, shortReply.subarray(0, turn));
  await nextTurn();
  response.end(shortReply.subarray(turn));
};

/** A stream of one text, given as the bytes between its quotes, with a proper end. */
function bytesOfText(...bytes: readonly number[]): Script {
  const before = `${opening}data: {"choices":[{"index":0,"delta":{"content":"a`;
  return stream(before, Uint8Array.from(bytes), `z"}}]}\n\n${finish}${done}`);
}

/** Begins a stream, then does something that no server should. */
function broken(then: (stage: Stage) => unknown): Script {
  return async (stage) => {
    startStream(stage.response);
    await write(stage.response, opening + content(half));
    then(stage);
  };
}

/** Keep-alive comments until the client leaves. */
const keepAlive = async ({ response }: Stage): Promise<void> => {
  for (;;) {
    await write(response, ": keep-alive\n\n");
    await sleep(20);
  }
};

function toolCall(index: number, id: string | undefined, name: string | undefined, text: string) {
  return { index, id, type: "function", function: { name, arguments: text } };
}

const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
const error = { message: "out of memory", type: "x", code: 500 };
const start = opening + content(half);

/** Streams, whole and broken. */
export const streams = {
  whole: stream(opening, content(textOfReply), finish, frame({ choices: [], usage }), done),
  pieces1: inPieces(1),
  pieces2: inPieces(2),
  pieces3: inPieces(3),
  pieces5: inPieces(5),
  cutInTwo,
  invalidUtf8: bytesOfText(0xe8, 0x97, 0x20, 0xff),
  /** Half a surrogate pair, as UTF-8 never has it. */
  surrogateUtf8: bytesOfText(0xed, 0xa0, 0xbd),
  /** A slash in two bytes. */
  overlongUtf8: bytesOfText(0xc0, 0xaf),
  /** Chinese in GBK. */
  gbk: bytesOfText(0xb2, 0xd8, 0xce, 0xc4),
  doneTwice: stream(start, finish, done, done),
  noDone: stream(start, finish),
  noFinish: stream(start, done),
  noEnd: stream(start),
  doneWithoutSpace: stream(start, "data:[DONE]\n\n"),
  textAfterDone: stream(start, finish, done, content("late")),
  flatError: stream(opening, frame({ object: "error", message: "out of memory" }), done),
  errorFirst: stream(frame({ error }), done),
  errorLater: stream(start, frame({ error }), done),
  errorAfterFinish: stream(start, finish, frame({ error }), done),
  badJson: stream(start, "data: {oops\n\n", content("never"), done),
  strangeFrames: stream(
    frame("null"),
    frame("42"),
    frame([]),
    frame({ choices: 3 }),
    frame({ choices: null }),
    frame({}),
    start,
    frame(chunk({ content: "not asked for" }, null, 7)),
    finish,
    done,
  ),
  thinkingOnly: stream(opening, frame(chunk({ reasoning: "so" })), done),
  thinkingUnclosed: stream(opening, content("<think>so"), finish, done),
  cutAtLimit: stream(start, frame(chunk({}, "length")), done),
  damagedAndCut: stream(start, content("\ufffd"), frame(chunk({}, "length")), done),
  damagedThinking: stream(opening, frame(chunk({ reasoning: "\ufffd" })), start, finish, done),
  emptyAnswer: stream(opening, finish, done),
  thoughtAndAnswer: stream(opening, content("<thi"), content("nk>so</think>\n\nyes"), finish, done),
  /** Two calls of tools in pieces, behind a thought and a word, as vLLM sends them. */
  toolCalls: stream(
    opening + frame(chunk({ reasoning: "so" })) + content("I look."),
    frame(chunk({ tool_calls: [toolCall(0, "call-1", "look", "")] })),
    frame(chunk({ tool_calls: [toolCall(0, undefined, undefined, '{"where":')] })),
    frame(chunk({ tool_calls: [toolCall(1, "call-2", "stop", "")] })),
    frame(chunk({ tool_calls: [toolCall(0, undefined, undefined, '"藏"}')] })),
    frame(chunk({}, "tool_calls")),
    done,
  ),
  two: stream(
    frame(chunk({ content: "a" }, null, 1)) + frame(chunk({ content: "b" }, null, 0)),
    frame(chunk({ content: "A" }, "stop", 1)) + frame(chunk({ content: "B" }, "stop", 0)),
    done,
  ),
  echoFrame: async ({ request, response }) => {
    startStream(response);
    const message = `no such key: ${request.headers.authorization ?? ""}`;
    await write(response, start + frame({ error: { message } }));
    response.end();
  },
  reset: broken(({ request }) => request.socket.resetAndDestroy()),
  resetAfterFinish: async ({ request, response }) => {
    startStream(response);
    await write(response, start + finish);
    request.socket.resetAndDestroy();
  },
  /** What a TLS server says that is spoken to without TLS. */
  tlsAlert: ({ request }) => {
    request.socket.end(Uint8Array.of(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46));
  },
  resetFirst: ({ request }) => void request.socket.resetAndDestroy(),
  /** Goes on with what is no chunk of the transfer. */
  badTransfer: broken(({ request }) => request.socket.write("no length\r\n")),
  /** Ends the connection in the middle of a chunk of the transfer. */
  fin: broken(({ request }) => request.socket.end("ff\r\ndata: {")),
  /** Ends a response whose length nobody said, which is a proper end. */
  finUnframed: ({ request }) => {
    const head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    request.socket.end(head + start);
  },
  hold: broken(() => undefined),
  holdFirst: () => undefined,
  holdAfterHeaders: ({ response }) => startStream(response),
  holdInThinking: async ({ response }) => {
    startStream(response);
    await write(response, opening + frame(chunk({ reasoning: "so" })));
  },
  keepAliveOnly: async (stage) => {
    startStream(stage.response);
    await keepAlive(stage);
  },
  stall: async (stage) => {
    startStream(stage.response);
    await write(stage.response, start);
    await keepAlive(stage);
  },
  /** Frames that bring nothing, as some servers keep a connection alive. */
  stallInFrames: async ({ response }) => {
    startStream(response);
    await write(response, start);
    for (;;) {
      await write(response, opening);
      await sleep(20);
    }
  },
  slow: async ({ response }) => {
    startStream(response);
    await write(response, opening);
    for (let count = 0; count < 10; count++) {
      await sleep(50);
      await write(response, content("·"));
    }
    response.end(finish + done);
  },
  errorStall: async ({ response }) => {
    response.writeHead(500, { "content-type": "text/plain" });
    await write(response, "out of");
  },
  errorReset: async ({ request, response }) => {
    response.writeHead(401, { "content-type": "text/plain" });
    await write(response, "who are");
    request.socket.resetAndDestroy();
  },
} satisfies Record<string, Script>;
