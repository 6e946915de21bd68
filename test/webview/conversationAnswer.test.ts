import { after, before, describe, it } from "mocha";
import assert from "node:assert/strict";
import type { AnswerView, ExchangeView } from "../../src/protocol/views.ts";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

describe("an answer in the conversation", () => {
  let chat: ConversationPage;
  before(async () => (chat = await openConversation([])));
  after(() => chat.close());

  const show = async (view: Partial<AnswerView>, overrides: Partial<ExchangeView> = {}) => {
    const shown = answer(view);
    const asked = exchange({ answers: [shown], ...overrides });
    await chat.show([asked]);
    return { answer: shown, exchange: asked };
  };
  const waitFor = (message: object) =>
    chat.waitForPosted((said) => JSON.stringify(said) === JSON.stringify(message));
  const thinking = () => chat.replies.locator("details.thinking");
  const isOpen = () => thinking().evaluate((details: HTMLDetailsElement) => details.open);

  it("has its model's name and can be copied as Markdown and as text", async () => {
    const { answer: shown } = await show({ modelLabel: "Tibet", text: "**Bold** and `code`" });
    await chat.replies.getByRole("heading", { name: "Tibet" }).waitFor();
    await chat.button("Copy").click();
    await waitFor({ type: "copy", message: shown.id, format: "markdown", text: "" });
    await chat.button("Copy as text").click();
    await waitFor({ type: "copy", message: shown.id, format: "text", text: "Bold and code" });
  });

  it("is asked for as plain text by Alt+F2 where there is one, which the log tells", async () => {
    const asked = async () =>
      (await chat.posted()).filter(({ type }) => type === "readReply").length;
    const before = await asked();
    await chat.show([]);
    await chat.page.keyboard.press("Alt+F2");
    await show({});
    for (const more of [{ isComposing: true }, { keyCode: 229 }, { shiftKey: true }]) {
      await chat.log.evaluate(
        (element, init) => {
          element.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
        },
        { key: "F2", altKey: true, ...more },
      );
    }
    await chat.page.keyboard.press("F2");
    assert.equal(await asked(), before);
    await chat.page.keyboard.press("Alt+F2");
    assert.equal(await asked(), before + 1);
    assert.match((await chat.log.getAttribute("aria-description")) ?? "", /Alt\+F2/u);
  });

  it("goes into a document only when it is whole", async () => {
    const { answer: shown } = await show({ complete: true }, { replaceable: true });
    await chat.button("Insert").click();
    await waitFor({ type: "insert", answer: shown.id });
    await chat.button("Replace").click();
    await waitFor({ type: "replace", answer: shown.id });
    await chat.button("Compare").click();
    await waitFor({ type: "compare", answer: shown.id });
    await show({ complete: true }, { replaceable: false });
    assert.equal(await chat.button("Insert").count(), 1);
    assert.equal(await chat.button("Replace").count(), 0);
    assert.equal(await chat.button("Compare").count(), 0);
    await show({ complete: false, status: "stopped" }, { replaceable: true });
    assert.equal(await chat.button("Insert").count(), 0);
    assert.equal(await chat.button("Replace").count(), 0);
    await chat.replies.getByText("Stopped", { exact: true }).waitFor();
  });

  it("is asked for again, and gone on with where it was cut", async () => {
    const cut = { complete: false, continuable: true, remark: "Cut at max_tokens." };
    const { answer: shown, exchange: asked } = await show(cut);
    await chat.replies.getByText("Cut at max_tokens.").waitFor();
    await chat.button("Continue").click();
    await waitFor({ type: "continue", answer: shown.id });
    await chat.button("Regenerate").click();
    await waitFor({ type: "regenerate", exchange: asked.id });
    await show({});
    assert.equal(await chat.button("Continue").count(), 0);
  });

  it("says what is hidden in it, and takes nothing out", async () => {
    const text = "Plain\u{E0041}\u{E0042} text\u202E.";
    await show({ text, hidden: "1 × direction mark, 2 × tag character" });
    await chat.replies.getByText("Hidden in it: 1 × direction mark, 2 × tag character").waitFor();
    assert.equal(await chat.replies.locator("reply-text p").textContent(), text);
    await show({ text: "Plain text." });
    assert.equal(await chat.replies.getByText("Hidden in it").count(), 0);
  });

  it("leads through its versions", async () => {
    const answers = [answer({ text: "One" }), answer({ text: "Two" }), answer({ text: "Three" })];
    await show({}, { answers, chosen: 1 });
    await chat.replies.getByText("2 / 3").waitFor();
    await chat.replies.getByText("Two", { exact: true }).waitFor();
    await chat.button("Next answer").click();
    await waitFor({ type: "choose", message: answers[2]?.id });
    await chat.button("Previous answer").click();
    await waitFor({ type: "choose", message: answers[0]?.id });
  });

  it("that failed says so once, with what mends it, and can be asked again", async () => {
    const notice = {
      message: "The server refused the token.",
      remedies: [
        { id: "setToken", label: "Set Token" },
        { id: "retry", label: "Retry" },
      ],
    } as const;
    const { exchange: asked } = await show({ status: "failed", text: "", complete: false, notice });
    assert.equal(await chat.page.getByText("The server refused the token.").count(), 1);
    await chat.button("Retry").click();
    await waitFor({ type: "remedy", remedy: "retry", exchange: asked.id });
    assert.equal(await chat.button("Copy").count(), 0);
    assert.equal(await chat.button("Regenerate").count(), 1);
  });

  it("says aloud what failed now, not what failed before it was opened", async () => {
    const notice = { message: "Refused.", remedies: [] };
    const failed = { status: "failed", text: "", complete: false, notice } as const;
    const { exchange: asked } = await show(failed);
    await chat.replies.getByText("Refused.").waitFor();
    assert.equal(await chat.log.getByRole("alert").count(), 0);
    const now = answer({ ...failed, sentAt: Date.now() });
    await chat.send({ type: "exchange", exchange: { ...asked, answers: [now] } });
    assert.equal(await chat.log.getByRole("alert").count(), 1);
    const ahead = answer({ status: "waiting", text: "", complete: false });
    await chat.send({ type: "exchange", exchange: { ...asked, answers: [ahead] } });
    const over = { ...ahead, ...failed };
    await chat.send({ type: "exchange", exchange: { ...asked, answers: [over] } });
    assert.equal(await chat.log.getByRole("alert").count(), 1);
  });

  it("shows what it took", async () => {
    await show({ usage: { prompt: 1234, completion: 56 } });
    await chat.replies.getByText("1,234 + 56 tokens").waitFor();
  });

  it("is missing where a question has none, which can be asked for", async () => {
    const { exchange: asked } = await show({}, { answers: [] });
    await chat.button("Regenerate").click();
    await waitFor({ type: "regenerate", exchange: asked.id });
  });

  it("counts seconds while it is awaited, and can do nothing yet", async () => {
    await show({ status: "waiting", text: "", sentAt: Date.now() - 61_000, complete: false });
    await chat.replies.getByText(/Waiting, 6[1-9] s/u).waitFor();
    assert.equal(await chat.replies.getAttribute("aria-busy"), "true");
    assert.equal(await chat.replies.getByRole("button").count(), 0);
  });

  it("thinks in the open and folds that when the answer begins", async () => {
    const live = { text: "", thinking: "Hm", status: "streaming", complete: false } as const;
    const { exchange: asked, answer: shown } = await show(live);
    await thinking().getByText("Thinking…").waitFor();
    assert.equal(await isOpen(), true);
    const ids = { exchange: asked.id, answer: shown.id };
    await chat.send({ type: "delta", ...ids, text: "", thinking: ", well" });
    await thinking().getByText("Hm, well").waitFor();
    const grown = { ...shown, thinking: "Hm, well", thinkingTime: 3_210, text: "Yes" };
    await chat.send({ type: "exchange", exchange: { ...asked, answers: [grown] } });
    await thinking().getByText("Thought for 3.2 s").waitFor();
    assert.equal(await isOpen(), false);
  });

  it("keeps the thinking as the person opened or closed it", async () => {
    const live = { text: "", thinking: "Hm", status: "streaming", complete: false } as const;
    const answered = { text: "Yes", thinkingTime: 12_300 };
    const { exchange: asked, answer: shown } = await show(live);
    await thinking().locator("summary").click();
    await chat.send({
      type: "delta",
      exchange: asked.id,
      answer: shown.id,
      text: "",
      thinking: ".",
    });
    assert.equal(await isOpen(), false);
    await thinking().locator("summary").press("Enter");
    await chat.send({
      type: "exchange",
      exchange: { ...asked, answers: [{ ...shown, ...answered }] },
    });
    await thinking().getByText("Thought for 12 s").waitFor();
    assert.equal(await isOpen(), true);
  });

  it("keeps the end of the thinking in view for a reader who is there", async () => {
    const long = "A line of thought.\n".repeat(60);
    const live = { text: "", thinking: long, status: "streaming", complete: false } as const;
    const { exchange: asked, answer: shown } = await show(live);
    const text = thinking().locator(".thinking-text");
    const rest = () => text.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    const delta = { type: "delta", exchange: asked.id, answer: shown.id, text: "" } as const;
    await text.evaluate((box) => (box.scrollTop = box.scrollHeight));
    await chat.send({ ...delta, thinking: long });
    assert.ok((await rest()) < 2);
    await text.evaluate((box) => (box.scrollTop = 40));
    await chat.send({ ...delta, thinking: long });
    assert.equal(await text.evaluate((box) => box.scrollTop), 40);
  });

  it("leaves what it thought before as it stands, and adds to its end", async () => {
    const begun = "First line.\n\nརྒྱུ་ ends\nHalf";
    const live = { text: "", thinking: begun, status: "streaming", complete: false } as const;
    const { exchange: asked, answer: shown } = await show(live);
    const lines = thinking().locator("thinking-text > div");
    assert.deepEqual(await lines.allTextContents(), ["First line.\n", "\n", "རྒྱུ་ ends\n", "Half"]);
    const before = await lines.elementHandles();
    const ids = { exchange: asked.id, answer: shown.id };
    await chat.send({ type: "delta", ...ids, text: "", thinking: " a line\n" });
    await chat.send({ type: "delta", ...ids, text: "", thinking: "more" });
    assert.equal(await lines.count(), 5);
    for (const [index, handle] of before.entries())
      assert.ok(await lines.nth(index).evaluate((line, same) => line === same, handle));
    assert.equal(await thinking().locator("thinking-text").textContent(), `${begun} a line\nmore`);
    const classes = await lines.evaluateAll((all) => all.map((line) => line.getAttribute("class")));
    assert.deepEqual(classes, [null, null, "has-stacks", null, null]);
  });

  it("says when thinking broke off", async () => {
    await show({ status: "stopped", text: "", thinking: "Hm", complete: false });
    await thinking().getByText("Thought, then broke off").waitFor();
    assert.equal(await isOpen(), false);
  });
});

describe("what is said aloud", () => {
  let chat: ConversationPage;
  before(async () => (chat = await openConversation([exchange()])));
  after(() => chat.close());

  it("is the beginning and the end of a reply, never its words or what was there before", async () => {
    const status = chat.page.locator("body > [role=status]");
    const heard = await chat.page.evaluateHandle(() => {
      const list: string[] = [];
      const region = document.querySelector("body > [role=status]");
      new MutationObserver(() => list.push(region?.textContent ?? "")).observe(region ?? document, {
        ...{ childList: true, characterData: true, subtree: true },
      });
      return list;
    });
    assert.equal(await status.textContent(), "");
    const awaited = answer({ status: "streaming", text: "W", complete: false });
    const asked = exchange({ answers: [awaited] });
    await chat.send({ type: "exchange", exchange: asked });
    for (const text of ["o", "r", "d"]) {
      const ids = { exchange: asked.id, answer: awaited.id };
      await chat.send({ type: "delta", ...ids, text, thinking: "" });
    }
    const done = { ...awaited, text: "Word", status: "done" } as const;
    await chat.send({ type: "exchange", exchange: { ...asked, answers: [done] } });
    assert.deepEqual(await heard.jsonValue(), [
      "Tibet model is asked.",
      "Tibet model has answered.",
    ]);
  });
});
