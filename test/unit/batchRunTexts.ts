import type { BatchTemplate } from "../../src/core/batch/batch.ts";
import type { RequestMessage } from "../../src/core/reply/reply.ts";
import type { LoggedRequest } from "../servers/practice/requestLog.ts";
import type { PracticeServer } from "../servers/practice/start.ts";

export const translation: BatchTemplate = {
  ...{ name: "translate", title: "Translate", text: "Translate the text into capitals." },
  ...{ parameters: {}, glossary: false },
};

/** A request as it leaves for the server. */
export interface Sent {
  /** The text that is to be answered: the file or a part of it. */
  readonly text: string;
  readonly content: string;
  readonly model: string;
  readonly isForTerms: boolean;
}

/** Of the fenced texts of a prompt the last is the one to be answered; of a request for terms the first. */
export function sentOf(messages: readonly RequestMessage[], model: string): Sent {
  const content = messages.at(-1)?.content ?? "";
  const fenced = Array.from(
    content.matchAll(/^(`{3,})[^\n]*\n([\s\S]*?)\n?^\1$/gmu),
    ([, , text]) => text,
  );
  const isForTerms = content.startsWith("Source");
  return { content, model, isForTerms, text: (isForTerms ? fenced[0] : fenced.at(-1)) ?? "" };
}

/** Texts that fit a request each. */
export function shortSources(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `f${index}.txt`,
      `this is file ${index}, and no other\n`,
    ]),
  );
}

/** A text of paragraphs, of which no two are alike. */
export function longSource(name: string, paragraphs: number): string {
  return Array.from(
    { length: paragraphs },
    (_, index) => `${name} says in paragraph ${index} what nobody says elsewhere.`,
  ).join("\n\n");
}

/** Completions in the order of their arrival. */
export async function completions(server: PracticeServer): Promise<readonly LoggedRequest[]> {
  return (await server.log()).filter(({ path }) => path.endsWith("/chat/completions"));
}
