import { afterEach, beforeEach, describe, it } from "mocha";
import assert from "node:assert/strict";
import { batchActions } from "../../src/protocol/batchMessages.ts";
import { openBatch, type BatchHarness } from "./batchPage.ts";
import { doneRow, listed, row } from "./batchSamples.ts";

const rows = [
  doneRow("a", { tokens: { prompt: 12_340, completion: 5_600 } }),
  ...[row("b"), row("c", { state: "failed", remark: "No." })],
];
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

  it("counts answered parts of long files and estimated tokens with the rest", async () => {
    const parts = { done: 37, count: 40 };
    const begun = row("b", { state: "asking", parts, tokens: { prompt: 900, completion: 40 } });
    await batch.change([doneRow("a"), begun], [begun, row("c")]);
    const bar = batch.page.getByRole("progressbar");
    assert.equal(await bar.getAttribute("aria-valuenow"), "1.93");
    assert.deepEqual((await batch.page.locator(".facts li").allInnerTexts()).slice(0, 4), [
      ...["1 of 2 done", "1 left", "37 of 40 parts", "13,240 → 5,640 tokens"],
    ]);
    const [share, whole] = await bar.evaluate((element) =>
      [element.querySelector(".is-begun"), element].map(
        (box) => box?.getBoundingClientRect().width,
      ),
    );
    assert.ok(share !== undefined && whole !== undefined && share <= whole / 2);
  });

  it("says of answers that are reviewed that they are to be, in the head as in the list", async () => {
    const answered = ["a", "b"].map((id) => row(id, { state: "answered" }));
    const counts = { answered: 2, waiting: 1 };
    await batch.send({
      type: "list",
      batches: [listed("b1", { isReviewed: true, counts }), listed("b2")],
    });
    await batch.change([...answered, row("c")], answered, { isReviewed: true, stage: "paused" });
    const text = "2 of 3 answered, to be reviewed";
    assert.deepEqual((await batch.page.locator(".facts li").allInnerTexts()).slice(0, 2), [
      ...[text, "1 left"],
    ]);
    const [option] = await batch.page.locator(".switcher option").allInnerTexts();
    assert.equal(option, `Batch b1 · ${text} · Finished`);
    await batch.change([doneRow("a"), ...answered.slice(1), row("c")], [], { isReviewed: true });
    await batch.page.locator(".facts").getByText("2 of 3 answered, 1 to be reviewed").waitFor();
  });

  it("says that requests are still under way where it pauses", async () => {
    await batch.change(rows, [], { stage: "pausing", actions: ["resume", "cancel"] });
    assert.equal((await batch.page.locator(".stage").innerText()).trim(), "Pausing…");
    await status("The batch pauses once what is being asked is answered.");
  });

  it("stands on one line beside its drop-down, however long the title", async () => {
    const title = "A very long title of a batch ".repeat(8);
    await batch.send({ type: "list", batches: [listed("b1", { title }), listed("b2")] });
    await batch.change(rows, [], { title });
    const tops = await batch.page
      .locator(".batch-title")
      .locator("h1, .stage, .switcher, .tool")
      .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect()))
      .then((boxes) => boxes.map(({ top, bottom }) => Math.round((top + bottom) / 2)));
    assert.equal(tops.length, 4);
    assert.ok(Math.max(...tops) - Math.min(...tops) < 4, tops.join());
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
    await status("The batch is through: 1 of 3 done, 1 failed.");
    await batch.change(rows, [doneRow("b")], { stage: "finished" });
    assert.equal(await region.textContent(), "The batch is through: 1 of 3 done, 1 failed.");
  });

  it("invites to begin where there is no batch", async () => {
    await batch.send({ type: "batch", batches: [], rows: [] });
    await batch.page.getByRole("heading", { name: "No batches yet" }).waitFor();
    await batch.button("Run a batch on files…").click();
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
