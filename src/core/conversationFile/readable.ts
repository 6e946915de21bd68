import { describeFault } from "../reply/faultText.ts";
import { plainTitle, type Passage } from "../prompt/passage.ts";
import { plainText } from "../text/plainText.ts";
import { oneLine, quote } from "../prompt/quotation.ts";
import {
  restoreConversation,
  type StoredConversation,
  type StoredMessage,
} from "../conversation/storedConversation.ts";

/** The questions and answers of the path that is shown, in turn. */
export function shownPath(conversation: StoredConversation): StoredMessage[] {
  const byId = new Map(conversation.messages.map((message) => [message.id, message]));
  return restoreConversation(conversation)
    .exchanges.flatMap(({ question, chosen }) => [question.id, chosen?.id ?? ""])
    .map((id) => byId.get(id))
    .filter((message) => message !== undefined);
}

export function titleHeading(title: string): string {
  return `# ${title.trim() === "" ? "Conversation" : escapeLine(title)}`;
}

export function heading(message: StoredMessage): string {
  return `## ${message.role === "user" ? "You" : escapeLine(message.model.label)}`;
}

/** The beginning of a text, to tell by which one is meant. */
export function excerpt(text: string): string {
  return `“${escapeLine(plainText(text, 60))}”`;
}

/** What there is to say of a message apart from its text. */
export function remarks(message: StoredMessage): string[] {
  if (message.role === "user") {
    return message.background.kind === "none" ? ["*Asked without the turns before.*"] : [];
  }
  const { outcome, finish } = message;
  return [
    ...(outcome?.status === "failed" ? [describeFault(outcome.fault).message] : []),
    ...(outcome?.status === "stopped" ? ["Stopped."] : []),
    ...(finish === "length" ? ["Cut at max_tokens. The answer is incomplete."] : []),
  ].map((remark) => `*${escapeLine(remark)}*`);
}

/** A passage under its name, in a fence. */
export function quotedPassage(passage: Passage, text: string = passage.text): string {
  const language = /^[^\s`]*$/u.test(passage.languageId) ? passage.languageId : "";
  return quote(`**${escapeLine(plainTitle(passage))}**`, language, text);
}

/** The line that a text lacks where its last code block was left open; else none. */
export function missingFence(text: string): string[] {
  let open = "";
  for (const [, fence = "", rest = ""] of text.matchAll(/(?:^|\n) {0,3}(`{3,}|~{3,})([^\n]*)/gu)) {
    if (open === "") open = fence.startsWith("`") && rest.includes("`") ? "" : fence;
    else if (fence.startsWith(open) && rest.trim() === "") open = "";
  }
  return open === "" ? [] : [open];
}

/** A text as one line of Markdown that shows it as it is. */
function escapeLine(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>&#|~]/gu, String.raw`\$&`);
}
