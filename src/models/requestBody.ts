import type { ModelEndpoint } from "../core/endpoint.ts";
import { isRecord } from "../core/record.ts";
import type { ChatMessage } from "../core/reply.ts";

/**
 * The body of a chat completion. Only what the person set is sent; `thinking` travels as Qwen3's
 * chat template argument (a top-level `enable_thinking` is ignored by vLLM).
 */
export function requestBody(
  endpoint: ModelEndpoint,
  messages: readonly ChatMessage[],
): Record<string, unknown> {
  const { temperature, topP, n, maxTokens, thinking, extraBody = {} } = endpoint;
  const stream = endpoint.stream ?? true;
  const template = extraBody["chat_template_kwargs"];
  return {
    ...extraBody,
    ...definedOnly({ temperature, top_p: topP, n, max_tokens: maxTokens }),
    ...(thinking === undefined
      ? {}
      : {
          chat_template_kwargs: {
            ...(isRecord(template) ? template : {}),
            enable_thinking: thinking,
          },
        }),
    model: endpoint.model,
    messages,
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
  };
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
