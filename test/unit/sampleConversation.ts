import type {
  StoredAnswer,
  StoredConversation,
} from "../../src/core/conversation/storedConversation.ts";

/** A small conversation with a bit of everything. */
export const sampleConversation: StoredConversation = {
  id: "c1",
  createdAt: 1_700_000_000_000,
  title: "བོད་ཡིག — “Notes”",
  pinned: true,
  modelKey: "tibet",
  parameters: { temperature: 0.3, systemPrompt: "Be brief -- please." },
  chosen: { "": "q1", q1: "r1.1" },
  messages: [
    {
      ...{ role: "user", id: "q1", text: "What is this?\r\nSay it.", sentAt: 1_700_000_000_001 },
      background: { kind: "turns" },
      passages: [
        {
          ...{ id: "p1", kind: "selection", uri: "file:///notes.md", name: "notes.md" },
          ...{ languageId: "markdown", text: "```\n人人生而自由。\n```\n" },
          lines: { first: 3, last: 5 },
        },
      ],
    },
    ...["One `answer`.\n\n", "Another:\n```python\nx = 1"].map((text, choice): StoredAnswer => ({
      ...{ role: "assistant", id: `r1.${choice}`, parent: "q1", sentAt: 1_700_000_000_002 },
      model: {
        ...{ key: "tibet", label: "Tibet · 涉藏", model: "model/m", host: "127.0.0.1:1" },
        parameters: { n: 2 },
      },
      ...{ text, thinking: "So…", finish: "stop", thinkingTime: 12.5 },
      outcome: { status: "done" },
      usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15 },
    })),
    {
      ...{ role: "user", id: "q2", parent: "r1.1", text: "And then?", sentAt: 1_700_000_000_003 },
      ...{ background: { kind: "summary", text: "They talked." }, passages: [] },
    },
    {
      ...{ role: "assistant", id: "r2.0", parent: "q2", sentAt: 1_700_000_000_004 },
      model: {
        ...{ key: "general", label: "General", model: "Qwen/Qwen3-14B", host: "127.0.0.1:1" },
        parameters: {},
      },
      ...{ text: "Then", thinking: "" },
      outcome: { status: "failed", fault: { kind: "stalled", host: "127.0.0.1:1", seconds: 60 } },
    },
  ],
};
