import type { ModelEndpoint } from "../core/settings/endpoint.ts";
import { isRecord } from "../core/record.ts";
import type { CompletionRequest, RequestMessage, Tool } from "../core/reply/reply.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The body of a chat completion. Only what the person set is sent. An answer is gone on with by
 * vLLM's `continue_final_message`: without thinking, which is over, and as one answer.
 */
export function requestBody({
  endpoint,
  messages,
  tools,
  continues,
}: Pick<CompletionRequest, "endpoint" | "messages" | "tools" | "continues">): Fields {
  const { temperature, topP, n, maxTokens, thinking, extraBody = {} } = endpoint;
  const stream = endpoint.stream ?? true;
  const own = continues
    ? {
        ...templateArguments(extraBody, false),
        add_generation_prompt: false,
        continue_final_message: true,
      }
    : { ...templateArguments(extraBody, thinking), ...definedOnly({ n }) };
  return {
    ...extraBody,
    ...definedOnly({ temperature, top_p: topP, max_tokens: maxTokens }),
    ...own,
    model: endpoint.model,
    messages: messages.map(wireMessage),
    ...(tools === undefined
      ? {}
      : {
          tools: tools.offered.map(wireTool),
          tool_choice: tools.isRequired ? "required" : "auto",
        }),
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
  };
}

/**
 * The body of a chat completion in a file of requests, which `vllm run-batch` takes only as one
 * whole answer: without `stream`, whatever the settings say, and for one answer.
 */
export function batchBody(
  endpoint: ModelEndpoint,
  messages: CompletionRequest["messages"],
): Fields {
  const whole = requestBody({ endpoint: { ...endpoint, n: 1, stream: false }, messages });
  const { stream: _, stream_options: __, ...body } = whole;
  return body;
}

/** The body of vLLM's `/tokenize`, for the prompt that a completion would have. */
export function tokenizeBody(
  { model, thinking, extraBody = {} }: ModelEndpoint,
  messages: CompletionRequest["messages"],
): Fields {
  const template = templateArguments(extraBody, thinking);
  return { model, messages: messages.map(wireMessage), ...template, add_generation_prompt: true };
}

/** Calls of tools as OpenAI's `tool_calls` and `tool_call_id` have them. */
function wireMessage(message: RequestMessage): Fields {
  if (message.role === "tool") {
    const { role, content, toolCallId } = message;
    return { role, tool_call_id: toolCallId, content };
  }
  if (!("toolCalls" in message)) return { ...message };
  const { role, content, toolCalls } = message;
  const calls = toolCalls.map(({ id, name, input }) => ({
    ...{ id, type: "function" },
    function: { name, arguments: input },
  }));
  return { role, content, tool_calls: calls };
}

function wireTool({ name, description, schema }: Tool): Fields {
  const parameters = schema ?? { type: "object", properties: {} };
  return { type: "function", function: { name, description, parameters } };
}

/**
 * `thinking` travels as Qwen3's chat template argument, beside those of the settings (a top-level
 * `enable_thinking` is ignored by vLLM).
 */
function templateArguments(extraBody: Fields, thinking: boolean | undefined): Fields {
  const given = extraBody["chat_template_kwargs"];
  if (thinking === undefined) return definedOnly({ chat_template_kwargs: given });
  return {
    chat_template_kwargs: { ...(isRecord(given) ? given : {}), enable_thinking: thinking },
  };
}

function definedOnly(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
