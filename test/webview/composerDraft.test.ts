import assert from "node:assert/strict";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { composer, exchange, panelState } from "./samples.ts";

describe("the draft of a question", () => {
  let page: ComposerPage;
  beforeEach(async () => {
    page = await openComposer();
    await page.field.focus();
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  const drafts = async () => (await page.said("draft")).map(({ text }) => text);
  const show = (conversation: string, draft = "") =>
    page.send({ type: "snapshot", state: panelState({ conversation, draft }) });
  const reload = async () => {
    await page.page.reload();
    await page.hear("ready");
  };

  it("reaches the host when typing rests, once and not at every key", async () => {
    await page.typeAtOnce("གང་ཡིན");
    await page.hear("draft");
    assert.deepEqual(await drafts(), ["གང་ཡིན"]);
  });

  it("reaches the host at once when the field loses the focus", async () => {
    await page.field.fill("half");
    await page.field.blur();
    assert.deepEqual(await drafts(), ["half"]);
  });

  it("reaches the host before anything else that the page says, and when the page goes", async () => {
    await page.field.fill("one");
    await page.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide")));
    assert.deepEqual(await drafts(), ["one"]);
    await page.field.fill("");
    await page.field.fill("/");
    await page.hear("complete");
    assert.deepEqual(await drafts(), ["one", "/"]);
  });

  it("outlives a reload that came before the host was told", async () => {
    await show("conversation-2", "older");
    await page.field.fill("not yet told");
    await reload();
    await show("conversation-2", "older");
    assert.equal(await page.text(), "not yet told");
    await page.hear("draft", ({ text }) => text === "not yet told");
  });

  it("is the host's where this page keeps none", async () => {
    await show("conversation-2", "from the host");
    assert.equal(await page.text(), "from the host");
    await page.field.press("Enter");
    await page.hear("send", ({ text }) => text === "from the host");
    assert.deepEqual(await drafts(), []);
  });

  it("is kept by conversation, and never told of another", async () => {
    await page.field.fill("first");
    await show("conversation-2");
    assert.equal(await page.text(), "");
    await page.field.fill("second");
    await show("conversation-1");
    assert.equal(await page.text(), "first");
    await show("conversation-2");
    assert.equal(await page.text(), "second");
  });

  // VS Code writes a page's storage down now and then: after a reload it can be an old one.
  it("outlives a host that has ended and heard nothing of it", async () => {
    await page.field.fill("told to nobody");
    await page.hear("draft");
    await page.field.fill("told to nobody, twice");
    await reload();
    await show("conversation-1");
    assert.equal(await page.text(), "told to nobody, twice");
  });

  it("is the host's where what the page kept was typed before that", async () => {
    await page.field.fill("early");
    await page.hear("draft");
    await page.send({ type: "composer", composer: composer() });
    await page.field.fill("early still");
    await reload();
    await show("conversation-1", "later");
    assert.equal(await page.text(), "later");
    await page.field.blur();
    assert.deepEqual(await drafts(), []);
  });

  it("is not a question again that was asked since the page kept it", async () => {
    await page.field.fill("asked");
    await reload();
    await page.send({
      type: "snapshot",
      state: panelState({ conversation: "conversation-1", exchanges: [exchange()] }),
    });
    assert.equal(await page.text(), "");
  });

  it("stays with what was typed before the first snapshot", async () => {
    await reload();
    await page.field.fill("early");
    await show("conversation-3", "kept");
    assert.equal(await page.text(), "kept\nearly");
  });

  it("is gone once it is sent, also after a reload, and nothing is told of it any more", async () => {
    await page.field.fill("sent");
    await page.field.press("Enter");
    await page.hear("send");
    await page.field.blur();
    assert.deepEqual(await drafts(), []);
    await reload();
    await show("conversation-1");
    assert.equal(await page.text(), "");
  });

  it("comes back from the host only where none is lost", async () => {
    await page.send({ type: "compose", draft: "given back" });
    assert.equal(await page.text(), "given back");
    await page.send({ type: "compose", draft: "another" });
    assert.equal(await page.text(), "given back");
    await page.field.and(page.page.locator(":focus")).waitFor();
    await page.field.blur();
    // The host knows what it gave, but may not have kept it.
    assert.deepEqual(await drafts(), []);
    await reload();
    await show("conversation-1");
    assert.equal(await page.text(), "given back");
  });

  it("is not told again and again for a text that the host has", async () => {
    await page.field.fill("same");
    await page.field.blur();
    await page.field.focus();
    await page.field.press("End");
    await page.field.pressSequentially("x");
    await page.field.press("Backspace");
    await page.field.blur();
    assert.deepEqual(await drafts(), ["same"]);
  });
});
