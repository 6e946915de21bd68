import { after, before, describe, it } from "mocha";
import { deepEqual, equal, ok } from "node:assert/strict";
import { axeFindings } from "./conversationPage.ts";
import { openMarkdown, type MarkdownPage } from "./markdownPage.ts";
import { answer, exchange } from "./samples.ts";
import { everything, hostile } from "./markdownSamples.ts";

interface ReplyElement extends HTMLElement {
  text: string;
  final: boolean;
  drawNow(): void;
}

/** Draws a text whole, and in pieces of some sizes; tells those that come to something else. */
function sizesThatDiffer({ page }: MarkdownPage, text: string): Promise<number[]> {
  return page.evaluate((shown) => {
    const drawn = (pieces: readonly string[]) => {
      const reply = document.createElement("reply-text") as ReplyElement;
      document.body.append(reply);
      for (const [index] of pieces.entries()) {
        reply.text = pieces.slice(0, index + 1).join("");
        reply.drawNow();
      }
      reply.final = true;
      reply.remove();
      return reply.innerHTML.replaceAll(/reply-\d+-/gu, "");
    };
    const whole = drawn([shown]);
    return [1, 2, 7, 40, 301].filter((size) => {
      const pieces = shown.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
      return drawn(pieces) !== whole;
    });
  }, text);
}

describe("the drawing of Markdown", () => {
  let page: MarkdownPage;
  before(async () => {
    page = await openMarkdown({ width: 300, height: 600 });
  });
  after(() => page.close());

  it("is the same node for node, however the text arrived", async () => {
    await page.showReply(`${everything}\n\n$x$`);
    await page.reply.locator("math").last().waitFor();
    // Notes have all drawn anew when they arrive, so what is kept shows only without them.
    for (const text of [everything, everything.slice(0, everything.indexOf("\n[^1]:"))]) {
      // Colours come later, and not for a language that is not known.
      deepEqual(await sizesThatDiffer(page, text.replaceAll(/^(\s*```)\w+/gmu, "$1unknown")), []);
    }
  });

  it("keeps the nodes of what has been read while more arrives", async () => {
    const kept = await page.page.evaluate(() => {
      const reply = document.createElement("reply-text") as ReplyElement;
      reply.text = "# One\n\nTwo.\n\n```unknown\nthree\n";
      const before = [...reply.children];
      const code = reply.querySelector("code")?.firstChild;
      reply.text += "four\n";
      reply.text += "```\n\nFive.\n";
      reply.final = true;
      const isSame = before.every((element, index) => element === reply.children[index]);
      return [isSame, code === reply.querySelector("code")?.firstChild, code?.textContent];
    });
    deepEqual(kept, [true, true, "three\nfour"]);
  });

  it("makes only elements and attributes that are known, and asks for nothing", async () => {
    const requests = page.requests.length;
    const dialogs: string[] = [];
    page.page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.showReply(hostile);
    await page.reply.locator("math").first().waitFor();
    const found = await page.reply.evaluate((reply) => ({
      elements: [...new Set([...reply.querySelectorAll("*")].map(({ localName }) => localName))],
      attributes: [
        ...new Set([...reply.querySelectorAll("*")].flatMap((each) => each.getAttributeNames())),
      ],
      images: getComputedStyle(reply).backgroundImage,
    }));
    const risky = /^(?:script|style|link|meta|base|iframe|object|embed|img|svg|audio|video|form)$/u;
    deepEqual(
      found.elements.filter((name) => risky.test(name)),
      [],
    );
    deepEqual(
      found.attributes.filter((name) => /^on|^(?:href|src|style|action|data)$/u.test(name)),
      [],
    );
    for (const link of await page.reply.getByRole("link").all()) await link.click();
    const opened = (await page.posted()).filter(({ type }) => type === "openLink");
    ok(opened.length > 0);
    ok(opened.every((each) => "url" in each && /^(?:https?|mailto):/u.test(each.url)));
    const own = page.requests.slice(requests).filter((url) => !/\/[\w-]+\.js$/u.test(url));
    deepEqual([own, dialogs, await page.cspViolations(), page.errors], [[], [], [], []]);
    equal(await page.page.evaluate(() => "wasRun" in globalThis), false);
  });

  it("survives what is deep or long", async () => {
    for (const text of [
      `${"> ".repeat(5_000)}deep`,
      `${"- ".repeat(5_000)}deep`,
      "[".repeat(100_000),
      "$" + "\\sqrt{".repeat(500) + "x" + "}".repeat(500) + "$",
      "$" + "{".repeat(2_400) + "x" + "}".repeat(2_400) + "$",
      "$" + "x^{".repeat(1_200) + "x" + "}".repeat(1_200) + "$",
      "$\\def\\a{\\a\\a}\\a$",
      "$" + "\\left(".repeat(700) + "x" + "\\right)".repeat(700) + "$",
      "a".repeat(300_000),
    ]) {
      await page.showReply(text);
      // A formula is there only when KaTeX has been loaded.
      await page.reply.filter({ hasText: /.{5}/su }).waitFor();
    }
    deepEqual(page.errors, []);
  });

  it("shows formulas that nest too deep as their TeX", async () => {
    const tex = `${"x^{".repeat(300)}x${"}".repeat(300)}`;
    await page.showReply(`$x$ $${tex}$`);
    await page.reply.locator("math").waitFor();
    equal(await page.reply.locator("code").textContent(), tex);
  });

  it("gives Tibetan and Chinese their language, and breaks Tibetan lines at the tsheg", async () => {
    const tibetan = "བོད་ཀྱི་རྒྱལ་རབས་གསལ་བའི་མེ་ལོང་ཞེས་བྱ་བ་བཞུགས་སོ།".repeat(4);
    await page.showReply(`${tibetan}\n\n藏传佛教的历史。\n\nEnglish.\n\n- བོད་ཡིག\n\n日本の歴史`);
    const languages = await page.reply.evaluate((reply) =>
      [...reply.querySelectorAll("p, li span")].map((each) => each.getAttribute("lang")),
    );
    deepEqual(languages, ["bo", "zh", null, "bo", null]);
    const ends = await page.reply
      .locator("p")
      .first()
      .evaluate((paragraph) => {
        const text = paragraph.firstChild as Text;
        const range = document.createRange();
        const topAt = (index: number) => {
          range.setStart(text, index);
          range.setEnd(text, index + 1);
          return range.getClientRects()[0]?.bottom ?? 0;
        };
        const letters = Array.from(text.data, (_, index) => topAt(index));
        return letters.flatMap((bottom, index) =>
          index > 0 && bottom > (letters[index - 1] ?? 0) + 10 ? [text.data[index - 1]] : [],
        );
      });
    ok(ends.length >= 3);
    ok(
      ends.every((letter) => letter === "་" || letter === "།"),
      ends.join(" "),
    );
  });

  it("has ids of its own for every reply", async () => {
    const text = "a[^n] b[^n]\n\n[^n]: c";
    await page.show([
      exchange({ answers: [answer({ text })] }),
      exchange({ answers: [answer({ text })] }),
    ]);
    await page.reply.nth(1).waitFor();
    const ids = await page.page.evaluate(() =>
      [...document.querySelectorAll("reply-text [id]")].map(({ id }) => id),
    );
    equal(ids.length, 6);
    equal(new Set(ids).size, 6);
  });
});

describe("the looks of Markdown", () => {
  for (const theme of ["dark", "light", "contrast"] as const) {
    for (const width of [300, 900]) {
      describe(`in ${theme}, ${width} pixels wide`, () => {
        let page: MarkdownPage;
        before(async () => {
          page = await openMarkdown({ theme, width, height: 900 });
          await page.showReply(everything);
          await page.reply.locator("math").first().waitFor();
          await page.reply.locator(".hljs-keyword").first().waitFor();
        });
        after(() => page.close());

        it("have nothing that axe finds", async () => {
          // Axe itself does what the page's policy forbids.
          deepEqual([await page.cspViolations(), page.errors], [[], []]);
          deepEqual(await axeFindings(page), []);
        });

        it("fit the width", async () => {
          equal(await page.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0);
        });
      });
    }
  }
});
