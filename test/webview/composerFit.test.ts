import assert from "node:assert/strict";
import type { MeterView, OverflowView } from "../../src/protocol/views.ts";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { composer } from "./samples.ts";

const overflow: OverflowView = {
  message: "The prompt has 40,000 tokens, 7,232 more than fit.",
  choices: [
    { id: "trim", label: "Trim", detail: "Cut “a.md” to 3,100 of 9,000 tokens" },
    { id: "parts", label: "Send in parts", detail: "3 requests" },
    { id: "cancel", label: "Cancel", detail: "" },
  ],
};

describe("a prompt against the model's window", () => {
  let page: ComposerPage;
  beforeEach(async () => {
    page = await openComposer();
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    assert.deepEqual(await page.cspViolations(), []);
    await page.close();
  });

  const meter = () => page.page.locator("button.meter");
  const region = () => page.page.getByRole("alertdialog");
  const show = (view: Partial<MeterView>) =>
    page.send({
      type: "composer",
      composer: composer({ meter: { tokens: 1234, isExact: false, reserved: 0, ...view } }),
    });
  const overflowing = () => page.send({ type: "composer", composer: composer({ overflow }) });
  const focused = () => page.page.evaluate(() => document.activeElement?.className);

  it("says how much it takes, and counts exactly when pressed", async () => {
    assert.equal(await meter().count(), 0);
    await show({});
    assert.match(await meter().innerText(), /^≈1,234 tokens\n/u);
    await show({ contextWindow: 32_768 });
    assert.match(await meter().innerText(), /^≈1,234 of 32,768 tokens\n/u);
    await page.page.getByRole("button", { name: "Count exactly" }).press("Enter");
    await page.hear("countTokens");
    await show({ contextWindow: 32_768, isExact: true });
    assert.match(await meter().innerText(), /^1,234 of 32,768 tokens\n/u);
    assert.equal(await meter().getAttribute("title"), "Counted by the server");
  });

  it("draws the prompt, and behind it what is kept for the answer", async () => {
    await show({ tokens: 8_192, contextWindow: 32_768, reserved: 4_096 });
    const widths = await meter()
      .locator("rect")
      .evaluateAll((bars) => bars.map((bar) => bar.getAttribute("width")));
    assert.deepEqual(widths, ["37.5%", "25%"]);
    assert.match((await meter().getAttribute("title")) ?? "", /4,096 kept free for the answer/u);
  });

  it("says what does not fit", async () => {
    await show({ tokens: 40_000, contextWindow: 32_768 });
    assert.match(await meter().innerText(), /^The prompt will not fit: ≈40,000 of 32,768 tokens/u);
    await show({ tokens: 30_000, contextWindow: 32_768, reserved: 4_096 });
    assert.match(await meter().innerText(), /^With 4,096 for the answer it will not fit: ≈30,000/u);
    const colorOf = (name: string) =>
      page.page.evaluate((variable) => {
        const probe = document.createElement("i");
        probe.style.color = `var(${variable})`;
        document.body.append(probe);
        return getComputedStyle(probe).color;
      }, name);
    assert.equal(
      await meter().evaluate((element) => getComputedStyle(element).color),
      await colorOf("--vscode-list-errorForeground"),
    );
  });

  it("asks how to go on, about a text that the host gives back", async () => {
    await page.field.fill("long");
    await page.field.press("Enter");
    await page.hear("send");
    await overflowing();
    await page.send({ type: "compose", draft: "long" });
    await region().getByText("7,232 more than fit").waitFor();
    assert.equal(await focused(), "overflow");
    assert.equal(await page.text(), "long");
    await page.field.focus();
    await page.field.blur();
    // A draft would say that the text is another now.
    assert.deepEqual(await page.said("draft"), []);
    assert.deepEqual(
      (await region().getByRole("button").allInnerTexts()).map((text) =>
        text.replaceAll(/\s*\n\s*/gu, ": "),
      ),
      ["Trim: Cut “a.md” to 3,100 of 9,000 tokens", "Send in parts: 3 requests", "Cancel"],
    );
  });

  it("takes the focus when it comes up, so that Enter pressed twice chooses nothing", async () => {
    await page.field.focus();
    await overflowing();
    assert.equal(await focused(), "overflow");
    await page.page.keyboard.press("Enter");
    assert.deepEqual(await page.said("fit"), []);
    await page.page.keyboard.press("Tab");
    await page.page.keyboard.press("Tab");
    await page.page.keyboard.press("Enter");
    assert.equal((await page.hear("fit")).choice, "parts");
    assert.equal(await focused(), "message-field");
  });

  it("hands the text over with the choice, and clears the field", async () => {
    await page.field.fill("བརྩེགས་ཡིག");
    await page.field.blur();
    await overflowing();
    await region().getByRole("button", { name: "Trim" }).click();
    assert.deepEqual(await page.hear("fit"), { type: "fit", choice: "trim", text: "བརྩེགས་ཡིག" });
    assert.equal(await page.text(), "");
    await page.send({ type: "composer", composer: composer() });
    assert.equal(await region().count(), 0);
    await page.field.press("ArrowUp");
    assert.equal(await page.text(), "བརྩེགས་ཡིག");
  });

  it("keeps the text where nothing is chosen: Cancel, or Escape", async () => {
    await page.field.fill("kept");
    await overflowing();
    await region().getByRole("button", { name: "Cancel" }).click();
    await page.field.press("Escape");
    assert.deepEqual(
      (await page.said("fit")).map(({ choice, text }) => [choice, text]),
      [
        ["cancel", "kept"],
        ["cancel", "kept"],
      ],
    );
    assert.equal(await page.text(), "kept");
  });
});
