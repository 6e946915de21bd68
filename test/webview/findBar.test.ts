import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

const exchanges = [
  exchange({
    id: "q1",
    question: "What is **equal** here?",
    answers: [
      answer({
        id: "a1",
        text: "All are **eq**ual, and Equal again.\n\n```ts\nconst equal = 1;\n```\n\n[x](https://equal.test/)",
        thinking: "Is it equal?",
        thinkingTime: 100,
      }),
    ],
  }),
  exchange({
    id: "q2",
    question: "བོད་ཡིག་གི་སྐྱེས་",
    answers: [answer({ text: "人人平等，一律平等。" })],
  }),
];

describe("finding in the conversation", () => {
  let chat: ConversationPage;
  beforeEach(async () => (chat = await openConversation(exchanges)));
  afterEach(() => chat.close());

  const bar = () => chat.page.getByRole("search", { name: "Find in the conversation" });
  const field = () => bar().getByRole("textbox", { name: "Find" });
  const count = (text: string) =>
    bar().getByRole("status").getByText(text, { exact: true }).waitFor();
  const marked = (name: "find-match" | "find-current") =>
    chat.page.evaluate((highlight) => {
      return [...(CSS.highlights.get(highlight) ?? [])].map((place) => {
        const range = document.createRange();
        range.setStart(place.startContainer, place.startOffset);
        range.setEnd(place.endContainer, place.endOffset);
        return range.toString();
      });
    }, name);
  const current = async () => (await marked("find-current"))[0];
  const open = async (text: string) => {
    await chat.send({ type: "find" });
    await field().fill(text);
  };

  it("opens for the host and for Control+F with the cursor in it, and gives the cursor back", async () => {
    await chat.send({ type: "find" });
    await chat.page.locator("input[aria-label=Find]:focus").waitFor();
    await chat.page.keyboard.press("Escape");
    await bar().waitFor({ state: "detached" });
    await chat.button("Copy question").first().focus();
    await chat.page.keyboard.press("Control+f");
    await chat.page.locator("input[aria-label=Find]:focus").waitFor();
    await chat.button("Close").click();
    await chat.page.locator('button[aria-label="Copy question"]:focus').waitFor();
    await chat.page.keyboard.press("Meta+f");
    await chat.page.locator("input[aria-label=Find]:focus").waitFor();
    await chat.log.focus();
    await chat.page.keyboard.press("Escape");
    await bar().waitFor({ state: "detached" });
  });

  it("finds in questions and answers as they are shown, not in their markup", async () => {
    await open("equal");
    await count("1 of 4");
    assert.deepEqual(await marked("find-match"), ["equal", "equal", "Equal", "equal"]);
    await field().fill("**equal**");
    await count("1 of 1");
    await field().fill("**eq");
    await count("1 of 1");
    await field().fill("equal.test");
    await count("No results");
    assert.deepEqual(await marked("find-match"), []);
    await field().fill("");
    await chat.page.waitForFunction(
      () => document.querySelector(".find [role=status]")?.textContent === "",
    );
  });

  it("rests once it has found all", async () => {
    await open("equal");
    await count("1 of 4");
    await chat.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const draws = await chat.page.evaluate(async () => {
      let made = 0;
      const { set } = CSS.highlights;
      CSS.highlights.set = (name, highlight) => {
        made += 1;
        return set.call(CSS.highlights, name, highlight);
      };
      for (let frame = 0; frame < 10; frame += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return made;
    });
    assert.equal(draws, 0);
  });

  it("finds in thinking that is open", async () => {
    await open("is it equal");
    await count("No results");
    await chat.page.getByText("Thought for 0.1 s").click();
    await count("? of 1");
    await chat.page.getByText("Thought for 0.1 s").click();
    await count("No results");
  });

  it("goes forth and back with keys and buttons, round the ends", async () => {
    await open("equal");
    await count("1 of 4");
    await field().press("Enter");
    await count("2 of 4");
    await field().press("F3");
    await count("3 of 4");
    assert.equal(await current(), "Equal");
    await field().press("Shift+Enter");
    await count("2 of 4");
    await chat.button("Previous match").click();
    await count("1 of 4");
    await chat.page.keyboard.press("Shift+F3");
    await count("4 of 4");
    await chat.button("Next match").click();
    await count("1 of 4");
  });

  it("minds the case where asked to", async () => {
    await open("Equal");
    await count("1 of 4");
    await chat.button("Match case").click();
    await count("1 of 1");
    assert.equal(await chat.button("Match case").getAttribute("aria-pressed"), "true");
  });

  it("finds Chinese and Tibetan, and marks whole graphemes", async () => {
    await open("平等");
    await count("1 of 2");
    await field().fill("ས");
    await count("1 of 2");
    assert.deepEqual(await marked("find-match"), ["སྐྱེ", "ས"]);
  });

  it("stays at its match while the query grows", async () => {
    await open("e");
    await field().press("Enter");
    await field().press("Enter");
    await field().press("Enter");
    const before = await current();
    assert.equal(before, "e");
    await field().fill("eq");
    await count("2 of 4");
    await field().fill("equ");
    await count("2 of 4");
  });

  it("takes over what is selected", async () => {
    await chat.page.evaluate(() => {
      const nodes = document.querySelector(".question")?.childNodes ?? [];
      const text = [...nodes].find((node) => node instanceof Text);
      if (text) getSelection()?.setBaseAndExtent(text, 10, text, 15);
    });
    await chat.page.keyboard.press("Control+f");
    assert.equal(await field().inputValue(), "equal");
    await count("1 of 4");
  });

  it("leaves to an input method what it has not finished", async () => {
    await open("平等");
    await count("1 of 2");
    const type = (text: string, isComposing: boolean) =>
      field().evaluate(
        (element: HTMLInputElement, [value, composing]) => {
          element.value = value;
          element.dispatchEvent(new InputEvent("input", { isComposing: composing, bubbles: true }));
        },
        [text, isComposing] as const,
      );
    await type("ren", true);
    await count("1 of 2");
    await field().evaluate((element) => {
      const init = { key: "Enter", isComposing: true, bubbles: true };
      element.dispatchEvent(new KeyboardEvent("keydown", init));
      element.dispatchEvent(new KeyboardEvent("keydown", { ...init, key: "Escape" }));
    });
    await count("1 of 2");
    await type("人人", false);
    await count("1 of 1");
  });

  it("counts on while a reply streams", async () => {
    const awaited = answer({ id: "grows", status: "streaming", text: "An equ", complete: false });
    await chat.send({ type: "exchange", exchange: exchange({ id: "q3", answers: [awaited] }) });
    await open("equal");
    await count("1 of 4");
    const delta = { type: "delta", exchange: "q3", answer: "grows", thinking: "" } as const;
    await chat.send({ ...delta, text: "al one, " });
    await count("1 of 5");
    await chat.send({ ...delta, text: "another equal" });
    await count("1 of 6");
  });

  it("forgets its marks when it is closed or another conversation comes", async () => {
    await open("equal");
    await count("1 of 4");
    await chat.show([exchange({ question: "One equal" })]);
    await count("? of 1");
    await field().press("Enter");
    await count("1 of 1");
    await field().press("Escape");
    assert.equal(await chat.page.evaluate(() => CSS.highlights.size), 0);
  });

  it("goes where there is nothing to find in", async () => {
    await chat.button("Copy question").first().focus();
    await chat.page.keyboard.press("Control+f");
    await bar().waitFor();
    await chat.show([]);
    await bar().waitFor({ state: "detached" });
    await chat.show(exchanges);
    assert.equal(await bar().count(), 0);
  });

  it("keeps the keys that it takes from VS Code, which would open another bar for them", async () => {
    await chat.page.evaluate(() => {
      const passed: string[] = [];
      window.addEventListener("keydown", ({ key }) => passed.push(key));
      Object.assign(window, { passed });
    });
    const press = async (...keys: string[]) => {
      for (const key of keys) await chat.page.keyboard.press(key);
      return chat.page.evaluate("passed.splice(0)");
    };
    assert.deepEqual(await press("Control+f"), ["Control"]);
    await field().fill("equal");
    assert.deepEqual(await press("Enter", "F3", "Escape"), []);
    assert.deepEqual(await press("F3"), ["F3"]);
  });
});
