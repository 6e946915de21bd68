import { after, afterEach, before, describe, it } from "mocha";
import { deepEqual, equal, ok } from "node:assert/strict";
import { parsePageMessage } from "../../src/protocol/pageMessage.ts";
import { injections } from "../injections/injections.ts";
import { openMarkdown, type MarkdownPage } from "./markdownPage.ts";
import { answer, exchange } from "./samples.ts";
import { watchPage } from "./watch.ts";

/** Shows each of the texts as a reply of its own. */
async function showAll(page: MarkdownPage, texts: readonly string[]): Promise<void> {
  const exchanges = texts.map((text) => exchange({ answers: [answer({ text })] }));
  await page.show(exchanges);
  for (const { id } of exchanges) await page.send({ type: "reveal", message: id });
  equal(await page.reply.count(), texts.length);
}

describe("links of a reply", () => {
  let page: MarkdownPage;
  before(async () => {
    page = await openMarkdown({ width: 900, height: 900 });
  });
  after(() => page.close());
  afterEach(async () => {
    deepEqual([await page.cspViolations(), page.errors], [[], []]);
  });

  const links = () => page.reply.locator("a[title]");

  it("are none where their address is neither of the web nor of mail", async () => {
    await showAll(page, injections["addresses that are none"] ?? []);
    equal(await links().count(), 0);
  });

  it("do nothing by a click but tell the host the whole address that they show", async () => {
    const texts = [...(injections["links"] ?? []), ...(injections["pictures"] ?? [])];
    await showAll(page, texts);
    const shown = await links().evaluateAll((all) =>
      all.map((each) => (each as HTMLElement).title),
    );
    ok(shown.length > 20);
    const before = (await page.posted()).length;
    const watch = await watchPage(page);
    await links().evaluateAll((all) => all.forEach((each) => (each as HTMLElement).click()));
    const said = (await page.posted()).slice(before);
    deepEqual(
      said,
      shown.map((url) => ({ type: "openLink", url })),
    );
    for (const message of said) deepEqual(parsePageMessage(message), message);
    deepEqual(
      (await watch.findings()).filter((each) => !each.startsWith("message ")),
      [],
    );
  });

  it("have no address that a browser would follow, prefetch, drag or copy", async () => {
    equal(
      await page.reply.locator("[href], [src], [ping], [download], [draggable=true]").count(),
      0,
    );
  });

  it("do nothing by other buttons, other keys, dragging or a menu", async () => {
    await page.showReply("[a link](https://injected.test/a)");
    const link = links().first();
    const watch = await watchPage(page);
    await link.click({ button: "middle" });
    await link.click({ button: "right" });
    await page.page.keyboard.press("Escape");
    await link.dragTo(page.page.getByRole("textbox", { name: "Message" }));
    await link.focus();
    for (const key of [" ", "Tab", "Shift+Tab", "ContextMenu", "Escape"]) {
      await page.page.keyboard.press(key);
    }
    deepEqual(await watch.findings(), []);
    await link.focus();
    await page.page.keyboard.press("Enter");
    deepEqual((await page.posted()).at(-1), { type: "openLink", url: "https://injected.test/a" });
    equal((await watch.findings()).length, 1);
  });
});
