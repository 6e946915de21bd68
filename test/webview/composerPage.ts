import type { Locator } from "playwright-core";
import type { PageMessage } from "../../src/protocol/pageMessage.ts";
import type { PanelState } from "../../src/protocol/views.ts";
import { openPage, type PageHarness, type PageOptions } from "./page.ts";
import { panelState } from "./samples.ts";

/** The page with a snapshot shown, and the parts of its composer. */
export interface ComposerPage extends PageHarness {
  readonly field: Locator;
  readonly form: Locator;
  /** What the field holds. */
  text(): Promise<string>;
  /** Where the caret stands. */
  caret(): Promise<number>;
  /** The messages of one type that the page has said so far. */
  said<Type extends PageMessage["type"]>(
    type: Type,
  ): Promise<Extract<PageMessage, { type: Type }>[]>;
  /** A message of one type, said already or yet to come. */
  hear<Type extends PageMessage["type"]>(
    type: Type,
    fits?: (message: Extract<PageMessage, { type: Type }>) => boolean,
  ): Promise<Extract<PageMessage, { type: Type }>>;
  /** Types character by character without a rest between them, however busy the machine is. */
  typeAtOnce(text: string): Promise<void>;
  /**
   * Presses a key in the field as its event tells it: while an input method composes, as one that
   * it has processed (the last key of some methods says so by its code alone), or plainly.
   */
  pressAs(key: string, how: "composing" | "processed" | "plain"): Promise<void>;
  /** Puts data on the clipboard as another program would: unchanged, whatever it is. */
  copy(data: Readonly<Record<string, string>>): Promise<void>;
}

export async function openComposer(
  overrides: Partial<PanelState> = {},
  options: PageOptions = {},
): Promise<ComposerPage> {
  const harness = await openPage(options);
  await harness.send({ type: "snapshot", state: panelState(overrides) });
  const { page } = harness;
  const field = page.getByRole("textbox", { name: "Message" });
  type Said<Type extends PageMessage["type"]> = Extract<PageMessage, { type: Type }>;
  return {
    ...harness,
    field,
    form: page.getByRole("form", { name: "Question" }),
    text: () => field.inputValue(),
    caret: () => field.evaluate((element: HTMLTextAreaElement) => element.selectionStart),
    said: async <Type extends PageMessage["type"]>(type: Type) =>
      (await harness.posted()).filter((message) => message.type === type) as Said<Type>[],
    hear: async <Type extends PageMessage["type"]>(
      type: Type,
      fits: (message: Said<Type>) => boolean = () => true,
    ) => {
      const fitting = (message: PageMessage) =>
        message.type === type && fits(message as Said<Type>);
      return (await harness.waitForPosted(fitting)) as Said<Type>;
    },
    typeAtOnce: (text) =>
      page.evaluate((given) => {
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else types
        for (const character of given) document.execCommand("insertText", false, character);
      }, text),
    pressAs: (key, how) =>
      field.evaluate(
        (element, given) => {
          const keyCode = given.how === "processed" ? { keyCode: 229 } : {};
          const init = { key: given.key, isComposing: given.how === "composing", ...keyCode };
          const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
          element.dispatchEvent(event);
        },
        { key, how },
      ),
    copy: async (data) => {
      await field.focus();
      await page.evaluate((given) => {
        const put = (event: ClipboardEvent) => {
          for (const [type, value] of Object.entries(given))
            event.clipboardData?.setData(type, value);
          event.preventDefault();
        };
        document.addEventListener("copy", put, { once: true });
      }, data);
      await page.keyboard.press("Control+C");
    },
  };
}
