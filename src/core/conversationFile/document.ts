import type { StoredConversation, StoredMessage } from "../conversation/storedConversation.ts";
import {
  heading,
  missingFence,
  quotedPassage,
  remarks,
  shownPath,
  titleHeading,
} from "./readable.ts";

/** What a conversation shows as Markdown to read and work on: questions and answers, no thinking. */
export function conversationDocument(conversation: StoredConversation): string {
  const blocks = [titleHeading(conversation.title), ...shownPath(conversation).flatMap(blocksOf)];
  return `${blocks.filter((block) => block.trim() !== "").join("\n\n")}\n`;
}

function blocksOf(message: StoredMessage): string[] {
  const passages = message.role === "user" ? message.passages : [];
  return [
    heading(message),
    ...passages.map((passage) => quotedPassage(passage)),
    [message.text.trimEnd(), ...missingFence(message.text)].join("\n"),
    ...remarks(message),
  ];
}
