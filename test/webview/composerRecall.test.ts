import assert from "node:assert/strict";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { exchange, panelState } from "./samples.ts";

const long = "一个很长的问题，".repeat(30);

describe("recalling earlier questions", () => {
  let page: ComposerPage;
  beforeEach(async () => {
    const exchanges = ["first", long, "third\nof two lines"].map((question) =>
      exchange({ question }),
    );
    page = await openComposer({ exchanges });
    await page.field.focus();
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  const press = async (key: string) => {
    await page.field.press(key);
    return page.text();
  };

  it("goes up through the conversation, then through others, and down again", async () => {
    assert.equal(await press("ArrowUp"), "third\nof two lines");
    assert.equal(await press("ArrowUp"), long);
    assert.equal(await press("ArrowUp"), "first");
    assert.equal(await press("ArrowUp"), "first");
    await page.send({ type: "recalled", questions: ["third\nof two lines", "elsewhere"] });
    assert.equal(await page.text(), "elsewhere");
    assert.equal(await press("ArrowUp"), "elsewhere");
    assert.equal(await press("ArrowDown"), "first");
    assert.equal(await press("ArrowDown"), long);
    assert.equal(await press("ArrowDown"), "third\nof two lines");
    assert.equal(await press("ArrowDown"), "");
    assert.equal((await page.said("recall")).length, 1);
  });

  it("shows what the host recalls when it comes late, but not over a text", async () => {
    await page.send({ type: "snapshot", state: panelState({ conversation: "new" }) });
    assert.equal(await press("ArrowUp"), "");
    await page.hear("recall");
    await page.field.pressSequentially("typed");
    await page.send({ type: "recalled", questions: ["elsewhere"] });
    assert.equal(await page.text(), "typed");
    await page.send({ type: "snapshot", state: panelState({ conversation: "newer" }) });
    assert.equal(await press("ArrowUp"), "");
    await page.field.pressSequentially("x");
    await page.field.press("Backspace");
    await page.send({ type: "recalled", questions: ["elsewhere"] });
    assert.equal(await page.text(), "");
    assert.equal(await press("ArrowUp"), "elsewhere");
  });

  it("leaves the arrows to the text where it was changed or the caret is inside", async () => {
    await press("ArrowUp");
    await press("End");
    await press("ArrowDown");
    assert.equal(await page.text(), "third\nof two lines");
    await press("ArrowUp");
    assert.equal(await page.caret(), 5);
    await page.field.pressSequentially("!");
    assert.equal(await press("ArrowUp"), "third!\nof two lines");
  });

  it("takes a line as it is wrapped for a line", async () => {
    await press("ArrowUp");
    await press("ArrowUp");
    await page.field.evaluate((element: HTMLTextAreaElement) => {
      element.setSelectionRange(element.value.length, element.value.length);
    });
    assert.equal(await press("ArrowUp"), long);
    const caret = await page.caret();
    assert.ok(caret > 0 && caret < long.length, String(caret));
  });

  it("finds what was just sent, before the host has shown it", async () => {
    await page.field.fill("just sent");
    await page.field.press("Enter");
    assert.equal(await press("ArrowUp"), "just sent");
  });

  it("keeps what is typed when another key is held", async () => {
    for (const key of ["Shift+ArrowUp", "Control+ArrowUp", "Alt+ArrowUp"]) {
      assert.equal(await press(key), "");
    }
  });
});
