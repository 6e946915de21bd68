import type { Fault } from "../reply/fault.ts";
import type { ModelClient, ProbeRequest } from "../reply/reply.ts";
import { plainText } from "../text/plainText.ts";

export type ShortAnswer =
  | {
      readonly status: "answered";
      /** From the question to the first piece of text or thinking, in milliseconds. */
      readonly firstToken: number;
      /** The beginning of the answer, plain; empty where only thinking came. */
      readonly text: string;
    }
  | { readonly status: "failed"; readonly fault: Fault }
  | { readonly status: "stopped" };

const question = "Say hello.";
/** Most tokens of the answer. */
const mostTokens = 16;

/**
 * Asks a model something that costs next to nothing, as it would be asked in earnest but for the
 * system prompt, once: a server that is busy is not waited for.
 *
 * @param until what is waited for; the connection is closed then.
 */
export async function askShortly(
  client: ModelClient,
  request: Omit<ProbeRequest, "wantsVersion">,
  signal: AbortSignal,
  until: "firstToken" | "answer" = "answer",
): Promise<ShortAnswer> {
  const { systemPrompt: _, n: __, ...rest } = request.endpoint;
  const endpoint = { ...rest, maxTokens: mostTokens };
  const messages = [{ role: "user", content: question }] as const;
  const begun = performance.now();
  const reply = client.stream({ ...request, endpoint, messages }, signal);
  let firstToken: number | undefined;
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reply.next();
      if (done) {
        if (firstToken === undefined && value.status === "failed") return value;
        if (value.status === "stopped") return value;
        break;
      }
      if (value.type === "waiting") return { status: "failed", fault: value.fault };
      if (value.type !== "text" && value.type !== "thinking") continue;
      if (value.text === "") continue;
      firstToken ??= performance.now() - begun;
      if (value.type === "text") text += value.text;
      if (until === "firstToken") break;
    }
  } finally {
    await reply.return({ status: "stopped" });
  }
  // A server that ends a reply without a word has answered, too.
  firstToken ??= performance.now() - begun;
  return { status: "answered", firstToken, text: plainText(text, 60) };
}
