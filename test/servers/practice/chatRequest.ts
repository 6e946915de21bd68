import { isRecord } from "../../../src/core/record.ts";
import { badRequest, malformedBody, unknownModel, type Answer } from "./answers.ts";
import { readDirectives, type Directives } from "./directives.ts";
import { countPromptTokens, type PromptEnding } from "./tokens.ts";

export interface Message {
  readonly role: string;
  /** The texts of its parts, where it had parts. */
  readonly content: string;
}

/** A request for a completion that the server accepts. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly promptTokens: number;
  /** Most tokens a choice may have, thinking included. */
  readonly budget: number;
  readonly n: number;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly thinking: boolean;
  /** The assistant's text that the reply goes on with. */
  readonly cutAnswer?: string;
  /** The body as it came, without `messages` and `practice`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly directives: Directives;
}

export type ChatReading =
  | { readonly accepted: true; readonly request: ChatRequest }
  | { readonly accepted: false; readonly answer: Answer };

export interface ChatLimits {
  readonly models: readonly string[];
  readonly maxModelLen: number;
}

/** Checks a body as vLLM would: form, then parameters, then the model, then the length. */
export function readChatRequest(
  body: unknown,
  limits: ChatLimits,
  standing: Directives,
): ChatReading {
  if (!isRecord(body)) {
    return refused(
      malformedBody("model_attributes_type", "", "Input should be a valid dictionary"),
    );
  }
  const own = readDirectives(body["practice"]);
  if (typeof own === "string") return refused(badRequest(own));
  const directives = { ...standing, ...own };
  const messages = readMessages(body["messages"]);
  if (messages === undefined) return refused(messagesProblem(body["messages"]));
  const problem = parameterProblem(body) ?? continuationProblem(body, messages);
  if (problem !== undefined) return refused(problem);

  const model = body["model"] ?? limits.models[0];
  if (!isKnown(model, limits.models)) return refused(unknownModel(model));
  const cut = body["continue_final_message"] === true ? messages.at(-1)?.content : undefined;
  const promptTokens = countPromptTokens(messages, endingOf(body));
  const maxTokens = body["max_tokens"] as number | null | undefined;
  const overflow = overflowText(promptTokens, maxTokens ?? 0, limits.maxModelLen);
  if (overflow !== undefined) return refused(badRequest(overflow));

  const parameters = Object.entries(body).filter(([name]) => !notParameters.has(name));
  const streamOptions = body["stream_options"];
  return {
    accepted: true,
    request: {
      model,
      messages,
      promptTokens,
      budget: maxTokens ?? limits.maxModelLen - promptTokens,
      n: (body["n"] as number | null | undefined) ?? 1,
      stream: body["stream"] === true,
      includeUsage: isRecord(streamOptions) && streamOptions["include_usage"] === true,
      thinking: wantsThinking(body) && cut === undefined,
      ...(cut === undefined ? {} : { cutAnswer: cut }),
      parameters: Object.fromEntries(parameters),
      directives,
    },
  };
}

const notParameters = new Set(["messages", "practice"]);

export function isKnown(model: unknown, known: readonly string[]): model is string {
  return known.some((id) => id === model);
}

/** Undefined where they are missing, empty or not of a message's form. */
export function readMessages(value: unknown): readonly Message[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const messages = value.map(readMessage);
  return messages.every((message) => message !== undefined) ? messages : undefined;
}

/** How the template ends the prompt that a body asks for. */
export function endingOf(body: Readonly<Record<string, unknown>>): PromptEnding {
  if (body["continue_final_message"] === true) return "cut";
  if (body["add_generation_prompt"] === false) return "closed";
  return wantsThinking(body) ? "thinking" : "noThinking";
}

/** vLLM adds the prompt for a new answer unless told otherwise; a cut one leaves no place for it. */
export function continuationProblem(
  body: Readonly<Record<string, unknown>>,
  messages: readonly Message[],
): Answer | undefined {
  if (body["continue_final_message"] !== true) return undefined;
  if (body["add_generation_prompt"] !== false) {
    return badRequest(
      "Cannot set both `continue_final_message` and `add_generation_prompt` to True.",
    );
  }
  if (messages.at(-1)?.role === "assistant") return undefined;
  return badRequest("continue_final_message needs a last message of the assistant.");
}

/** Only the template's own parameter counts; a top-level `enable_thinking` is ignored, as by vLLM. */
function wantsThinking(body: Readonly<Record<string, unknown>>): boolean {
  const template = body["chat_template_kwargs"];
  return !(isRecord(template) && template["enable_thinking"] === false);
}

function refused(answer: Answer): ChatReading {
  return { accepted: false, answer };
}

function readMessage(value: unknown): Message | undefined {
  if (!isRecord(value) || typeof value["role"] !== "string") return undefined;
  const { role, content } = value;
  if (typeof content === "string") return { role, content };
  if (!Array.isArray(content)) return undefined;
  const texts = content.map((part: unknown) => (isRecord(part) ? part["text"] : undefined));
  return { role, content: texts.filter((text) => typeof text === "string").join("") };
}

function messagesProblem(messages: unknown): Answer {
  if (messages === undefined) return malformedBody("missing", "messages", "Field required");
  if (Array.isArray(messages) && messages.length === 0) {
    return badRequest("messages must hold at least one message.");
  }
  return malformedBody("list_type", "messages", "Input should be a valid list of messages");
}

interface NumberRule {
  readonly name: string;
  readonly whole: boolean;
  readonly wanted: string;
  readonly accepts: (value: number) => boolean;
}

const numberRules: readonly NumberRule[] = [
  { name: "temperature", whole: false, wanted: "in [0, 2]", accepts: (v) => v >= 0 && v <= 2 },
  { name: "top_p", whole: false, wanted: "in (0, 1]", accepts: (v) => v > 0 && v <= 1 },
  { name: "n", whole: true, wanted: "at least 1", accepts: (v) => v >= 1 },
  { name: "max_tokens", whole: true, wanted: "at least 1", accepts: (v) => v >= 1 },
];

function parameterProblem(body: Readonly<Record<string, unknown>>): Answer | undefined {
  for (const { name, whole, wanted, accepts } of numberRules) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number" || (whole && !Number.isInteger(value))) {
      const form = whole ? "integer" : "number";
      return malformedBody(
        whole ? "int_type" : "float_type",
        name,
        `Input should be a valid ${form}`,
      );
    }
    if (!accepts(value)) return badRequest(`${name} must be ${wanted}, got ${value}.`);
  }
  if (isRecord(body["stream_options"]) && body["stream"] !== true) {
    return badRequest("Stream options can only be defined when `stream=True`.");
  }
  return undefined;
}

/** vLLM's two commonest texts for a prompt, or prompt and completion, past the window. */
function overflowText(prompt: number, completion: number, limit: number): string | undefined {
  const window = `This model's maximum context length is ${limit} tokens. However, `;
  if (completion === 0 && prompt >= limit) {
    return (
      `${window}your request has ${prompt} input tokens. ` +
      "Please reduce the length of the input messages."
    );
  }
  if (prompt + completion > limit) {
    return (
      `${window}you requested ${prompt + completion} tokens (${prompt} in the messages, ` +
      `${completion} in the completion). Please reduce the length of the messages or completion.`
    );
  }
  return undefined;
}
