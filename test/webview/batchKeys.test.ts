import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import { openBatch, type BatchHarness } from "./batchPage.ts";
import { manyRows } from "./batchSamples.ts";

describe("keys in the table of a batch", () => {
  let batch: BatchHarness;
  beforeEach(async () => (batch = await openBatch(manyRows(1_000))));
  afterEach(() => batch.close());

  const press = (...keys: string[]) =>
    keys.reduce<Promise<void>>(
      (before, key) => before.then(() => batch.page.keyboard.press(key)),
      Promise.resolve(),
    );
  const focused = () =>
    batch.page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      return element.dataset["item"] ?? element.ariaLabel ?? element.tagName;
    });
  const said = async () => (await batch.posted()).filter(({ type }) => type !== "ready");

  it("move the line at hand", async () => {
    await batch.line("0").click();
    await press("ArrowDown", "ArrowDown");
    assert.equal(await focused(), "2");
    await press("ArrowUp");
    assert.equal(await focused(), "1");
    await press("End");
    assert.equal(await focused(), "999");
    await press("ArrowDown");
    assert.equal(await focused(), "999");
    await press("PageUp");
    const paged = Number(await focused());
    assert.ok(paged < 995 && paged > 950, String(paged));
    await press("PageDown", "Home", "PageDown");
    const down = Number(await focused());
    assert.ok(down > 5 && down < 50, String(down));
    await press("Home", "ArrowUp");
    assert.equal(await focused(), "0");
    assert.deepEqual(await batch.page.locator('[aria-selected="true"]').count(), 1);
  });

  it("lead with Tab to one line alone and to its buttons", async () => {
    await batch.line("2").click();
    await press("Shift+Tab", "Tab");
    assert.equal(await focused(), "2");
    await press("Tab");
    assert.equal(await focused(), "Compare source and output");
    await press("Tab", "Tab", "Tab");
    assert.equal(await focused(), "BODY");
  });

  it("go from a line into its buttons and back", async () => {
    await batch.line("3").click();
    await press("ArrowRight");
    assert.equal(await focused(), "Ask again (R)");
    await press("ArrowRight");
    assert.equal(await focused(), "Open source");
    await press("ArrowLeft", "ArrowLeft", "ArrowLeft");
    assert.equal(await focused(), "3");
    await press("ArrowRight", "ArrowDown");
    assert.equal(await focused(), "4");
  });

  it("open the output, else the source, and ask again what can be asked again", async () => {
    await batch.line("0").click();
    await press("Enter", "r", "ArrowDown", "Enter", "ArrowDown", "ArrowDown", "r");
    assert.deepEqual(await said(), [
      { type: "openOutput", batch: "b1", item: "0" },
      { type: "openSource", batch: "b1", item: "1" },
      { type: "retry", batch: "b1", item: "3" },
    ]);
    await press("Control+r", "ArrowRight", "ArrowRight", "Enter");
    assert.deepEqual((await said()).slice(3), [{ type: "openSource", batch: "b1", item: "3" }]);
  });

  it("write in the search field, which leads down to the table and is emptied by Escape", async () => {
    await batch.line("3").click();
    await press("Control+f");
    assert.equal(await focused(), "Search files");
    await press("r", "0", "Home");
    assert.deepEqual(await said(), []);
    await batch.page.getByText("No file fits.").waitFor();
    await press("Escape");
    await batch.line("3").waitFor();
    await press("ArrowDown");
    assert.match(await focused(), /^\d+$/u);
  });

  it("are left to an input method that composes", async () => {
    await batch.line("3").click();
    for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ["r", "Enter", "ArrowDown"]) {
        await batch.line("3").dispatchEvent("keydown", { key, bubbles: true, ...more });
      }
    }
    assert.equal(await focused(), "3");
    assert.deepEqual(await said(), []);
  });
});
