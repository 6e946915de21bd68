import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Step } from "./completion.ts";
import type { Gates } from "./gates.ts";

/** Real servers send them about once a second; sooner, tests see several. */
const keepAliveInterval = 100;

/** Says when the next text chunk of a reply goes out. */
export interface TextClock {
  next(closed: AbortSignal): Promise<void>;
}

interface Playing {
  /** Milliseconds before each text chunk. */
  readonly pace: number;
  /** Gives the text chunks their time in place of the pace. */
  readonly clock?: TextClock;
  readonly gates: Gates;
  /** Aborts when the response is closed. */
  readonly closed: AbortSignal;
  /** A text chunk is about to be sent. */
  readonly beforeText: () => void;
  readonly onText: () => void;
  readonly onReset: () => void;
}

/** Sends the steps as server-sent events; rejects with an abort when the client leaves. */
export async function playSteps(
  steps: Iterable<Step>,
  response: ServerResponse,
  { pace, clock, gates, closed, beforeText, onText, onReset }: Playing,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  response.flushHeaders();
  for (const step of steps) {
    closed.throwIfAborted();
    switch (step.type) {
      case "frame":
        if (step.isText) {
          await (clock?.next(closed) ?? paced(pace, closed));
          beforeText();
        }
        await write(response, `data: ${dataOf(step.data)}\n\n`);
        if (step.isText) onText();
        break;
      case "wait":
        await gates.pass(step.gate, closed);
        break;
      case "stall":
        await keepAlive(response, closed);
        break;
      case "reset":
        onReset();
        response.destroy();
        return;
    }
  }
  response.end();
}

async function paced(pace: number, closed: AbortSignal): Promise<void> {
  if (pace > 0) await sleep(pace, undefined, { signal: closed });
}

async function keepAlive(response: ServerResponse, closed: AbortSignal): Promise<never> {
  for (;;) {
    await write(response, ": keep-alive\n\n");
    await sleep(keepAliveInterval, undefined, { signal: closed });
  }
}

/** Waits until the text is with the system, so that a reset cannot overtake it. */
function write(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => response.write(text, () => resolve()));
}

function dataOf(data: object | "[DONE]"): string {
  return typeof data === "string" ? data : JSON.stringify(data);
}
