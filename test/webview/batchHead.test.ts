import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import { batchActions } from "../../src/protocol/batchMessages.ts";
import { openBatch, type BatchHarness } from "./batchPage.ts";
import { doneRow, listed, row } from "./batchSamples.ts";

const rows = [doneRow("a"), row("b"), row("c", { state: "failed", remark: "No." })];
const batches = [listed("b1"), listed("b2", { title: "Others", stage: "paused" })];

describe("the head of a batch", () => {
  let batch: BatchHarness;
  beforeEach(async () => (batch = await openBatch(rows, {}, batches)));
  afterEach(() => batch.close());

  const status = (text: string) => batch.page.getByRole("status").getByText(text).waitFor();

  it("says what the batch is and how far it is", async () => {
    await batch.page.getByRole("heading", { name: "Translate texts" }).waitFor();
    await batch.page.getByText("Beside each file, as name.zh.md.").waitFor();
    const bar = batch.page.getByRole("progressbar");
    assert.equal(await bar.getAttribute("aria-valuenow"), "2");
    assert.equal(await bar.getAttribute("aria-valuetext"), "1 of 3 done, 1 failed, 1 left");
    assert.deepEqual(await batch.page.locator(".facts li").allInnerTexts(), [
      ...["1 of 3 done", "1 failed", "1 left", "12,340 → 5,600 tokens", "431 tokens/s"],
      "about 3 min 5 s left",
    ]);
  });

  it("has a button for what makes sense now alone, each of which says so", async () => {
    const group = batch.page.getByRole("group", { name: "What can be done" });
    assert.deepEqual(
      (await group.getByRole("button").allInnerTexts()).map((text) => text.trim()),
      ["Pause", "Report…", "Cancel"],
    );
    await batch.change(rows, [], { stage: "paused", actions: batchActions });
    for (const button of await group.getByRole("button").all()) await button.click();
    const acts = (await batch.said("act")).map((message) => "action" in message && message.action);
    assert.deepEqual(acts.toSorted(), batchActions.toSorted());
    assert.ok(
      (await batch.said("act")).every((message) => "batch" in message && message.batch === "b1"),
    );
  });

  it("keeps the cursor on the button that pauses and resumes", async () => {
    await batch.button("Pause").focus();
    await batch.change(rows, [], { stage: "paused", actions: ["resume", "remove"] });
    const text = await batch.page.evaluate(() => document.activeElement?.textContent.trim());
    assert.equal(text, "Resume");
  });

  it("leads to other batches, which the host shows", async () => {
    const select = batch.page.getByRole("combobox", { name: "Shown batch" });
    await select.selectOption("b2");
    assert.deepEqual(await batch.said("show"), [{ type: "show", batch: "b2" }]);
    assert.equal(await select.inputValue(), "b1");
    await batch.show(rows, { id: "b2", title: "Others" });
    assert.equal(await select.inputValue(), "b2");
    await batch.send({ type: "list", batches: [listed("b2")] });
    assert.equal(await select.count(), 0);
  });

  it("tells of pauses, ends and failures aloud, not of each line", async () => {
    const region = batch.page.getByRole("status");
    assert.equal(await region.textContent(), "");
    const failed = row("b", { state: "failed" });
    await batch.change([...rows, failed], [failed]);
    await status("2 failed so far.");
    await batch.change(rows, [], { stage: "paused", notice: "The token is missing." });
    await status("The batch is paused. The token is missing.");
    await batch.page.locator(".batch-notice").getByText("The token is missing.").waitFor();
    await batch.change(rows, [], { stage: "finished" });
    await status("The batch is through: 1 done, 1 failed.");
    await batch.change(rows, [doneRow("b")], { stage: "finished" });
    assert.equal(await region.textContent(), "The batch is through: 1 done, 1 failed.");
  });

  it("invites to begin where there is no batch", async () => {
    await batch.send({ type: "batch", batches: [], rows: [] });
    await batch.page.getByRole("heading", { name: "No batches yet" }).waitFor();
    await batch.button("Ask about many files…").click();
    assert.deepEqual(await batch.said("new"), [{ type: "new" }]);
    await batch.show(rows);
    await batch.line("a").waitFor();
  });

  it("comes back as it was left when the page was hidden", async () => {
    await batch.page.getByRole("button", { name: "Failed 1" }).click();
    await batch.page.getByRole("searchbox").fill("c.md");
    await batch.line("a").waitFor({ state: "detached" });
    await batch.page.reload();
    await batch.waitForPosted(({ type }) => type === "ready");
    await batch.show(rows);
    assert.deepEqual(await batch.ids(), ["c"]);
    assert.equal(await batch.page.getByRole("searchbox").inputValue(), "c.md");
    await batch.show(rows, { id: "b2" });
    assert.equal((await batch.ids()).length, 3);
  });
});
