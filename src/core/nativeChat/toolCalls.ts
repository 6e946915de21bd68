import { isRecord } from "../record.ts";
import type { ReplyEvent, ReplySink } from "../reply/reply.ts";

/** A tool that the model wants to be called. */
export interface WantedCall {
  /** The model's own, else one that nothing else has. */
  readonly id: string;
  readonly name: string;
  readonly input: object;
}

/** Puts the pieces of the first answer's tool calls together. */
export class ToolCalls implements ReplySink {
  readonly #calls = new Map<number, { id: string; name: string; text: string }>();

  receive(event: ReplyEvent): void {
    if (event.type !== "toolCall" || event.choice !== 0) return;
    const call = this.#calls.get(event.index) ?? { id: "", name: "", text: "" };
    // Some servers repeat id and name with every piece.
    if (call.id === "") call.id = event.id ?? "";
    if (call.name === "") call.name = event.name ?? "";
    call.text += event.text;
    this.#calls.set(event.index, call);
  }

  end(): void {
    // All is asked for afterwards.
  }

  /** All calls in the order in which they began; a problem names the tool whose input is unsound. */
  read(): readonly WantedCall[] | { readonly unsound: string } {
    const wanted: WantedCall[] = [];
    for (const { id, name, text } of this.#calls.values()) {
      const input = readInput(text);
      if (name === "" || input === undefined) return { unsound: name };
      wanted.push({ id: id === "" ? crypto.randomUUID() : id, name, input });
    }
    return wanted;
  }
}

/** Undefined for what is no JSON object; a tool that needs nothing may get nothing. */
function readInput(text: string): object | undefined {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
