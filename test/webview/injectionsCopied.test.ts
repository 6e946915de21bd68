import { after, afterEach, before, describe, it } from "mocha";
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { parsePageMessage } from "../../src/protocol/pageMessage.ts";
import { htmlInjections, injections } from "../injections/injections.ts";
import { replyParts } from "./allowedParts.ts";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { openMarkdown, type MarkdownPage } from "./markdownPage.ts";
import { watchPage, type Watch } from "./watch.ts";

describe("injections that are copied", () => {
  let page: MarkdownPage;
  before(async () => {
    page = await openMarkdown({ width: 900, height: 900 });
  });
  after(() => page.close());

  const shown = ["links", "pictures", "footnotes", "raw HTML", "elements"]
    .flatMap((kind) => injections[kind] ?? [])
    .join("\n\n");

  it("are text where a button copies them", async () => {
    await page.showReply(shown);
    for (const [name, format] of [
      ["Copy", "markdown"],
      ["Copy as text", "text"],
    ] as const) {
      await page.button(name).click();
      const said = (await page.posted()).at(-1);
      deepEqual(parsePageMessage(said), said);
      ok(said?.type === "copy" && said.format === format);
    }
  });

  it("bring no element, address or handler along where a selection is copied", async () => {
    await page.showReply(shown);
    await page.reply.evaluate((reply) => getSelection()?.selectAllChildren(reply));
    await page.page.keyboard.press("ControlOrMeta+C");
    const field = page.page.getByRole("textbox", { name: "Message" });
    await field.evaluate((element) => {
      const read = (event: ClipboardEvent) => {
        element.dataset["html"] = event.clipboardData?.getData("text/html") ?? "";
      };
      (element as HTMLElement).addEventListener("paste", read, { once: true });
    });
    await field.press("ControlOrMeta+V");
    const html = await field.evaluate((element) => element.dataset["html"] ?? "");
    match(html, /&lt;script/u);
    // A page of no policy reads it as another program would.
    const other = await page.page.context().newPage();
    const parts = await other.evaluate((copied) => {
      const { body } = new DOMParser().parseFromString(copied, "text/html");
      const elements = [...body.querySelectorAll("*")];
      return {
        tags: elements.map(({ localName }) => localName),
        attributes: elements.flatMap((each) => each.getAttributeNames()),
        styles: elements.map((each) => each.getAttribute("style") ?? ""),
      };
    }, html);
    await other.close();
    deepEqual(
      parts.tags.filter((tag) => !Object.hasOwn(replyParts, tag) && tag !== "reply-text"),
      [],
    );
    const risky = /^(?:on.*|href|src|srcset|action|formaction|data|ping|poster|background)$/u;
    deepEqual(
      parts.attributes.filter((name) => risky.test(name)),
      [],
    );
    equal(parts.styles.join().includes("url("), false);
    deepEqual([await page.cspViolations(), page.errors], [[], []]);
  });
});

describe("injections that are pasted", () => {
  let page: ComposerPage;
  let watch: Watch;
  before(async () => {
    page = await openComposer();
    // The converter is loaded with the first paste that needs it.
    await page.copy({ "text/html": "<b>x</b>", "text/plain": "x" });
    await page.page.keyboard.press("Control+V");
    await page.page.waitForFunction(() => document.querySelector("textarea")?.value === "**x**");
    await page.hear("draft");
    watch = await watchPage(page);
  });
  after(() => page.close());
  afterEach(async () => {
    const findings = await watch.findings();
    deepEqual(
      findings.filter((finding) => !finding.startsWith('message {"type":"draft",')),
      [],
    );
    deepEqual(await watch.strangers(), []);
  });

  it("ask for nothing and run nothing as HTML of the clipboard, kind by kind", async () => {
    for (const kind of ["raw HTML", "event handlers", "elements", "svg and math", "styles"]) {
      await page.field.fill("");
      const copied = (injections[kind] ?? []).filter((each) => !each.startsWith("<plaintext>"));
      await page.copy({ "text/html": `<b>${kind}</b>${copied.join("\n")}`, "text/plain": kind });
      await page.page.keyboard.press("Control+V");
      await page.page.waitForFunction(() => document.querySelector("textarea")?.value !== "");
    }
  });

  it("ask for nothing and run nothing one by one, in the clipboard and in a drop", async () => {
    await page.field.evaluate((field, texts) => {
      for (const each of texts) {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/html", `<b>x</b>${each}`);
        clipboardData.setData("text/plain", "x");
        field.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
        );
        const dropped = { dataTransfer: clipboardData, bubbles: true, cancelable: true };
        field.dispatchEvent(new DragEvent("drop", dropped));
      }
    }, htmlInjections);
    await page.page.waitForFunction(() => document.querySelector("textarea")?.value !== "");
  });
});
