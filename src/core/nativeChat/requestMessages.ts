import type { ChatMessage, RequestMessage, ToolCall } from "../reply/reply.ts";

/** A piece of what somebody else's conversation says, as far as a text model can take it. */
export type MessagePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "toolCall"; readonly call: ToolCall }
  /** What a tool gave back; answers the call of that id. */
  | { readonly kind: "toolResult"; readonly callId: string; readonly text: string };

/** A message of a conversation that another program leads. */
export interface SpokenMessage {
  readonly role: ChatMessage["role"];
  readonly parts: readonly MessagePart[];
}

/**
 * The messages of a request for a conversation that another program leads. The person's own system
 * prompt comes first, the program's own below it. Messages of one role in a row become one, since
 * chat templates want the roles to alternate; a message that says nothing is left out.
 */
export function requestMessages(
  systemPrompt: string | undefined,
  spoken: readonly SpokenMessage[],
): RequestMessage[] {
  const own: SpokenMessage = {
    role: "system",
    parts: [{ kind: "text", text: systemPrompt?.trim() ?? "" }],
  };
  const messages: RequestMessage[] = [];
  for (const message of [own, ...spoken].flatMap(messagesOf)) {
    const last = messages.at(-1);
    if (last !== undefined && isPlain(last) && isPlain(message) && last.role === message.role) {
      const content = `${last.content}\n\n${message.content}`;
      messages.splice(-1, 1, { role: message.role, content });
    } else {
      messages.push(message);
    }
  }
  return messages;
}

/** The results of tools before the text: they answer the calls of the message before. */
function messagesOf({ role, parts }: SpokenMessage): RequestMessage[] {
  const content = parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("");
  const toolCalls = parts.flatMap((part) => (part.kind === "toolCall" ? [part.call] : []));
  const messages: RequestMessage[] = parts.flatMap((part) =>
    part.kind === "toolResult"
      ? [{ role: "tool" as const, content: part.text, toolCallId: part.callId }]
      : [],
  );
  if (role === "assistant" && toolCalls.length > 0) messages.push({ role, content, toolCalls });
  else if (content.trim() !== "") messages.push({ role, content });
  return messages;
}

function isPlain(message: RequestMessage): message is ChatMessage {
  return message.role !== "tool" && !("toolCalls" in message);
}
