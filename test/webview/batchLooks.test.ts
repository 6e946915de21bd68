import { describe, it } from "mocha";
import assert from "node:assert/strict";
import { batchActions, type BatchHeadView } from "../../src/protocol/batchMessages.ts";
import { openBatch } from "./batchPage.ts";
import { doneRow, listed, row } from "./batchSamples.ts";
import { axeFindings } from "./conversationPage.ts";

const hostile = `"><img src=x onerror=alert(1)><script>alert(2)</script>\${1+1}{{x}}`;
const rows = [
  doneRow("a", { name: "བོད་ཡིག/བསྒྲུབས་པའི་སྐྱེས་རབས.txt", parts: { done: 5, count: 5 } }),
  row("b", { state: "asking", tokens: { prompt: 60_000, completion: 12_345 }, elapsed: 64_000 }),
  row("c", { state: "failed", remark: "The server refused it. ".repeat(20), elapsed: 900 }),
  row("d", { state: "skipped", remark: "Binary file.", name: "images/photo.png" }),
  row("e", { state: "cancelled", template: "Proofread", model: "Tibet · 涉藏专用模型" }),
  row("f", { state: "answered", hasOutput: true, canRetry: true }),
  row("g", { name: `${hostile}/${hostile}.md`, remark: hostile }),
  row("h", { name: "texts/a\u202Egpj.md" }),
];
const busy: Partial<BatchHeadView> = {
  ...{ notice: hostile, actions: batchActions, title: "Translate བོད་ཡིག 中文" },
  stage: "paused",
};
const batches = [listed("b1", { title: hostile }), listed("b2")];

for (const theme of ["dark", "light", "contrast"] as const) {
  describe(`the page of a batch in ${theme}`, () => {
    it("leaves axe nothing to find", async () => {
      const batch = await openBatch(rows, { theme }, batches);
      try {
        assert.deepEqual(await axeFindings(batch), []);
        await batch.show(rows, busy);
        await batch.line("c").click();
        assert.deepEqual(await axeFindings(batch), []);
        await batch.page.getByRole("searchbox").fill("no such file");
        await batch.page.getByText("No file fits.").waitFor();
        assert.deepEqual(await axeFindings(batch), []);
        await batch.send({ type: "batch", batches: [], rows: [] });
        assert.deepEqual(await axeFindings(batch), []);
        assert.deepEqual(await batch.cspViolations(), []);
        assert.deepEqual(batch.errors, []);
      } finally {
        await batch.close();
      }
    });
  });
}

describe("what others have written, in the page of a batch", () => {
  it("stays text, and what turns its direction is spelled out", async () => {
    const batch = await openBatch(rows, {}, batches);
    try {
      await batch.show(rows, { ...busy, title: hostile, output: hostile });
      assert.equal(await batch.page.locator("main img, main script").count(), 0);
      assert.equal(await batch.page.getByRole("heading").innerText(), hostile);
      assert.equal(await batch.line("g").locator(".row-remark").innerText(), hostile);
      assert.equal(await batch.line("h").locator(".file-name").innerText(), "a⟨U+202E⟩gpj.md");
      assert.equal(await batch.line("h").locator("[title*='\u202E']").count(), 0);
      assert.deepEqual(await batch.cspViolations(), []);
      assert.ok(batch.requests.every((url) => new URL(url).hostname === "127.0.0.1"));
      assert.deepEqual(batch.errors, []);
    } finally {
      await batch.close();
    }
  });
});

describe("the width of the page of a batch", () => {
  for (const width of [300, 420, 560, 760, 1000, 1600]) {
    it(`is never exceeded at ${width} pixels, and no line runs into another`, async () => {
      const batch = await openBatch(rows, { width }, batches);
      try {
        await batch.show(rows, busy);
        const found = await batch.page.evaluate(() => {
          const over = ["body", "main", ".grid", ".batch-head", ".filter"].filter((selector) => {
            const box = document.querySelector(selector);
            return box !== null && box.scrollWidth > box.clientWidth;
          });
          const cells = [...document.querySelectorAll(".batch-row:not(.probe)")].flatMap((line) => {
            const { top, bottom, right } = line.getBoundingClientRect();
            return [...line.querySelectorAll("[role=gridcell], .row-remark")].filter((cell) => {
              const box = cell.getBoundingClientRect();
              const isOut = box.top < top - 1 || box.bottom > bottom + 1 || box.right > right + 1;
              return box.width > 0 && isOut;
            });
          });
          return [...over, ...cells.map((cell) => cell.outerHTML)];
        });
        assert.deepEqual(found, []);
      } finally {
        await batch.close();
      }
    });
  }

  for (const width of [620, 760, 920, 1280]) {
    it(`leaves columns under their heads at ${width} pixels, and buttons off the facts`, async () => {
      const batch = await openBatch(rows, { width }, batches);
      try {
        await batch.line("b").click();
        const found = await batch.page.evaluate(() => {
          const names = ["template", "model", "state", "parts", "tokens", "time"];
          const boxOf = (selector: string) =>
            document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
          const ragged = names.filter((name) => {
            const [head, cell] = [".columns", '[data-item="b"]'].map((line) =>
              boxOf(`${line} .cell-${name}`),
            );
            const isSame = (edge: "left" | "right") =>
              Math.abs((head?.[edge] ?? 0) - (cell?.[edge] ?? 0)) < 1;
            return !isSame("left") || !isSame("right") || head?.width === 0;
          });
          const { top, bottom, left, right } = boxOf('[data-item="b"] .cell-actions');
          const covered = names.filter((name) => {
            const box = boxOf(`[data-item="b"] .cell-${name}`);
            const isBeside = box.right <= left + 1 || box.left >= right - 1;
            return !isBeside && box.top < bottom - 1 && box.bottom > top + 1;
          });
          return { ragged, covered };
        });
        assert.deepEqual(found, { ragged: [], covered: [] });
      } finally {
        await batch.close();
      }
    });
  }
});
