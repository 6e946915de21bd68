import type { Frame, Locator } from "playwright-core";
import type { ParameterName } from "../../src/protocol/views.ts";

/** The parts of the panel by the roles and names that screen readers see. */
export interface Panel {
  readonly frame: Frame;
  readonly log: Locator;
  readonly message: Locator;
  readonly model: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly questions: Locator;
  readonly replies: Locator;
  /** What the next question is about. */
  readonly chips: Locator;
  /** Tokens of the next prompt; the host tells them when it has taken what was typed. */
  readonly meter: Locator;
  /** What is said above the composer. */
  readonly notice: Locator;
  /** Entries that complete what is typed. */
  readonly suggestions: Locator;
  suggestion(label: string): Locator;
  readonly history: History;
  /** A button by its whole name, wherever it is. */
  button(name: string): Locator;
  /** Types a question into the composer and sends it with Enter. */
  ask(question: string): Promise<void>;
  /** The same, and resolves with the reply when it has ended. */
  hear(question: string): Promise<Locator>;
  /** Takes an entry of the menu that attaches context. */
  attach(entry: string): Promise<void>;
  chooseModel(label: string): Promise<void>;
  /** Types a parameter, or takes one of the three states of `thinking` and `stream`. */
  setParameter(name: ParameterName, text: string): Promise<void>;
  /** The field of a parameter, with the form open. */
  parameter(name: ParameterName): Promise<Locator>;
}

/** Earlier conversations, where they are shown in place of the conversation. */
interface History {
  readonly search: Locator;
  readonly items: Locator;
  readonly headings: Locator;
  /** The button of a conversation that opens it. */
  open(title: string): Locator;
}

export function panelOf(frame: Frame): Panel {
  const message = frame.getByRole("textbox", { name: "Message" });
  const log = frame.getByRole("log", { name: "Conversation" });
  const articles = log.getByRole("article");
  const you = frame.locator('[aria-label="You"]');
  const replies = articles.and(frame.locator(':not([aria-label="You"])'));
  const composer = frame.getByRole("form", { name: "Question", exact: true });
  const history = frame.getByRole("region", { name: "History" });
  const button = (name: string) => frame.getByRole("button", { name, exact: true });

  const panel: Panel = {
    frame,
    log,
    message,
    model: frame.getByRole("combobox", { name: "Model" }),
    send: button("Send"),
    stop: button("Stop"),
    questions: articles.and(you),
    replies,
    chips: composer.getByRole("list", { name: "Passages" }).getByRole("listitem"),
    meter: frame.locator(".meter"),
    notice: composer.getByRole("alert"),
    suggestions: frame.locator(".completions").getByRole("option"),
    suggestion: (label) => frame.locator(".completion-label").getByText(label, { exact: true }),
    history: {
      search: history.getByRole("searchbox", { name: "Search conversations" }),
      items: history.locator(".history-item"),
      headings: history.getByRole("heading", { level: 3 }),
      open: (title) => history.locator(".history-open").filter({ hasText: title }),
    },
    button,
    ask: async (question) => {
      // Before the host has told of any model there is nobody to ask.
      await frame
        .locator("vscode-single-select vscode-option")
        .first()
        .waitFor({ state: "attached" });
      await message.fill(question);
      await message.press("Enter");
    },
    hear: async (question) => {
      const reply = replies.nth(await replies.count());
      await panel.ask(question);
      // It can be asked again as soon as it has ended.
      await reply.getByRole("button", { name: "Regenerate" }).waitFor();
      return reply;
    },
    attach: async (entry) => {
      await button("Attach").click();
      await frame.getByRole("menuitem", { name: entry, exact: true }).click();
    },
    chooseModel: async (label) => {
      await panel.model.click();
      await frame.getByRole("option", { name: label }).click();
      await panel.model.getByText(label).waitFor();
    },
    parameter: async (name) => {
      const toggle = frame.getByRole("button", { name: /^Parameters/u });
      if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
      return frame.locator(`#parameter-${name}, fieldset:has([name=parameter-${name}])`);
    },
    setParameter: async (name, text) => {
      const field = await panel.parameter(name);
      const isChoice = name === "thinking" || name === "stream";
      if (!isChoice) return field.fill(text);
      // What the host says of an earlier change may come behind the click.
      await field.getByRole("radio", { name: text }).click();
      await field.locator(`input[value=${text.toLowerCase()}]:checked`).waitFor();
    },
  };
  return panel;
}
