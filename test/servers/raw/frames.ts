import type { ServerResponse } from "node:http";

/** The texts that every streaming script is made of. */
export const textOfReply = "藏文 བོད་ཡིག་གི་ནོར་བུ། 👨‍👩‍👧🙏🏽 é";
export const half = "一半";

/** A short reply of every kind of script, whose end only `[DONE]` tells, in bytes; its frame has two lines. */
export const shortText = "藏བོད་👩‍🚀é";
export const shortReply = Buffer.from(
  `: 藏\r\ndata: {"choices":\r\ndata: [{"delta":{"content":"${shortText}"}}]}\r\n\r\ndata: [DONE]\r\n\r\n`,
);

export function frame(value: unknown): string {
  return `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
}

export function chunk(delta: object, finish: string | null = null, index = 0): object {
  const choices = [{ index, delta, logprobs: null, finish_reason: finish }];
  return { id: "1", object: "chat.completion.chunk", created: 1, model: "m", choices };
}

export const opening = frame(chunk({ role: "assistant", content: "" }));
export const finish = frame(chunk({}, "stop"));
export const done = frame("[DONE]");

export function content(text: string): string {
  return frame(chunk({ content: text }));
}

export function startStream(response: ServerResponse, headers: Record<string, string> = {}): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...headers });
  response.flushHeaders();
}

/** Resolves when the bytes are with the system; rejects when the client has left. */
export function write(response: ServerResponse, bytes: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
