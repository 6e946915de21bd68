import { after, before, describe, it } from "mocha";
import { deepEqual, equal, ok } from "node:assert/strict";
import { openMarkdown, type MarkdownPage } from "./markdownPage.ts";
import { everything } from "./markdownSamples.ts";
import { answer, exchange } from "./samples.ts";

describe("the use of Markdown", () => {
  let page: MarkdownPage;
  before(async () => {
    page = await openMarkdown({ width: 300, height: 500 });
  });
  after(() => page.close());

  describe("code", () => {
    const code = "```ts\nconst long = 'a line that is wider than the side bar by far';\n```";
    const named = (name: string) => page.reply.getByRole("button", { name });

    it("has all its buttons in reach, and they say what to do with it", async () => {
      await page.showReply(code, { id: "an-answer" });
      const text = "const long = 'a line that is wider than the side bar by far';\n";
      for (const name of ["Copy code", "Insert at cursor", "Apply to file"]) {
        const box = await named(name).boundingBox();
        ok(box !== null && box.x >= 0 && box.x + box.width <= 300);
        await named(name).focus();
        await page.page.keyboard.press("Enter");
      }
      deepEqual((await page.posted()).slice(-3), [
        { type: "copyCode", text },
        { type: "insertCode", text },
        { type: "applyCode", text, answer: "an-answer" },
      ]);
    });

    it("goes into no document before it is whole, and keeps its choices", async () => {
      const question = exchange();
      const show = (text: string, status: "streaming" | "done") =>
        page.send({
          type: "exchange",
          exchange: { ...question, answers: [answer({ id: "growing", text, status })] },
        });
      await page.show([]);
      await show("```ts\nconst a = 1;", "streaming");
      deepEqual(await named("").evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel)), [
        "Wrap lines",
        "Copy code",
      ]);
      await named("Wrap lines").click();
      await show("```ts\nconst a = 1;\nconst b = 2;\n```", "done");
      await page.reply.locator(".hljs-keyword").nth(1).waitFor();
      equal(await named("Wrap lines").getAttribute("aria-pressed"), "true");
      await named("Insert at cursor").click();
      deepEqual((await page.posted()).at(-1), {
        type: "insertCode",
        text: "const a = 1;\nconst b = 2;\n",
      });
    });

    it("is wrapped and not as its reader likes", async () => {
      await page.showReply(code);
      const overflow = () =>
        page.reply.locator("pre").evaluate((pre) => pre.scrollWidth - pre.clientWidth);
      ok((await overflow()) > 50);
      await named("Wrap lines").click();
      equal(await overflow(), 0);
      await named("Wrap lines").click();
      ok((await overflow()) > 50);
    });
  });

  it("leads to a footnote and back by keyboard, within its reply", async () => {
    const text = `a[^n]\n\n${"p\n\n".repeat(40)}b[^n]\n\n[^n]: the note`;
    await page.show([
      exchange({ answers: [answer({ text })] }),
      exchange({ answers: [answer({ text })] }),
    ]);
    const reply = page.reply.nth(1);
    await reply.waitFor();
    await reply.getByRole("link", { name: "[1]" }).first().focus();
    await page.page.keyboard.press("Enter");
    const note = reply.getByRole("list", { name: "Footnotes" }).getByRole("listitem");
    ok(await note.evaluate((each) => each === document.activeElement));
    const isInView = await note.evaluate((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    ok(isInView);
    await page.page.keyboard.press("Tab");
    await page.page.keyboard.press("Enter");
    const first = reply.getByRole("link", { name: "[1]" }).first();
    ok(await first.evaluate((each) => each === document.activeElement));
  });

  it("tells what is done of a task list, which nobody can change", async () => {
    await page.showReply("- [x] one\n- [ ] two");
    const done = page.reply.getByRole("checkbox", { name: "Done" });
    ok(await done.isChecked());
    ok(await done.isDisabled());
    ok(!(await page.reply.getByRole("checkbox", { name: "To do" }).isChecked()));
    equal(await page.reply.innerText(), "one\ntwo");
  });

  describe("formulas", () => {
    it("are drawn as MathML, and as their TeX where it cannot be read", async () => {
      await page.showReply("a $x^2$ b\n\n$$\n\\frac{1\n$$\n\n$\\href{https://a.b}{c}$");
      await page.reply.locator("math").waitFor();
      equal(await page.reply.locator("math msup").count(), 1);
      deepEqual(await page.reply.locator("code").allTextContents(), [
        "\\frac{1",
        "\\href{https://a.b}{c}",
      ]);
      ok(!((await page.reply.textContent()) ?? "").includes("x^2"));
    });

    it("are copied as TeX", async () => {
      await page.showReply("a $x^2$ b\n\n$$\ny\n$$\n\nc");
      await page.reply.locator("math").nth(1).waitFor();
      const copied = async (selector: string) => {
        await page.page.locator(selector).evaluate((element) => {
          getSelection()?.selectAllChildren(element);
        });
        await page.page.keyboard.press("ControlOrMeta+c");
        return page.page.evaluate(() => navigator.clipboard.readText());
      };
      equal(await copied("reply-text"), "a $x^2$ b\n\n$$y$$\n\nc");
      equal(await copied("reply-text msup"), "$x^2$");
    });
  });

  it("is copied as the text that a reader sees", async () => {
    await page.showReply(everything);
    await page.button("Copy as text").click();
    const { text } = await page.said("copy");
    equal(
      text,
      `Heading with བསྒྲུབས་

Some bold, italic, struck text, inline code, a link,
$E = mc^2$, $a^2$, prices of $5 and $6, and bad TeX $\\frac{1$.

Tasks

• [x] done, with a link
• [ ] open
• plain
  1. nested one
  2. nested two
     print("nested")

$$\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}$$

$$\\begin{pmatrix} a & b \\\\[4pt] c & d \\end{pmatrix} \\boxed{x} \\cancel{y} \\pmb{z} \\fcolorbox{red}{blue}{q}$$

Tibetan\t中文\tEnglish\tNotes
བོད་སྐད་\t藏语\tTibetan\ta long cell of text that does not fit
སྐྲུན་པ་\t建造\tto build\tx

export function syllables(text: string): string[] {
  return text.split("་").filter((syllable) => syllable !== "" && syllable.length < 1000000);
}

no language

A quotation with a note.[1] And again.[1]

nested

བོད་ཀྱི་རྒྱལ་རབས་གསལ་བའི་མེ་ལོང་ཞེས་བྱ་བ་བཞུགས་སོ། །

藏传佛教的历史可以追溯到公元七世纪。

———

Other[2] end.

1. The first note, with code and $x$.
2. A longer note.
   With two paragraphs.
3. Never referred to.`,
    );
  });
});
