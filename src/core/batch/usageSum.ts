import type { Usage } from "../reply/reply.ts";

/** What parts or items came to; undefined where no server counted. */
export function sumOf(parts: readonly { readonly usage?: Usage }[]): Usage | undefined {
  return parts.reduce<Usage | undefined>((sum, { usage }) => {
    if (usage === undefined || sum === undefined) return usage ?? sum;
    return {
      promptTokens: sum.promptTokens + usage.promptTokens,
      completionTokens: sum.completionTokens + usage.completionTokens,
      totalTokens: sum.totalTokens + usage.totalTokens,
    };
  }, undefined);
}
