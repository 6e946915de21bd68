import type { Conversation, Reply } from "../../core/conversation/conversation.ts";
import { originOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { buildMessages } from "../../core/prompt/prompt.ts";
import {
  deliver,
  fanOut,
  type Haste,
  type Outcome,
  type ReplySink,
} from "../../core/reply/reply.ts";
import type { HostMessage } from "../../protocol/hostMessage.ts";
import { historySink } from "../history/historySink.ts";
import { readSettings } from "../settings.ts";
import { panelSink } from "./panelSink.ts";
import type { ChatServices } from "./services.ts";

/** One reply that has its place in a conversation and is to be asked for. */
export interface ReplyRequest {
  readonly conversation: Conversation;
  readonly questionId: string;
  readonly reply: Reply;
  readonly endpoint: ModelEndpoint;
  readonly haste: Haste;
  /** The text of a cut answer that the reply goes on with. */
  readonly resumed?: string;
}

/**
 * Sends the request and lets the reply flow into its record, to the viewers, into the history and
 * into further sinks, in this order. Resolves when all of them have ended.
 */
export async function requestReply(
  services: ChatServices,
  request: ReplyRequest,
  post: (message: HostMessage) => void,
  signal: AbortSignal,
  further: readonly ReplySink[],
): Promise<Outcome> {
  const { client, tokens, conversations, facts } = services;
  const { conversation, questionId, reply, endpoint, haste, resumed } = request;
  const asked = buildMessages(endpoint, conversation.prompt(questionId));
  const messages =
    resumed === undefined ? asked : [...asked, { role: "assistant" as const, content: resumed }];
  const place = { conversation: conversation.id, question: questionId };
  const noting: ReplySink = {
    receive: () => undefined,
    end: (outcome) => {
      facts.learn(endpoint, messages, reply.record.usage, outcome);
    },
  };
  const sinks = [
    reply.record,
    panelSink(conversation, questionId, reply, post),
    historySink(conversations, place, reply),
    noting,
    ...further,
  ];
  const token = await tokens.get(originOf(endpoint));
  const stream = client.stream(
    {
      ...{ endpoint, messages, haste, limits: readSettings().limits },
      ...(token === undefined ? {} : { token }),
      ...(resumed === undefined ? {} : { continues: true as const }),
    },
    signal,
  );
  return deliver(stream, fanOut(...sinks));
}

/**
 * Has a server that a person has just asked tell how long its model's window is, once where that is
 * not known. True where it did.
 */
export async function askForWindow(
  { client, tokens, facts }: ChatServices,
  endpoint: ModelEndpoint,
): Promise<boolean> {
  if (!facts.mayAskForWindow(endpoint)) return false;
  const token = await tokens.get(originOf(endpoint));
  const request = { endpoint, limits: readSettings().limits, ...(token ? { token } : {}) };
  const probe = await client.probe(request, new AbortController().signal);
  if (probe.status !== "reachable" || probe.contextWindow === undefined) return false;
  facts.learnWindow(endpoint, probe.contextWindow);
  return true;
}
