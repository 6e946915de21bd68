import * as l10n from "@vscode/l10n";
import type { Background } from "../conversation/conversation.ts";
import type { ModelStamp, RequestParameters } from "../settings/endpoint.ts";
import type { Passage } from "../prompt/passage.ts";
import type { Usage } from "../reply/reply.ts";
import { parameterRules } from "../settings/requestParameters.ts";
import type { StoredConversation, StoredMessage } from "../conversation/storedConversation.ts";
import { outcome } from "./faultShape.ts";
import {
  amount,
  count,
  dictionary,
  fits,
  flag,
  list,
  matching,
  name,
  onlyTrue,
  oneOf,
  optional,
  position,
  record,
  text,
  time,
  variants,
} from "./shape.ts";
import { checkTree, messageName } from "./tree.ts";

export const mostMessages = 100_000;
const mostPassages = 10_000;

const id = matching(
  /^[A-Za-z0-9][\w-]{0,99}$/u,
  l10n.t("an id: at most 100 letters, digits, “-” and “_”"),
);
const answerId = matching(
  /^[A-Za-z0-9][\w-]{0,99}\.(?:0|[1-9]\d{0,3})$/u,
  l10n.t("the id of a reply, a dot and a number"),
);

const parameters = record<RequestParameters>({
  systemPrompt: parameter("systemPrompt"),
  temperature: parameter("temperature"),
  topP: parameter("topP"),
  n: parameter("n"),
  maxTokens: parameter("maxTokens"),
  thinking: parameter("thinking"),
  stream: parameter("stream"),
});

function parameter<Name extends keyof RequestParameters>(name: Name) {
  const rule = parameterRules[name];
  return optional(
    fits(rule.wanted, (value): value is Required<RequestParameters>[Name] => rule.accepts(value)),
  );
}

const passage = record<Passage>({
  id,
  kind: oneOf({
    ...{ selection: true, file: true, folder: true, openEditors: true },
    ...{ problems: true, clipboard: true, dropped: true },
  }),
  uri: optional(name),
  name,
  languageId: name,
  text,
  lines: optional(record({ first: position, last: position })),
  part: optional(record({ index: position, count: position })),
  trimmed: optional(onlyTrue),
});

const model = record<ModelStamp>({ key: name, label: name, model: name, host: name, parameters });

const message = variants<StoredMessage, "role">("role", {
  user: {
    id,
    parent: optional(answerId),
    text,
    passages: list(passage, (number) => l10n.t("passage {0}", number), mostPassages),
    background: variants<Background, "kind">("kind", { turns: {}, none: {}, summary: { text } }),
    sentAt: time,
  },
  assistant: {
    id: answerId,
    parent: id,
    model,
    sentAt: time,
    text,
    thinking: text,
    finish: optional(oneOf({ stop: true, length: true, content_filter: true, other: true })),
    thinkingTime: optional(amount),
    cameAsThinking: optional(onlyTrue),
    outcome: optional(outcome),
    usage: optional(
      record<Usage>({ promptTokens: count, completionTokens: count, totalTokens: count }),
    ),
  },
});

const conversation = record<StoredConversation>({
  id,
  createdAt: time,
  title: name,
  pinned: flag,
  modelKey: optional(name),
  parameters,
  chosen: dictionary(name),
  messages: list(message, messageName, mostMessages),
});

/** An untrusted value as a conversation. @throws Misfit where it is none. */
export function readConversation(value: unknown): StoredConversation {
  return checkTree(conversation(value, undefined));
}
