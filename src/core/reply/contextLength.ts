/** Numbers of a server's "prompt too long", in tokens; a number it did not tell is absent. */
export interface ContextOverflow {
  readonly limit?: number;
  readonly requested?: number;
}

/**
 * Recognises the "prompt too long" of vLLM (four wordings), OpenAI and llama.cpp in the text of a
 * 400, or returns undefined.
 */
export function readContextOverflow(body: string): ContextOverflow | undefined {
  if (!/context (?:length|size|window)|exceed_context_size|context_length_exceeded/iu.test(body)) {
    return undefined;
  }
  const limit = firstNumber(body, [
    /context (?:length|window|size) (?:is|of)(?: only)? (\d+)/iu,
    /"n_ctx"\s*:\s*(\d+)/u,
  ]);
  const whole = firstNumber(body, [
    /(?:you requested|messages resulted in) (\d+) tokens/iu,
    /"n_prompt_tokens"\s*:\s*(\d+)/u,
  ]);
  const input = firstNumber(body, [
    /(?:has|passed|contains)(?: at least)? (\d+) input tokens/iu,
    /contains at least (\d+)/iu,
  ]);
  const output = firstNumber(body, [/requested (\d+) output tokens/iu, /too large: (\d+)/iu]);
  const requested = whole ?? (input === undefined ? undefined : input + (output ?? 0));
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(requested === undefined ? {} : { requested }),
  };
}

function firstNumber(text: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const digits = pattern.exec(text)?.[1];
    if (digits !== undefined) return Number(digits);
  }
  return undefined;
}
