import type { ChatRequest } from "./chatRequest.ts";
import type { Directives } from "./directives.ts";
import { errorBody } from "./answers.ts";
import type { Choice, Generation, Part } from "./generation.ts";

/** What the server does next in a stream. */
export type Step =
  /** Sends a frame; only text chunks are paced and counted. */
  | { readonly type: "frame"; readonly data: object | "[DONE]"; readonly isText: boolean }
  /** Waits until the gate of that name is opened. */
  | { readonly type: "wait"; readonly gate: string }
  | { readonly type: "stall" }
  | { readonly type: "reset" };

/** What is the same in all frames of a reply. */
export interface Identity {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
}

/** The reply as one JSON body. */
export function completionBody(generation: Generation, identity: Identity): object {
  const choices = generation.choices.map(({ parts, finishReason }, index) => ({
    index,
    message: {
      role: "assistant",
      content: null,
      ...Object.fromEntries(parts.map(({ field, text }) => [field, text])),
    },
    logprobs: null,
    finish_reason: finishReason,
    stop_reason: null,
  }));
  return { ...identity, object: "chat.completion", choices, usage: generation.usage };
}

/** The reply as a stream, with the faults and gates its directives ask for. */
export function completionSteps(
  request: ChatRequest,
  generation: Generation,
  identity: Identity,
): Iterable<Step> {
  return withFaults(wholeStream(request, generation, identity), request.directives);
}

function* wholeStream(
  { directives, includeUsage }: ChatRequest,
  { choices, usage }: Generation,
  identity: Identity,
): Generator<Step> {
  const frame = (fields: object, isText = false): Step => {
    const data = { ...identity, object: "chat.completion.chunk", ...fields };
    return { type: "frame", data, isText };
  };
  const chunk = (index: number, delta: object, finishReason: string | null = null): object => ({
    choices: [{ index, delta, logprobs: null, finish_reason: finishReason }],
  });

  for (const index of choices.keys()) yield frame(chunk(index, { role: "assistant", content: "" }));
  const gates = new Map([
    ["thinking", directives.waitInThinking],
    ["answer", directives.waitFor],
  ]);
  for (const { index, piece } of interleaved(choices)) {
    if (piece === "end") {
      if (directives.noFinish) continue;
      yield frame(chunk(index, { content: "" }, choices[index]?.finishReason));
      continue;
    }
    yield frame(chunk(index, piece.delta), true);
    const gate = gates.get(piece.kind);
    if (gate !== undefined) yield { type: "wait", gate };
    gates.delete(piece.kind);
  }
  if (includeUsage) yield frame({ choices: [], usage });
  if (!directives.noDone) yield done;
}

const done: Step = { type: "frame", data: "[DONE]", isText: false };

/** Cuts the stream off where a directive wants it; a gate before that place still holds. */
function* withFaults(steps: Iterable<Step>, directives: Directives): Generator<Step> {
  let texts = 0;
  for (const step of steps) {
    const fault = step.type === "frame" ? faultAfter(texts, directives) : undefined;
    if (fault !== undefined) {
      yield* fault;
      return;
    }
    yield step;
    if (step.type === "frame" && step.isText) texts++;
  }
}

function faultAfter(texts: number, directives: Directives): readonly Step[] | undefined {
  if (texts === directives.stallAfter) return [{ type: "stall" }];
  if (texts === directives.resetAfter) return [{ type: "reset" }];
  if (texts !== directives.errorFrameAfter) return undefined;
  const error = errorBody("Practice error in the middle of a stream.", "InternalServerError", 500);
  return [{ type: "frame", data: error, isText: false }, done];
}

interface Piece {
  readonly kind: "thinking" | "answer";
  readonly delta: object;
}

/** A piece of each choice in turn, and an end after each choice's last, as vLLM batches them. */
function* interleaved(
  choices: readonly Choice[],
): Generator<{ readonly index: number; readonly piece: Piece | "end" }> {
  let running = choices.map(({ parts }, index) => ({ index, pieces: piecesOf(parts) }));
  while (running.length > 0) {
    const still: typeof running = [];
    for (const choice of running) {
      const { done: ended, value } = choice.pieces.next();
      yield { index: choice.index, piece: ended ? "end" : value };
      if (!ended) still.push(choice);
    }
    running = still;
  }
}

function* piecesOf(parts: readonly Part[]): Generator<Piece, undefined> {
  const alone = !parts.some(({ field }) => field === "content");
  for (const { field, text, answerAt } of parts) {
    let end = 0;
    for (const cut of cutText(text)) {
      end += cut.length;
      const delta = alone ? { content: null, [field]: cut } : { [field]: cut };
      yield { kind: end > answerAt ? "answer" : "thinking", delta };
    }
  }
}

/** Lengths that fall now inside a Tibetan syllable, now inside a tag. */
const cutLengths = [4, 3, 5, 2, 6] as const;

/** Cuts of about four characters anywhere but inside a surrogate pair. */
function* cutText(text: string): Generator<string> {
  let start = 0;
  for (let turn = 0; start < text.length; turn++) {
    let end = start + (cutLengths[turn % cutLengths.length] ?? 4);
    if (/[\uD800-\uDBFF]/.test(text[end - 1] ?? "")) end++;
    yield text.slice(start, end);
    start = end;
  }
}
