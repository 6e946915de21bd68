import assert from "node:assert/strict";
import { openComposer, type ComposerPage } from "./composerPage.ts";

const files = [
  { id: "a", label: "notes.md", detail: "docs", icon: "markdown" },
  { id: "b", label: "བོད་ཡིག.txt", detail: "sample", icon: "file" },
  { id: "c", label: "中文简体.txt", detail: "", icon: "file" },
];

describe("completing what is typed", () => {
  let page: ComposerPage;
  beforeEach(async () => {
    page = await openComposer();
    await page.field.focus();
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    assert.deepEqual(await page.cspViolations(), []);
    await page.close();
  });

  const list = () => page.page.getByRole("listbox", { name: "Files" });
  const active = () => page.page.getByRole("option", { selected: true });
  /** Types and answers what the page asks for it. */
  const offer = async (typed: string, query: string, items = files) => {
    await page.field.pressSequentially(typed);
    const { request } = await page.hear("complete", (message) => message.query === query);
    await page.send({ type: "completions", request, items });
    return request;
  };

  it("asks for files once typing rests, with growing numbers", async () => {
    await page.typeAtOnce("see @not");
    await page.hear("complete", ({ query }) => query === "not");
    await page.typeAtOnce("es");
    await page.hear("complete", ({ query }) => query === "notes");
    const asked = await page.said("complete");
    assert.deepEqual(
      asked.map(({ kind, query }) => [kind, query]),
      [
        ["files", "not"],
        ["files", "notes"],
      ],
    );
    assert.ok((asked[0]?.request ?? 0) < (asked[1]?.request ?? 0));
  });

  it("is told to screen readers as a list with an active entry", async () => {
    await offer("@n", "n");
    await list().waitFor();
    assert.equal(await page.field.getAttribute("aria-controls"), await list().getAttribute("id"));
    const activeText = () =>
      page.field.evaluate((element) => element.ariaActiveDescendantElement?.textContent.trim());
    assert.match((await activeText()) ?? "", /^notes\.md/u);
    await page.field.press("ArrowDown");
    assert.match((await activeText()) ?? "", /^བོད་ཡིག\.txt/u);
    assert.match(await active().innerText(), /བོད་ཡིག\.txt/u);
    await page.page.getByRole("status").getByText("3 suggestions").waitFor();
    await page.field.press("Escape");
    assert.equal(await activeText(), undefined);
    assert.equal(await page.field.getAttribute("aria-controls"), null);
  });

  for (const key of ["Enter", "Tab"]) {
    it(`takes a file with ${key}: its name leaves the text, the caret stays there`, async () => {
      await page.field.fill("compare  please");
      await page.field.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(8, 8));
      const request = await offer("@n", "n");
      await page.field.press("ArrowDown");
      await page.field.press(key);
      assert.deepEqual(await page.hear("takeCompletion"), {
        type: "takeCompletion",
        request,
        item: "b",
      });
      assert.equal(await page.text(), "compare  please");
      assert.equal(await page.caret(), 8);
      await list().waitFor({ state: "hidden" });
      assert.deepEqual(await page.said("send"), []);
      await page.field.press("Control+Z");
      assert.equal(await page.text(), "compare @n please");
    });
  }

  it("goes round with the arrows and takes with the mouse, the focus stays in the field", async () => {
    await offer("@", "");
    await page.field.press("ArrowUp");
    assert.match(await active().innerText(), /中文简体/u);
    await page.field.press("ArrowDown");
    assert.match(await active().innerText(), /notes\.md/u);
    await page.page.getByRole("option", { name: "བོད་ཡིག.txt" }).click();
    await page.hear("takeCompletion", ({ item }) => item === "b");
    assert.equal(await page.text(), "");
    await page.field.and(page.page.locator(":focus")).waitFor();
  });

  it("closes with Escape, stays closed for this word and opens for the next", async () => {
    await offer("@n", "n");
    await page.field.press("Escape");
    await list().waitFor({ state: "hidden" });
    assert.deepEqual(await page.said("stop"), []);
    await page.field.pressSequentially("o");
    // The draft rests longer than what is completed.
    await page.hear("draft", ({ text }) => text === "@no");
    await page.field.pressSequentially(" ");
    await offer("@s", "s");
    await list().waitFor();
    assert.deepEqual(
      (await page.said("complete")).map(({ query }) => query),
      ["n", "s"],
    );
  });

  it("closes when the caret leaves, when nothing is found and when the field is left", async () => {
    await offer("x @n", "n");
    await page.field.press("Home");
    await list().waitFor({ state: "hidden" });
    await page.field.press("End");
    await offer("o", "no");
    await list().waitFor();
    await offer("z", "noz", []);
    await list().waitFor({ state: "hidden" });
    await page.field.press("Backspace");
    await offer("w", "now");
    await list().waitFor();
    await page.field.blur();
    await list().waitFor({ state: "hidden" });
  });

  it("ignores answers to older requests", async () => {
    const first = await offer("@n", "n", []);
    await page.field.pressSequentially("o");
    await page.hear("complete", ({ query }) => query === "no");
    await page.send({ type: "completions", request: first, items: files });
    await list().waitFor({ state: "hidden" });
  });

  it("takes an entry of a list that is being renewed once the new one is there", async () => {
    await offer("@n", "n");
    await page.field.press("ArrowDown");
    await page.field.pressSequentially("o");
    const { request } = await page.hear("complete", ({ query }) => query === "no");
    await page.field.press("Enter");
    assert.deepEqual(await page.said("takeCompletion"), []);
    const renewed = [{ id: "x", label: "བོད་ཡིག.txt", detail: "sample", icon: "file" }];
    await page.send({ type: "completions", request, items: renewed });
    const taken = await page.hear("takeCompletion");
    assert.deepEqual([taken.request, taken.item], [request, "x"]);
    assert.equal(await page.text(), "");
  });

  it("never opens while an input method composes, but with what it has composed", async () => {
    const session = await page.page.context().newCDPSession(page.page);
    await offer("@", "");
    await session.send("Input.imeSetComposition", {
      ...{ text: "zhong", selectionStart: 5, selectionEnd: 5 },
    });
    await list().waitFor({ state: "hidden" });
    await page.hear("draft", ({ text }) => text === "@zhong");
    await session.send("Input.insertText", { text: "中" });
    const { request } = await page.hear("complete", ({ query }) => query === "中");
    assert.deepEqual(
      (await page.said("complete")).map(({ query }) => query),
      ["", "中"],
    );
    await page.send({ type: "completions", request, items: files });
    await page.pressAs("Enter", "processed");
    assert.deepEqual(await page.said("takeCompletion"), []);
    await page.field.press("Enter");
    await page.hear("takeCompletion");
  });

  it("puts a template in the place of what was typed for it, and undo takes it back", async () => {
    await page.field.pressSequentially("/tra");
    const { request, kind } = await page.hear("complete", ({ query }) => query === "tra");
    assert.equal(kind, "templates");
    const items = [{ id: "t", label: "translate", detail: "", icon: "book" }];
    await page.send({ type: "completions", request, items });
    await page.field.press("Enter");
    await page.hear("takeCompletion", ({ item }) => item === "t");
    await page.field.pressSequentially(" མགྱོགས།");
    await page.send({ type: "insertTemplate", text: "Translate:\n\n" });
    assert.equal(await page.text(), "Translate:\n\n མགྱོགས།");
    assert.equal(await page.caret(), (await page.text()).length);
    await page.field.press("Control+Z");
    assert.equal(await page.text(), "/tra མགྱོགས།");
  });

  it("puts a template that nobody typed for at the caret", async () => {
    await page.field.fill("Before after");
    await page.field.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(7, 7));
    await page.send({ type: "insertTemplate", text: "template " });
    assert.equal(await page.text(), "Before template after");
  });

  it("stays inside the window, beside the caret's line", async () => {
    await page.page.setViewportSize({ width: 300, height: 300 });
    await offer("a\nb\nc\nd\n@".replaceAll("\n", " "), "", [...files, ...files, ...files]);
    const box = await list().boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.y >= 0, JSON.stringify(box));
    assert.ok(box.x + box.width <= 300 && box.y + box.height <= 300, JSON.stringify(box));
    for (let step = 0; step < 8; step += 1) await page.field.press("ArrowDown");
    const last = await active().boundingBox();
    assert.ok(last !== null && last.y + last.height <= box.y + box.height, JSON.stringify(last));
  });
});
