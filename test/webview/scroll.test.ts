import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

const paragraph = "All human beings are born free and equal in dignity and rights. 人人生而自由。";

function long(id: string, paragraphs: number) {
  const text = Array.from({ length: paragraphs }, (_, index) => `${index}. ${paragraph}`);
  return exchange({ id, answers: [answer({ id: `${id}-answer`, text: text.join("\n\n") })] });
}

function streaming(id: string, text = "") {
  const status = text === "" ? "waiting" : "streaming";
  return exchange({ id, answers: [answer({ id: `${id}-answer`, status, text, complete: false })] });
}

describe("scrolling in the conversation", () => {
  let chat: ConversationPage;
  beforeEach(async () => {
    chat = await openConversation([long("q1", 20), long("q2", 20), long("q3", 20)]);
  });
  afterEach(() => chat.close());

  const jump = () => chat.page.getByRole("button", { name: /^Jump to latest/u });
  const place = () =>
    chat.log.evaluate((log) => ({
      top: Math.round(log.scrollTop),
    }));
  const wheel = async (by: number) => {
    const { top } = await place();
    await chat.log.hover({ position: { x: 200, y: 200 } });
    await chat.page.mouse.wheel(0, by);
    await chat.page.waitForFunction(
      ({ before, direction }) => {
        const moved = (document.querySelector(".log")?.scrollTop ?? 0) - before;
        return moved * direction > 0;
      },
      { before: top, direction: Math.sign(by) },
    );
    await settle();
  };
  /** Waits until the log has stood still for some frames. */
  const settle = () =>
    chat.page.evaluate(async () => {
      const log = document.querySelector(".log") ?? document.body;
      let last = -1;
      for (let still = 0; still < 6; still += 1) {
        if (log.scrollTop !== last) still = 0;
        last = log.scrollTop;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
  /** Waits for the end of the log to be in view; heights are whole pixels, places are not. */
  const atEnd = () =>
    chat.page.waitForFunction(() => {
      const log = document.querySelector(".log") ?? document.body;
      return log.scrollHeight - log.clientHeight - log.scrollTop <= 1;
    });
  const grow = async (exchangeId: string, times: number) => {
    const delta = { type: "delta", exchange: exchangeId, answer: `${exchangeId}-answer` } as const;
    for (let count = 0; count < times; count += 1) {
      await chat.send({ ...delta, text: `${paragraph}\n\n`, thinking: "" });
    }
  };

  it("opens a conversation at its end", async () => {
    await atEnd();
    await jump().waitFor({ state: "detached" });
  });

  it("follows a growing reply for a reader at the end", async () => {
    await chat.send({ type: "exchange", exchange: streaming("q4", "Begin. ") });
    await grow("q4", 20);
    await atEnd();
    await jump().waitFor({ state: "detached" });
  });

  it("stays where the reader scrolled, however little, and says that there is new text", async () => {
    await chat.send({ type: "exchange", exchange: streaming("q4", "Begin. ") });
    await grow("q4", 10);
    await wheel(-12);
    const { top } = await place();
    await jump().waitFor();
    assert.equal(await jump().getAttribute("aria-label"), "Jump to latest");
    await grow("q4", 10);
    assert.equal((await place()).top, top);
    assert.match((await jump().getAttribute("aria-label")) ?? "", /new text/u);
    await chat.page.getByText("New text").click();
    await atEnd();
    await jump().waitFor({ state: "detached" });
    await grow("q4", 5);
    await atEnd();
  });

  it("follows again who has scrolled back to the end", async () => {
    await chat.send({ type: "exchange", exchange: streaming("q4", "Begin. ") });
    await wheel(-300);
    await grow("q4", 3);
    await wheel(5_000);
    await jump().waitFor({ state: "detached" });
    await grow("q4", 5);
    await atEnd();
  });

  it("goes to the end for a new question and for an answer that is asked for again", async () => {
    await wheel(-2_000);
    await chat.send({ type: "exchange", exchange: streaming("q4") });
    await settle();
    await atEnd();
    const over = long("q4", 20);
    await chat.send({ type: "exchange", exchange: over });
    await wheel(-2_000);
    const again = answer({ id: "again", status: "waiting", text: "", complete: false });
    const answers = [...over.answers, again];
    await chat.send({ type: "exchange", exchange: { ...over, answers, chosen: 1 } });
    await settle();
    await atEnd();
  });

  it("keeps a reader's place over a snapshot of the same conversation", async () => {
    await wheel(-900);
    const { top } = await place();
    const exchanges = [long("q1", 20), long("q2", 20), long("q3", 20)];
    await chat.send({
      type: "exchanges",
      title: "",
      exchanges: exchanges.map((each) => ({ ...each })),
    });
    await settle();
    assert.equal((await place()).top, top);
  });

  it("keeps a reader's place while the history is shown", async () => {
    await wheel(-900);
    const { top } = await place();
    await chat.send({ type: "show", view: "history" });
    await chat.send({ type: "show", view: "chat" });
    await settle();
    assert.equal((await place()).top, top);
  });

  it("goes by End, Home, Page Up and Page Down", async () => {
    await chat.log.focus();
    await chat.page.keyboard.press("Home");
    await settle();
    assert.equal((await place()).top, 0);
    await chat.page.keyboard.press("PageDown");
    await settle();
    const { top } = await place();
    assert.ok(top > 200);
    await chat.page.keyboard.press("PageUp");
    await settle();
    assert.equal((await place()).top, 0);
    await chat.page.keyboard.press("End");
    await settle();
    await atEnd();
    await jump().waitFor({ state: "detached" });
  });

  it("brings a message that is revealed to the top, from the history too", async () => {
    const topOf = (text: string) =>
      chat.page.evaluate((wanted) => {
        const articles = [...document.querySelectorAll("article")];
        const found = articles.find((article) => article.textContent.includes(wanted));
        const edge = document.querySelector(".log")?.getBoundingClientRect().top ?? 0;
        return Math.round((found?.getBoundingClientRect().top ?? 0) - edge);
      }, text);
    await chat.send({ type: "show", view: "history" });
    await chat.send({ type: "reveal", message: "q2-answer" });
    await settle();
    assert.equal(await chat.log.isVisible(), true);
    const [first] = await chat.replies.nth(1).locator("reply-text p").allInnerTexts();
    assert.ok(first);
    assert.equal(
      await chat.replies.nth(1).evaluate((article) => {
        const edge = article.closest(".log")?.getBoundingClientRect().top ?? 0;
        return Math.round(article.getBoundingClientRect().top - edge);
      }),
      8,
    );
    await jump().waitFor();
    await chat.send({ type: "reveal", message: "q1" });
    await settle();
    assert.ok(Math.abs(await topOf("A question?")) <= 8);
  });
});
