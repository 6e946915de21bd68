import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import { item, openHistory, type HistoryHarness } from "./historyView.ts";

const day = 86_400_000;

describe("the history in the page", () => {
  let history: HistoryHarness;
  beforeEach(async () => (history = await openHistory()));
  afterEach(() => history.chat.close());

  it("comes at the host's word with the cursor in its search, and asks for the list", async () => {
    const { chat } = history;
    await chat.send({ type: "show", view: "history" });
    await chat.page.locator("input[type=search]:focus").waitFor();
    assert.deepEqual(await chat.said("history"), { type: "history", query: "", more: false });
    assert.equal(await chat.log.isVisible(), false);
  });

  it("comes from the page of a conversation that has not begun", async () => {
    const { chat, view } = history;
    await chat.show([]);
    await chat.button("History").click();
    await view.waitFor();
    assert.deepEqual(await chat.said("history"), { type: "history", query: "", more: false });
  });

  it("gives way to the conversation with Escape and with its button", async () => {
    const { chat, view, show } = history;
    await show(item("a"));
    await chat.page.keyboard.press("Escape");
    await view.waitFor({ state: "detached" });
    assert.equal(await chat.log.isVisible(), true);
    await show(item("a"));
    await chat.button("Back to the conversation").click();
    await view.waitFor({ state: "detached" });
    await chat.page.locator("message-composer textarea:focus").waitFor();
    await show(item("a"));
    await chat.send({ type: "compose", draft: "Now" });
    await view.waitFor({ state: "detached" });
    await chat.page.locator("message-composer textarea:focus").waitFor();
  });

  it("is grouped by days", async () => {
    const { view, show } = history;
    await show(
      item("p", { pinned: true, updatedAt: 0 }),
      item("a"),
      item("b", { updatedAt: Date.now() - day }),
    );
    const headings = view.getByRole("heading", { level: 3 });
    assert.deepEqual(await headings.allTextContents(), ["Pinned", "Today", "Yesterday"]);
    assert.equal(await view.getByRole("list", { name: "Pinned" }).locator("li").count(), 1);
  });

  it("searches once typing rests, and shows the words in their place", async () => {
    const { chat, view, field, tell, show } = history;
    await show(item("a"));
    await field.pressSequentially("平等");
    const asked = await chat.waitForPosted(
      (message) => message.type === "history" && message.query !== "",
    );
    assert.deepEqual(asked, { type: "history", query: "平等", more: false });
    const excerpt = { before: "…一律", match: "平等", after: "。他们" };
    const inTitle = { before: "论", match: "平等", after: "" };
    await tell({
      query: "平等",
      items: [item("x", { excerpt }), item("y", { title: "论平等", excerpt: inTitle })],
    });
    assert.deepEqual(await view.locator("mark").allTextContents(), ["平等", "平等"]);
    assert.equal(await view.locator(".history-excerpt").textContent(), "…一律平等。他们");
    assert.equal(await view.getByRole("heading", { level: 3 }).count(), 0);
    await view.getByRole("status").getByText("2 conversations").waitFor();
    await tell({ query: "平等", items: [], hasMore: false });
    await view.getByText("Nothing found").waitFor();
  });

  it("asks nothing of what an input method has not finished", async () => {
    const { chat, view, field, show, said } = history;
    await show();
    const type = (value: string, isComposing: boolean) =>
      field.evaluate(
        (element: HTMLInputElement, [text, composing]) => {
          element.value = text;
          element.dispatchEvent(new InputEvent("input", { isComposing: composing, bubbles: true }));
        },
        [value, isComposing] as const,
      );
    await type("ren", true);
    await field.evaluate((element) => {
      const init = { key: "Escape", isComposing: true, bubbles: true };
      element.dispatchEvent(new KeyboardEvent("keydown", init));
    });
    await field.press("Enter");
    await type("人", false);
    await chat.waitForPosted((message) => message.type === "history" && message.query === "人");
    assert.deepEqual(
      (await said("history")).map((message) => "query" in message && message.query),
      ["", "", "人"],
    );
    assert.equal(await view.count(), 1);
  });

  it("says when there is nothing yet, and what is wrong", async () => {
    const { view, tell, show } = history;
    await show();
    await view.getByText("No conversations yet").waitFor();
    await tell({ notice: { message: "The history could not be opened.", remedies: [] } });
    await view.getByText("The history could not be opened.").waitFor();
    assert.equal(await view.getByText("No conversations yet").count(), 0);
  });

  it("asks for more when its end comes into sight, once", async () => {
    const { chat, view, tell, said } = history;
    const page = (from: number) =>
      Array.from({ length: 60 }, (_, index) =>
        item(String(from + index), { updatedAt: Date.now() - (from + index) * 60_000 }),
      );
    await chat.send({ type: "show", view: "history" });
    await tell({ items: page(0), hasMore: true });
    assert.equal((await said("history")).length, 1);
    await view.locator(".history-list").evaluate((list) => (list.scrollTop = list.scrollHeight));
    await chat.waitForPosted((message) => message.type === "history" && message.more);
    await view.locator(".history-list").evaluate((list) => (list.scrollTop -= 1_500));
    await view.locator(".history-list").evaluate((list) => (list.scrollTop = list.scrollHeight));
    await chat.send({ type: "syntax", syntax: {} });
    assert.equal((await said("history")).length, 2);
    await tell({ items: page(60) }, true);
    assert.equal(await view.getByRole("listitem").count(), 120);
    await view.locator(".history-list").evaluate((list) => (list.scrollTop = list.scrollHeight));
    await chat.send({ type: "syntax", syntax: {} });
    assert.equal((await said("history")).length, 2);
  });

  it("asks for more at once where the first do not fill it", async () => {
    const { chat, tell } = history;
    await chat.send({ type: "show", view: "history" });
    await tell({ items: [item("a")], hasMore: true });
    await chat.waitForPosted((message) => message.type === "history" && message.more);
    await tell({ items: [item("b")], hasMore: true }, true);
    await chat.page.waitForFunction(
      () => globalThis.postedMessages.filter((each) => "more" in each && each.more).length === 2,
    );
  });

  it("imports", async () => {
    const { chat, show } = history;
    await show(item("a"));
    await chat.button("Import…").click();
    assert.deepEqual(await chat.said("import"), { type: "import" });
  });
});
