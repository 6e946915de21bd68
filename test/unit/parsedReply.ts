import { ReplyParser } from "../../src/core/reply/replyParser.ts";
import { ReplyRecord } from "../../src/core/conversation/replyRecord.ts";
import type { ReplyEvent } from "../../src/core/reply/reply.ts";

/** What a person would be shown of one answer, without the time it took. */
interface ShownAnswer {
  readonly text: string;
  readonly thinking: string;
  readonly finish?: string;
  readonly cameAsThinking?: true;
}

/** A stream of frames, parsed and folded as the panel does it. */
export interface ParsedReply {
  readonly answers: readonly ShownAnswer[];
  readonly events: readonly ReplyEvent[];
  readonly errors: readonly string[];
  readonly parser: ReplyParser;
  readonly record: ReplyRecord;
}

export function parseReply(
  frames: readonly unknown[],
  { n = 1, thinking }: { n?: number; thinking?: boolean | undefined } = {},
): ParsedReply {
  const parser = new ReplyParser(n, thinking);
  const parsed = frames.map((frame) => parser.push(frame));
  const events = [...parsed.flatMap((frame) => frame.events), ...parser.end()];
  const errors = parsed.map(({ error }) => error).filter((error) => error !== undefined);
  const record = new ReplyRecord(undefined, () => 0);
  for (const event of events) record.receive(event);
  record.end({ status: "done" });
  const answers = record.answers.map((answer) => {
    const shown = { ...answer };
    delete shown.thinkingTime;
    return shown;
  });
  return { answers, events, errors, parser, record };
}

/** A streamed chunk with one choice. */
export function chunk(delta: unknown, index = 0, finish: string | null = null): object {
  return {
    object: "chat.completion.chunk",
    choices: [{ index, delta, logprobs: null, finish_reason: finish }],
  };
}

export function contentChunks(pieces: readonly string[], index = 0): object[] {
  return pieces.map((content) => chunk({ content }, index));
}

/** The pieces of a text cut at these offsets, which may be anything. */
export function cutAt(text: string, offsets: readonly number[]): string[] {
  const within = offsets.map((offset) => offset % (text.length + 1));
  const ends = [...within, text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
}
