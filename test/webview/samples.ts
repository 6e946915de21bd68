import {
  parameterNames,
  type AnswerView,
  type ComposerView,
  type ExchangeView,
  type PanelState,
} from "../../src/protocol/views.ts";

let count = 0;

/** Ids as the host gives them: no two alike in a process. */
function nextId(kind: string): string {
  count += 1;
  return `${kind}-${count}`;
}

/** An answer that is whole; what differs is given. */
export function answer(overrides: Partial<AnswerView> = {}): AnswerView {
  return {
    id: nextId("answer"),
    modelLabel: "Tibet model",
    status: "done",
    sentAt: Date.UTC(2026, 2, 1, 12),
    text: "An answer.",
    thinking: "",
    complete: true,
    continuable: false,
    ...overrides,
  };
}

/** A question with one answer; what differs is given. */
export function exchange(overrides: Partial<ExchangeView> = {}): ExchangeView {
  const id = overrides.id ?? nextId("question");
  return {
    id,
    question: "A question?",
    passages: [],
    siblings: [id],
    answers: [answer()],
    chosen: 0,
    replaceable: false,
    ...overrides,
  };
}

/** A composer where nothing is typed, attached or set. */
export function composer(overrides: Partial<ComposerView> = {}): ComposerView {
  return {
    models: [
      { key: "tibet", label: "Tibet model" },
      { key: "general", label: "General model" },
      { key: "taiwan", label: "Taiwan model" },
    ],
    modelKey: "tibet",
    passages: [],
    parameters: parameterNames.map((name) => ({ name, text: "", fallback: fallbacks[name] })),
    meter: { tokens: 0, isExact: false, reserved: 0 },
    ...overrides,
  };
}

const fallbacks = {
  thinking: "on (server)",
  stream: "on",
  temperature: "0.7 (server)",
  topP: "1 (server)",
  n: "1 (server)",
  maxTokens: "up to the window (server)",
  systemPrompt: "none",
};

/** A conversation that has not begun; what differs is given. */
export function panelState(overrides: Partial<PanelState> = {}): PanelState {
  return {
    conversation: "conversation-1",
    title: "",
    exchanges: [],
    composer: composer(),
    draft: "",
    syntax: {},
    renderDepth: 40,
    ...overrides,
  };
}
