import assert from "node:assert/strict";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { composer, exchange } from "./samples.ts";

const passages = [
  { id: "p1", kind: "selection", title: "宣言.md:3–9", preview: "人人生而自由", tokens: 1420 },
  { id: "p2", kind: "folder", title: "docs", preview: "12 files", tokens: 90 },
] as const;

interface DroppedFile {
  readonly name: string;
  readonly bytes?: readonly number[];
  /** So many zeros in place of bytes. */
  readonly zeros?: number;
}

interface Drop {
  readonly data?: Readonly<Record<string, string>>;
  readonly files?: readonly DroppedFile[];
}

describe("attaching context", () => {
  let page: ComposerPage;
  beforeEach(async () => {
    page = await openComposer();
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    assert.deepEqual(await page.cspViolations(), []);
    await page.close();
  });

  const button = () => page.page.getByRole("button", { name: "Attach" });
  const menu = () => page.page.getByRole("menu", { name: "Attach" });
  const focused = () => page.page.evaluate(() => document.activeElement?.textContent.trim());

  /** A drag that ends over the composer, as its events tell it. */
  const drag = (type: "dragover" | "dragleave" | "drop", { data = {}, files = [] }: Drop) =>
    page.form.evaluate(
      (form, given) => {
        const dataTransfer = new DataTransfer();
        for (const [name, value] of Object.entries(given.data)) dataTransfer.setData(name, value);
        for (const { name, bytes = [], zeros = 0 } of given.files) {
          const content = zeros > 0 ? new Uint8Array(zeros) : new Uint8Array(bytes);
          dataTransfer.items.add(new File([content], name));
        }
        const init = { dataTransfer, bubbles: true, cancelable: true };
        return !form.dispatchEvent(new DragEvent(given.type, init));
      },
      { type, data, files },
    );
  const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

  it("offers its kinds in a menu that the keyboard goes through", async () => {
    await button().focus();
    await page.page.keyboard.press("Enter");
    assert.equal(await button().getAttribute("aria-expanded"), "true");
    assert.deepEqual(
      (await menu().getByRole("menuitem").allInnerTexts()).map((text) => text.trim()),
      ["Selection", "Files…", "Folder…", "Open editors", "Problems", "Clipboard"],
    );
    assert.equal(await focused(), "Selection");
    await page.page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "Clipboard");
    await page.page.keyboard.press("ArrowDown");
    await page.page.keyboard.press("ArrowDown");
    assert.equal(await focused(), "Files…");
    await page.page.keyboard.press("f");
    assert.equal(await focused(), "Folder…");
    await page.page.keyboard.press("End");
    await page.page.keyboard.press("Home");
    await page.page.keyboard.press("p");
    await page.page.keyboard.press("Enter");
    assert.deepEqual(await page.said("attach"), [{ type: "attach", kind: "problems" }]);
    assert.equal(await menu().count(), 0);
    await button().and(page.page.locator(":focus")).waitFor();
  });

  it("closes its menu with Escape, with another press and when the focus goes elsewhere", async () => {
    await page.send({
      type: "exchange",
      exchange: exchange({ answers: [] }),
    });
    for (const close of [
      () => page.page.keyboard.press("Escape"),
      () => button().click(),
      () => page.field.click(),
    ]) {
      await button().click();
      await menu().waitFor();
      await close();
      assert.equal(await menu().count(), 0);
      assert.equal(await button().getAttribute("aria-expanded"), "false");
    }
    assert.deepEqual(await page.said("stop"), []);
  });

  it("posts what is clicked in the menu", async () => {
    for (const [name, kind] of [
      ["Files…", "files"],
      ["Open editors", "openEditors"],
      ["Clipboard", "clipboard"],
    ] as const) {
      await button().click();
      await menu().getByRole("menuitem", { name }).click();
      await page.hear("attach", (message) => message.kind === kind);
    }
  });

  it("shows what is attached, with its tokens, and lets go of it without losing the focus", async () => {
    await page.send({ type: "composer", composer: composer({ passages }) });
    const chips = page.page.getByRole("list", { name: "Passages" }).getByRole("listitem");
    assert.deepEqual(
      (await chips.allInnerTexts()).map((text) => text.replaceAll(/\s+/gu, " ").trim()),
      ["宣言.md:3–9 ≈1,420", "docs ≈90"],
    );
    const show = page.page.getByRole("button", { name: "Show 宣言.md:3–9" });
    assert.equal(await show.getAttribute("title"), "人人生而自由");
    await show.click();
    await page.hear("showPassage", ({ passage }) => passage === "p1");
    await page.page.getByRole("button", { name: "Remove docs" }).focus();
    await page.page.keyboard.press("Enter");
    await page.hear("removePassage", ({ passage }) => passage === "p2");
    await page.send({ type: "composer", composer: composer({ passages: [passages[0]] }) });
    await page.field.and(page.page.locator(":focus")).waitFor();
  });

  it("takes files from VS Code by their addresses, whatever list carries them", async () => {
    const uris = ["file:///home/%E4%B8%AD.md", "vscode-remote://ssh/x.md"];
    const lists: Readonly<Record<string, string>>[] = [
      { "application/vnd.code.uri-list": uris.join("\r\n"), "text/uri-list": "file:///other" },
      { "text/uri-list": `# remark\n${uris.join("\n")}` },
      { resourceurls: JSON.stringify(uris) },
    ];
    for (const data of lists) assert.ok(await drag("drop", { data }));
    assert.deepEqual(
      await page.said("dropFiles"),
      lists.map(() => ({ type: "dropFiles", uris })),
    );
    await drag("drop", { data: { codefiles: JSON.stringify(["/a/中 1.md", "C:\\b\\c.md"]) } });
    const paths = ["file:///a/%E4%B8%AD%201.md", "file:///C%3A/b/c.md"];
    await page.hear("dropFiles", (message) => message.uris.join() === paths.join());
  });

  it("tells of a broken list and of too many addresses, and loses nothing silently", async () => {
    await drag("drop", { data: { resourceurls: "[not JSON" } });
    assert.deepEqual(await page.said("dropFiles"), []);
    const uris = Array.from({ length: 150 }, (_, index) => `file:///${index}`);
    await drag("drop", { data: { "text/uri-list": uris.join("\n") } });
    const { uris: taken } = await page.hear("dropFiles");
    assert.deepEqual(taken, uris.slice(0, 100));
    await page.page.getByText("Only the first 100 files were taken.").waitFor();
  });

  it("puts the address of a page into the text", async () => {
    await page.field.fill("See : ok");
    await page.field.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 4));
    await drag("drop", { data: { "text/uri-list": "https://example.test/a", "text/plain": "x" } });
    assert.equal(await page.text(), "See https://example.test/a: ok");
    assert.deepEqual(await page.said("dropFiles"), []);
  });

  it("leaves plain text to the field", async () => {
    assert.equal(await drag("dragover", { data: { "text/plain": "dragged" } }), false);
    assert.equal(await drag("drop", { data: { "text/plain": "dragged" } }), false);
    assert.equal(await page.page.getByText("Drop to attach").isVisible(), false);
  });

  it("reads texts from outside, and tells which files are none", async () => {
    await drag("drop", {
      files: [
        { name: "བོད.txt", bytes: bytesOf("\ufeffབོད་ཡིག 😀") },
        { name: "x.zip", bytes: [80, 75, 3, 4, 0, 0] },
        { name: "gbk.txt", bytes: [0xd6, 0xd0, 0xce, 0xc4] },
        { name: "large.txt", zeros: 2_000_001 },
        { name: "empty.txt", bytes: [] },
      ],
    });
    const notice = page.form.getByRole("alert");
    await notice.waitFor();
    assert.equal(
      await notice.getByText("“x.zip”").innerText(),
      "“x.zip” is not text. “gbk.txt” is not text in UTF-8. “large.txt” is larger than 2 MB.",
    );
    assert.deepEqual(await page.said("dropText"), [
      { type: "dropText", name: "བོད.txt", text: "བོད་ཡིག 😀" },
      { type: "dropText", name: "empty.txt", text: "" },
    ]);
    await notice.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await notice.count(), 0);
  });

  it("shows where to drop while something hovers over it", async () => {
    const hint = page.page.getByText("Drop to attach");
    assert.ok(await drag("dragover", { data: { "text/uri-list": "file:///a" } }));
    await hint.waitFor();
    await drag("dragleave", {});
    await hint.waitFor({ state: "hidden" });
    await drag("dragover", { files: [{ name: "a", bytes: [] }] });
    await hint.waitFor();
    await drag("drop", { files: [{ name: "a", bytes: [] }] });
    await hint.waitFor({ state: "hidden" });
  });
});
