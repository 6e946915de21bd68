import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import type { BatchRowView } from "../../src/protocol/batchMessages.ts";
import { openBatch, type BatchHarness } from "./batchPage.ts";
import { doneRow, manyRows, row } from "./batchSamples.ts";

const rows = [
  doneRow("c", { name: "texts/10.md", tokens: { prompt: 5, completion: 5 }, elapsed: 3_000 }),
  row("a", { name: "texts/9.md", state: "failed", remark: "Too long for the model." }),
  row("b", { name: "中文/文件.md", state: "asking", parts: { done: 2, count: 5 } }),
  doneRow("d", { name: "བོད་ཡིག/དཔེ་ཆ.txt", elapsed: 185_000 }),
];

describe("the table of a batch", () => {
  let batch: BatchHarness;
  beforeEach(async () => (batch = await openBatch(rows)));
  afterEach(() => batch.close());

  it("shows the batch's lines in its order, with all there is to say of each", async () => {
    assert.deepEqual(await batch.ids(), ["c", "a", "b", "d"]);
    const cells = (id: string) => batch.line(id).getByRole("gridcell").allInnerTexts();
    const done = (await cells("c")).map((text) => text.trim());
    assert.deepEqual(done.slice(1), ["Done", "", "5 → 5", "3.0 s", ""]);
    assert.match(
      (await cells("a")).join(" "),
      /9\.md\s+texts\s+Too long for the model\.\s+Failed/u,
    );
    assert.match((await cells("b")).join(" "), /Asking 2\/5/u);
    assert.match((await cells("d")).join(" "), /3 min 5 s/u);
    assert.equal(await batch.grid.getAttribute("aria-rowcount"), "5");
    assert.equal(await batch.line("b").getAttribute("aria-rowindex"), "4");
  });

  it("has columns for templates and models only where there are several", async () => {
    const heads = () => batch.grid.getByRole("columnheader").allInnerTexts();
    const trimmed = async () => (await heads()).map((text) => text.trim());
    assert.deepEqual(await trimmed(), ["File", "State", "Parts", "Tokens", "Time", "Actions"]);
    await batch.show([row("x"), row("y", { template: "Proofread", model: "General" })]);
    assert.deepEqual((await trimmed()).slice(0, 3), ["File", "Template", "Model"]);
    await batch.line("y").getByText("Proofread").waitFor();
  });

  it("sorts by a column, turns the order, and goes back to the batch's own", async () => {
    const file = batch.grid.getByRole("columnheader", { name: "File" });
    await file.getByRole("button").click();
    await batch.page.locator('[aria-sort="ascending"]').waitFor();
    const sorted = await batch.ids();
    assert.ok(sorted.indexOf("a") < sorted.indexOf("c"), "9 stands before 10");
    await file.getByRole("button").click();
    await batch.page.locator('[aria-sort="descending"]').waitFor();
    assert.deepEqual(await batch.ids(), sorted.toReversed());
    await file.getByRole("button").click();
    await batch.page.locator('[aria-sort="descending"]').waitFor({ state: "detached" });
    assert.deepEqual(await batch.ids(), ["c", "a", "b", "d"]);
    await batch.grid.getByRole("columnheader", { name: "Time" }).getByRole("button").click();
    await batch.page.locator('[aria-sort="ascending"]').waitFor();
    assert.deepEqual((await batch.ids()).slice(0, 2), ["c", "d"]);
  });

  it("shows the lines of one state, and all again", async () => {
    const chip = batch.page.getByRole("button", { name: "Failed 1" });
    await chip.click();
    await batch.line("c").waitFor({ state: "detached" });
    assert.deepEqual(await batch.ids(), ["a"]);
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
    await batch.page.getByRole("button", { name: "All 4" }).click();
    await batch.line("c").waitFor();
    assert.equal((await batch.ids()).length, 4);
  });

  it("searches names and reasons as one types, but nothing an input method composes", async () => {
    const field = batch.page.getByRole("searchbox", { name: "Search files" });
    await field.fill("文件");
    await batch.line("c").waitFor({ state: "detached" });
    assert.deepEqual(await batch.ids(), ["b"]);
    await field.fill("LONG 9.md");
    await batch.line("a").waitFor();
    assert.deepEqual(await batch.ids(), ["a"]);
    await field.fill("nothing at all");
    await batch.page.getByText("No file fits.").waitFor();
    await batch.button("Show all").click();
    await batch.line("d").waitFor();
    assert.equal(await field.inputValue(), "");
    await field.evaluate((element: HTMLInputElement) => {
      element.value = "wen";
      element.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    });
    await batch.change(rows, []);
    assert.equal((await batch.ids()).length, 4);
  });

  it("takes changes of lines and keeps those that it does not know out", async () => {
    const changed = doneRow("b", { name: "中文/文件.md" });
    await batch.change([changed], [changed, row("stranger")]);
    await batch.line("b").getByText("Done").waitFor();
    assert.equal(await batch.line("stranger").count(), 0);
    const head = { id: "another", title: "Another" };
    await batch.change(rows, [row("b", { state: "failed" })], head);
    assert.equal(await batch.line("b").getByText("Done").count(), 1);
    assert.equal(await batch.page.getByRole("heading", { name: "Another" }).count(), 0);
  });

  it("offers again what the host lets be asked again", async () => {
    const answered = { state: "answered", hasOutput: true } as const;
    await batch.show([row("x", { ...answered, canRetry: true }), row("y", answered)]);
    const button = (id: string) => batch.line(id).getByRole("button", { name: "Ask again (R)" });
    assert.deepEqual([await button("x").count(), await button("y").count()], [1, 0]);
    await batch.line("x").click();
    for (const key of ["r", "ArrowDown", "r"]) await batch.page.keyboard.press(key);
    assert.deepEqual(await batch.said("retry"), [{ type: "retry", batch: "b1", item: "x" }]);
  });

  it("asks the host for what its buttons say, of the line that they stand in", async () => {
    const press = (id: string, name: string) =>
      batch.line(id).getByRole("button", { name }).click();
    await press("a", "Ask again (R)");
    await press("c", "Open output (Enter)");
    await press("c", "Compare source and output");
    await press("d", "Open source");
    const said = (await batch.posted()).filter(({ type }) => type !== "ready");
    assert.deepEqual(said, [
      { type: "retry", batch: "b1", item: "a" },
      { type: "openOutput", batch: "b1", item: "c" },
      { type: "compare", batch: "b1", item: "c" },
      { type: "openSource", batch: "b1", item: "d" },
    ]);
    assert.equal(await batch.line("b").getByRole("button").count(), 1);
    assert.equal(await batch.line("c").getByRole("button", { name: "Ask again (R)" }).count(), 0);
  });
});

describe("a table of ten thousand lines", () => {
  const many: readonly BatchRowView[] = manyRows(10_000);
  let batch: BatchHarness;
  beforeEach(async () => (batch = await openBatch(many)));
  afterEach(() => batch.close());

  const scroll = (top: number) =>
    batch.grid.evaluate(async (grid, to) => {
      grid.scrollTop = to;
      for (let frames = 0; frames < 3; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }, top);

  it("has few of them in the page, the right ones wherever one scrolls", async () => {
    assert.ok((await batch.lines.count()) < 80);
    assert.equal(await batch.grid.getAttribute("aria-rowcount"), "10001");
    await scroll(100_000);
    assert.ok((await batch.lines.count()) < 80);
    const view = await batch.grid.boundingBox();
    const shown = await batch.lines.evaluateAll((elements) =>
      elements.map((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return { index: Number(element.ariaRowIndex), top, bottom };
      }),
    );
    const drawn = shown.filter(({ index }) => index > 2);
    for (const [place, { index, bottom }] of drawn.slice(0, -1).entries()) {
      assert.equal(drawn[place + 1]?.index, index + 1);
      assert.ok(Math.abs((drawn[place + 1]?.top ?? 0) - bottom) < 1, "no gap, no overlap");
    }
    assert.ok(view !== null && (drawn[0]?.top ?? 0) <= view.y);
    assert.ok((drawn.at(-1)?.bottom ?? 0) >= view.y + view.height);
    await scroll(10_000_000);
    await batch.line("9999").waitFor();
  });

  it("keeps what is in view where it is, whatever happens above it", async () => {
    await scroll(50_000);
    const place = (id: string) =>
      batch.line(id).evaluate((element) => element.getBoundingClientRect().top);
    const view = await batch.grid.boundingBox();
    const ids = await batch.ids();
    const tops = await Promise.all(ids.map(async (id) => ({ id, top: await place(id) })));
    const seen = tops.find(({ top }) => top > (view?.y ?? 0) + 40);
    assert.ok(seen !== undefined);
    const failed = many
      .slice(0, 500)
      .filter(({ state }) => state === "waiting")
      .map((each): BatchRowView => ({ ...each, state: "failed", remark: "The server went away." }));
    await batch.change(many, failed);
    assert.ok(Math.abs((await place(seen.id)) - seen.top) < 1);
  });

  it("keeps the cursor, also on a line that is out of sight and while lines change", async () => {
    await batch.line("5").click();
    await scroll(100_000);
    const focused = () =>
      batch.page.evaluate(() => (document.activeElement as HTMLElement).dataset["item"]);
    assert.equal(await focused(), "5");
    await batch.change(many, [doneRow("5", { name: "texts/00005.md" })]);
    assert.equal(await focused(), "5");
    await batch.page.keyboard.press("ArrowDown");
    assert.equal(await focused(), "6");
    const inView = await batch.line("6").evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const grid = element.closest("[role=grid]")?.getBoundingClientRect();
      return grid !== undefined && top >= grid.top && bottom <= grid.bottom;
    });
    assert.equal(inView, true);
    await scroll(10_000_000);
    await batch.line("9999").click();
    await scroll(0);
    assert.equal(await batch.grid.evaluate(({ scrollTop }) => scrollTop), 0);
    await batch.page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "9998");
  });

  it("gives the cursor to the next line where the one at hand is not wanted any more", async () => {
    await batch.page.getByRole("button", { name: "Failed 1,000" }).click();
    await batch.line("3").click();
    await batch.change(many, [doneRow("3", { name: "texts/00003.md" })]);
    const focused = await batch.page.evaluate(
      () => (document.activeElement as HTMLElement).dataset["item"],
    );
    assert.equal(focused, "13");
  });

  it("keeps its order by a column that changes, and the line that has the cursor in its place", async () => {
    await batch.grid.getByRole("columnheader", { name: "State" }).getByRole("button").click();
    await batch.page.locator('[aria-sort="ascending"]').waitFor();
    await batch.line("11").click();
    const top = () => batch.line("11").evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    await batch.change(many, [doneRow("1", { name: "texts/00001.md" })]);
    assert.notEqual((await batch.ids())[0], "1");
    // The line above it has gone: there is no room to keep it lower down.
    assert.ok(before - (await top()) < 30);
  });
});
