/** What the person set for a request; an absent field is not sent, so the server's default holds. */
export interface SamplingParameters {
  /** 0 to 2. */
  readonly temperature?: number;
  /** Nucleus sampling, 0 to 1. */
  readonly topP?: number;
  /** Answers wanted for one prompt, 1 or more. */
  readonly n?: number;
  /** Upper bound of the completion, in tokens. */
  readonly maxTokens?: number;
  /** Qwen3's `enable_thinking`; the servers think unless told otherwise. */
  readonly thinking?: boolean;
  /** Whether the reply is sent piece by piece; unset means yes. */
  readonly stream?: boolean;
}

/** What a person can set for one conversation; it goes over the model's own settings. */
export interface RequestParameters extends SamplingParameters {
  readonly systemPrompt?: string;
}

/** One configured model on one server, after merging and validation. */
export interface ModelEndpoint extends RequestParameters {
  /** Key in `tibetChat.models`. */
  readonly key: string;
  readonly label: string;
  /** API root without a trailing slash, e.g. `http://host:8000/v1`. */
  readonly baseUrl: string;
  /** The name the server knows the model by. */
  readonly model: string;
  /** The model's window, prompt and completion together, in tokens. */
  readonly contextWindow?: number;
  /** Whether its server takes `tools`; unset means no. */
  readonly toolCalls?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further fields of the request body. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** What is kept of the model that a reply came from: who answered and how it was asked, no address to send to. */
export interface ModelStamp {
  /** Key in `tibetChat.models`, for asking it again. */
  readonly key: string;
  readonly label: string;
  readonly model: string;
  /** Host and port. */
  readonly host: string;
  readonly parameters: RequestParameters;
}

export function stampOf(endpoint: ModelEndpoint): ModelStamp {
  const { key, label, model } = endpoint;
  return { key, label, model, host: hostOf(endpoint), parameters: parametersOf(endpoint) };
}

/** Only what is set: absent fields stay absent. */
function parametersOf(endpoint: RequestParameters): RequestParameters {
  const { systemPrompt, temperature, topP, n, maxTokens, thinking, stream } = endpoint;
  const all = { systemPrompt, temperature, topP, n, maxTokens, thinking, stream };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Scheme, host and port: what a token is bound to. */
export function originOf(endpoint: Pick<ModelEndpoint, "baseUrl">): string {
  return new URL(endpoint.baseUrl).origin;
}

/** Host and port, as faults name a server. */
export function hostOf(endpoint: Pick<ModelEndpoint, "baseUrl">): string {
  return new URL(endpoint.baseUrl).host;
}
