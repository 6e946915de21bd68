import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import { item, openHistory, type HistoryHarness } from "./historyView.ts";
import { panelState } from "./samples.ts";

const day = 86_400_000;

describe("a conversation in the history", () => {
  let history: HistoryHarness;
  beforeEach(async () => (history = await openHistory()));
  afterEach(() => history.chat.close());

  it("opens with a click or Enter here, with Control in a tab, and goes there when it comes", async () => {
    const { chat, view, opener, show, focused, said } = history;
    await show(item("a"), item("b"));
    await opener("Title b").click();
    const here = { type: "openConversation", conversation: "b", place: "here" } as const;
    assert.deepEqual(await chat.said("openConversation"), here);
    assert.equal(await view.count(), 1);
    await chat.send({ type: "snapshot", state: panelState({ conversation: "b" }) });
    await view.waitFor({ state: "detached" });
    await show(item("a"), item("b"));
    await chat.page.keyboard.press("ArrowDown");
    await chat.page.keyboard.press("ArrowDown");
    assert.match(await focused(), /Title b/u);
    await chat.page.keyboard.press("Enter");
    await chat.page.keyboard.press("Control+Enter");
    assert.deepEqual((await said("openConversation")).slice(1), [here, { ...here, place: "tab" }]);
  });

  it("is led through by arrow keys, and Tab reaches one conversation", async () => {
    const { chat, view, show, focused } = history;
    await show(item("a"), item("b", { updatedAt: Date.now() - day }), item("c", { updatedAt: 0 }));
    await chat.page.keyboard.press("ArrowDown");
    assert.match(await focused(), /Title a/u);
    await chat.page.keyboard.press("End");
    assert.match(await focused(), /Title c/u);
    await chat.page.keyboard.press("ArrowUp");
    assert.match(await focused(), /Title b/u);
    assert.deepEqual(
      await view.locator(".history-open").evaluateAll((all) => all.map((each) => each.tabIndex)),
      [-1, 0, -1],
    );
    await chat.page.keyboard.press("ArrowRight");
    await chat.page.locator('button[aria-label="Pin"]:focus').waitFor();
    await chat.page.keyboard.press("ArrowLeft");
    await chat.page.keyboard.press("Home");
    await chat.page.keyboard.press("ArrowUp");
    await chat.page.locator("input[type=search]:focus").waitFor();
  });

  it("renames in place with F2 or its button, and leaves the rest to Escape", async () => {
    const { chat, view, field, line, opener, tell, show, focused, said } = history;
    await show(item("a"), item("b"));
    await chat.page.keyboard.press("ArrowDown");
    await chat.page.keyboard.press("F2");
    const title = view.getByRole("textbox", { name: "New title for Title a" });
    await title.fill("Half");
    await tell({ items: [item("c"), item("a"), item("b")] });
    assert.equal(await title.inputValue(), "Half");
    await title.evaluate((element) => {
      const init = { key: "Enter", isComposing: true, bubbles: true };
      element.dispatchEvent(new KeyboardEvent("keydown", init));
    });
    await title.fill("མིང་གསར་པ་");
    await title.press("Enter");
    assert.deepEqual(await said("rename"), [
      { type: "rename", conversation: "a", title: "མིང་གསར་པ་" },
    ]);
    await opener("མིང་གསར་པ་").waitFor();
    await chat.page.keyboard.press("F2");
    await view.getByRole("textbox", { name: "New title" }).fill("Not this");
    await chat.page.keyboard.press("Escape");
    await opener("མིང་གསར་པ་").waitFor();
    assert.match(await focused(), /མིང་གསར་པ་/u);
    assert.equal((await said("rename")).length, 1);
    await line("Title b").hover();
    await line("Title b").getByRole("button", { name: "Rename" }).click();
    await view.getByRole("textbox", { name: "New title for Title b" }).fill("  ");
    await field.click();
    assert.equal((await said("rename")).length, 1);
  });

  it("pins and unpins", async () => {
    const { line, show, said } = history;
    await show(item("a", { pinned: true }), item("b"));
    await line("Title b").hover();
    await line("Title b").getByRole("button", { name: "Pin" }).click();
    await line("Title a").hover();
    await line("Title a").getByRole("button", { name: "Unpin" }).click();
    assert.deepEqual(await said("pin"), [
      { type: "pin", conversation: "b", pinned: true },
      { type: "pin", conversation: "a", pinned: false },
    ]);
  });

  it("deletes with the Delete key, leads the cursor on and can take it back", async () => {
    const { chat, view, tell, show, focused } = history;
    await show(item("a"), item("b"), item("c"));
    await chat.page.keyboard.press("ArrowDown");
    await chat.page.keyboard.press("ArrowDown");
    await chat.page.keyboard.press("Delete");
    assert.deepEqual(await chat.said("delete"), { type: "delete", conversation: "b" });
    const deleted = { id: "b", title: "Title b" };
    await tell({ items: [item("a"), item("c")], deleted });
    assert.match(await focused(), /Title c/u);
    await view.getByText("“Title b” deleted.").waitFor();
    await chat.button("Undo").click();
    assert.deepEqual(await chat.said("undoDelete"), { type: "undoDelete", conversation: "b" });
    await tell({ items: [item("a"), item("b"), item("c")] });
    await chat.button("Undo").waitFor({ state: "detached" });
  });

  it("exports, opens as a document or in a tab, from a menu where it is narrow", async () => {
    const { chat, view, line, show } = history;
    await show(item("a"));
    await line("Title a").hover();
    await line("Title a").getByRole("button", { name: "More actions" }).click();
    const menu = chat.page.getByRole("menu");
    await menu.locator('[role="menuitem"]:focus').getByText("Open in tab").waitFor();
    await chat.page.keyboard.press("ArrowDown");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await chat.said("openConversation"), {
      ...{ type: "openConversation", conversation: "a", place: "document" },
    });
    await line("Title a").getByRole("button", { name: "More actions" }).click();
    await menu.waitFor();
    await line("Title a").getByRole("button", { name: "More actions" }).press("Escape");
    await menu.waitFor({ state: "hidden" });
    assert.equal(await view.count(), 1);
    await chat.page.setViewportSize({ width: 900, height: 800 });
    await line("Title a").hover();
    await line("Title a").getByRole("button", { name: "Export…" }).click();
    assert.deepEqual(await chat.said("export"), { type: "export", conversation: "a" });
    assert.equal(await line("Title a").getByRole("button", { name: "More actions" }).count(), 0);
  });
});
