import assert from "node:assert/strict";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { answer, composer, exchange, panelState } from "./samples.ts";

const running = exchange({ answers: [answer({ status: "streaming", complete: false })] });

describe("typing a question", () => {
  let page: ComposerPage;
  beforeEach(async () => {
    page = await openComposer();
    await page.field.focus();
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  it("sends on Enter, breaks the line on Shift+Enter and clears the field", async () => {
    await page.field.pressSequentially("བོད་ཡིག");
    await page.field.press("Shift+Enter");
    await page.field.pressSequentially("第二行");
    assert.equal(await page.text(), "བོད་ཡིག\n第二行");
    await page.field.press("Enter");
    assert.deepEqual(await page.hear("send"), { type: "send", text: "བོད་ཡིག\n第二行" });
    assert.equal(await page.text(), "");
  });

  it("sends nothing that is empty, and nothing while no model is there", async () => {
    await page.field.fill("  \n ");
    await page.field.press("Enter");
    await page.send({ type: "composer", composer: composer({ models: [], modelKey: "" }) });
    await page.field.fill("To whom?");
    await page.field.press("Enter");
    assert.deepEqual(await page.said("send"), []);
    assert.equal(await page.text(), "To whom?");
  });

  it("sends passages without a text once", async () => {
    const passages = [{ id: "p", kind: "file", title: "a.md", preview: "", tokens: 3 }] as const;
    await page.send({ type: "composer", composer: composer({ passages }) });
    await page.field.press("Enter");
    await page.field.press("Enter");
    assert.deepEqual(await page.said("send"), [{ type: "send", text: "" }]);
  });

  it("leaves every key to an input method that composes", async () => {
    await page.send({ type: "exchange", exchange: running });
    await page.field.fill("བོད");
    for (const key of ["Enter", "Escape", "ArrowUp", "Tab"]) {
      await page.pressAs(key, "composing");
      await page.pressAs(key, "processed");
    }
    await page.send({ type: "snapshot", state: panelState() });
    await page.pressAs("Enter", "composing");
    await page.pressAs("Enter", "processed");
    const types = (await page.posted()).map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => type !== "ready" && type !== "draft"),
      [],
    );
    await page.pressAs("Enter", "plain");
    await page.hear("send", ({ text }) => text === "བོད");
  });

  it("composes text with an input method of the browser and keeps it", async () => {
    const session = await page.page.context().newCDPSession(page.page);
    await session.send("Input.imeSetComposition", {
      ...{ text: "zhong", selectionStart: 5, selectionEnd: 5 },
    });
    await page.pressAs("Enter", "processed");
    await session.send("Input.insertText", { text: "中文" });
    assert.equal(await page.text(), "中文");
    await page.hear("draft", ({ text }) => text === "中文");
    assert.deepEqual(await page.said("send"), []);
  });

  it("stops a running reply with Escape or Stop, and types on meanwhile", async () => {
    await page.send({ type: "exchange", exchange: running });
    await page.field.pressSequentially("next");
    await page.field.press("Enter");
    assert.equal(await page.text(), "next");
    assert.deepEqual(await page.said("send"), []);
    await page.field.press("Escape");
    await page.page.getByRole("button", { name: "Stop" }).click();
    assert.equal((await page.said("stop")).length, 2);
    assert.equal(await page.page.getByRole("button", { name: "Send" }).count(), 0);
    await page.send({ type: "exchange", exchange: { ...running, answers: [answer()] } });
    await page.page.getByRole("button", { name: "Send" }).click();
    await page.hear("send", ({ text }) => text === "next");
    await page.field.and(page.page.locator(":focus")).waitFor();
  });

  it("grows with its text to two fifths of the page and then scrolls", async () => {
    const height = async () => (await page.field.boundingBox())?.height ?? 0;
    const empty = await height();
    await page.field.fill("a\nb\nc\nd\ne");
    const grown = await height();
    assert.ok(grown > empty * 1.5, `${empty} → ${grown}`);
    await page.field.fill("line\n".repeat(200));
    assert.ok(Math.abs((await height()) - 0.4 * 800) < 2, String(await height()));
    await page.field.fill("");
    assert.equal(await height(), empty);
  });

  it("says that a text is too long and keeps it", async () => {
    await page.field.evaluate((element: HTMLTextAreaElement) => {
      element.value = "a".repeat(2_000_001);
    });
    await page.field.press("Enter");
    await page.page.getByText("The text is longer than 2,000,000 characters.").waitFor();
    assert.deepEqual(await page.said("send"), []);
    assert.equal((await page.text()).length, 2_000_001);
  });
});
