import assert from "node:assert/strict";
import fc from "fast-check";
import { openComposer, type ComposerPage } from "./composerPage.ts";

describe("pasting", () => {
  let page: ComposerPage;
  before(async () => {
    page = await openComposer();
  });
  beforeEach(async () => {
    await page.field.fill("");
    await page.field.focus();
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    assert.deepEqual(await page.cspViolations(), []);
  });
  after(() => page.close());

  /** Pastes and resolves with the text once it is there. */
  const paste = async (html: string, plain = "plain") => {
    await page.copy({ "text/html": html, "text/plain": plain });
    await page.page.keyboard.press("Control+V");
    await page.page.waitForFunction(() => document.querySelector("textarea")?.value !== "");
    return page.text();
  };

  const converted = {
    "headings and paragraphs": ["<h2>标题</h2><p>一</p><p>二</p>", "## 标题\n\n一\n\n二"],
    "bold, italics and strokes": [
      "<p><b>粗</b> <em>斜</em> <s>去</s> <strong>x</strong></p>",
      "**粗** *斜* ~~去~~ **x**",
    ],
    "styles for bold, and bold that is none": [
      '<b style="font-weight:normal"><span style="font-weight:700">a</span> <span style="font-style:italic">b</span></b>',
      "**a** *b*",
    ],
    "nested lists": [
      "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul><ol start=3><li>d</li><li>e<p>f</p></li></ol>",
      "- a\n  - b\n- c\n\n3. d\n4. e\n\n   f",
    ],
    "a list right in a list": ["<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"],
    "task lists": [
      '<ul><li><input type="checkbox" checked> a</li><li><input type="checkbox"> b</li></ul>',
      "- [x] a\n- [ ] b",
    ],
    "code with its language": [
      '<p>run <code>a  <b>b</b></code></p><pre class="x"><code class="language-py">def f():<br>    <span>return</span> 1\n</code></pre>',
      "run `a b`\n\n```py\ndef f():\n    return 1\n```",
    ],
    quotes: ["<blockquote><p>a</p><p>b</p></blockquote>", "> a\n> \n> b"],
    links: [
      '<p><a href="https://example.test/a?b=1">see</a> <a href="javascript:alert(1)">bad</a> <a href="/x">near</a> <a href="https://example.test">https://example.test</a></p>',
      "[see](https://example.test/a?b=1) bad near https://example.test",
    ],
    "a table with headings": [
      "<table><tr><th>བོད</th><th>中</th></tr><tr><td>a|b||c</td><td><p>x</p><ul><li>y</li><li>z</li></ul></td></tr></table>",
      "| བོད | 中   |\n| --- | --- |\n| a\\|b\\|\\|c | x<br>y<br>z |",
    ],
    "a table with cells that span others": [
      "<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td></tr></table>",
      "| a   |     | b   |\n| --- | --- | --- |\n| c   | d   | e   |\n|     | f   | g   |",
    ],
    "a table that only lays out": [
      "<table><tr><td><h1>t</h1><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
      "# t\n\n| a   | b   |\n| --- | --- |",
    ],
    formulas: [
      '<p><b>so</b> <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html">x2</span></span></p>',
      "**so** $x^2$",
    ],
  } as const;
  for (const [what, [html, markdown]] of Object.entries(converted)) {
    it(`makes Markdown of ${what}`, async () => {
      assert.equal(await paste(html), markdown);
    });
  }

  it("escapes no sign of the text itself", async () => {
    const text =
      "style = x, on = y, onclick=z snake_case *x* [1] 1. # - > \\ ` བོད་ཡིག་ནི། 中文：《宣言》";
    assert.equal(
      await paste(`<p>${text.replace(">", "&gt;")}</p><p><b>b</b></p>`),
      `${text}\n\n**b**`,
    );
  });

  it("pastes plainly what has no structure, what is from an editor of VS Code, and with Shift", async () => {
    assert.equal(await paste('<div style="color:red"><span>a</span></div>', "a"), "a");
    await page.field.fill("");
    await page.copy({
      "text/html": "<div><b>let</b> x</div>",
      "text/plain": "let x",
      "vscode-editor-data": "{}",
    });
    await page.page.keyboard.press("Control+V");
    assert.equal(await page.text(), "let x");
    await page.field.fill("");
    await page.copy({ "text/html": "<b>let</b> x", "text/plain": "let x" });
    await page.page.keyboard.press("Control+Shift+V");
    assert.equal(await page.text(), "let x");
    await page.field.fill("");
    assert.equal(await paste("<b>let</b> x"), "**let** x");
  });

  it("is taken back by undo at once, and the text around stays", async () => {
    await page.field.pressSequentially("ab");
    await page.field.press("ArrowLeft");
    await page.copy({ "text/html": "<ul><li>1<li>2</ul>", "text/plain": "x" });
    await page.page.keyboard.press("Control+V");
    await page.page.waitForFunction(() => document.querySelector("textarea")?.value !== "ab");
    assert.equal(await page.text(), "a- 1\n- 2b");
    assert.equal(await page.caret(), "a- 1\n- 2".length);
    await page.field.press("Control+Z");
    assert.equal(await page.text(), "ab");
    await page.field.press("Control+Shift+Z");
    assert.equal(await page.text(), "a- 1\n- 2b");
  });

  it("pastes plainly with Shift, also where the browser hands over all there is", async () => {
    const isTaken = await page.field.evaluate((field) => {
      const key = { key: "V", ctrlKey: true, shiftKey: true, bubbles: true };
      field.dispatchEvent(new KeyboardEvent("keydown", key));
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", "<b>pasted</b>");
      const init = { clipboardData, bubbles: true, cancelable: true };
      return !field.dispatchEvent(new ClipboardEvent("paste", init));
    });
    assert.equal(isTaken, false);
  });

  /** A paste and what is typed before it has been converted: one task, so that nothing comes between. */
  const pasteAndType = (typed: string, [start, end]: readonly [number, number]) =>
    page.field.evaluate(
      (field: HTMLTextAreaElement, given) => {
        field.setSelectionRange(given.start, given.end);
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/html", "<b>pasted</b>");
        const init = { clipboardData, bubbles: true, cancelable: true };
        field.dispatchEvent(new ClipboardEvent("paste", init));
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else types
        for (const sign of given.typed) document.execCommand("insertText", false, sign);
      },
      { typed, start, end },
    );

  it("comes before what is typed meanwhile, and loses none of it", async () => {
    await page.field.fill("()");
    await pasteAndType("typed", [1, 1]);
    await page.page.waitForFunction(() => document.querySelector("textarea")?.value.includes("p"));
    await page.page.waitForFunction(() =>
      document.querySelector("textarea")?.value.includes("pasted"),
    );
    assert.equal(await page.text(), "(**pasted**typed)");
    assert.equal(await page.caret(), "(**pasted**typed".length);
    await page.field.fill("(old)");
    await pasteAndType("", [1, 4]);
    await page.page.waitForFunction(() =>
      document.querySelector("textarea")?.value.includes("pasted"),
    );
    assert.equal(await page.text(), "(**pasted**)");
  });

  it("fetches, runs and takes over nothing of hostile HTML", async () => {
    const known = page.requests.length;
    const text = await paste(
      `<h1 onclick="x()">t</h1><script>globalThis.ran = 1</script><style>p{}</style>
       <img src="http://127.0.0.1:9/a.png" onerror="globalThis.ran = 1"><svg onload="globalThis.ran = 1"></svg>
       <iframe src="http://127.0.0.1:9/"></iframe><link rel="stylesheet" href="http://127.0.0.1:9/s.css">
       <video poster="http://127.0.0.1:9/p.png"></video><object data="http://127.0.0.1:9/o"></object>
       <p ONCLICK = "x()" style="background:url(http://127.0.0.1:9/b)">seen<span style="display:none">hidden</span><span hidden>too</span></p>
       <a href="data:text/html,x"><img src="http://127.0.0.1:9/i"></a>`,
    );
    assert.equal(text, "# t\n\nseen");
    assert.deepEqual(
      page.requests.slice(known).filter((url) => url.includes(":9/")),
      [],
    );
    assert.equal(await page.page.evaluate(() => "ran" in globalThis), false);
    assert.equal(await page.page.locator("message-composer :is(img, script, iframe)").count(), 0);
  });

  const large = {
    "a list of thousands": [`<ol>${"<li>a".repeat(7_000)}</ol>`, /^1\. a\n2\. a\n/u],
    "one row of thousands": [`<table><tr>${"<td>a".repeat(5_000)}</table>`, /^\| a {3}\| a {3}\|/u],
    "tables in tables": [`${"<table><tr><td>a<td>".repeat(60)}x`, /^a\n\na\n/u],
    "cells that span thousands": [
      `<table>${"<tr><td colspan=1000 rowspan=60000>a<td>b".repeat(50)}</table>`,
      /^\| a {3}\| /u,
    ],
    "signs without end": [`<p><b>${"*_`[".repeat(100_000)}</b></p>`, /^\*\*\*_`\[/u],
    "more tags than are read": ["<ul><li>".repeat(20_000), /^plain text$/u],
    "more nesting than is read": ["<ul><li>a".repeat(7_000), /^plain text$/u],
    "more text than is read": [`<b>${"a".repeat(600_000)}</b>`, /^plain text$/u],
    "white space without end": [`<pre>${" \u00a0".repeat(200_000)}</pre>`, /^plain text$/u],
  } as const;
  for (const [what, [html, expected]] of Object.entries(large)) {
    it(`takes ${what} in its stride`, async () => {
      assert.match(await paste(html, "plain text"), expected);
    });
  }

  it("puts any text into the field as it is", async () => {
    const parts = [
      "a",
      "<",
      ">",
      "&",
      ";",
      '"',
      "'",
      " ",
      "\t",
      "\n",
      "\r",
      "&amp;",
      "<b>",
      "<!--",
    ];
    const signs = fc.constantFrom(...parts, "བོད་", "中", "😀", "e\u0301");
    await fc.assert(
      fc.asyncProperty(
        fc.array(signs).map((parts) => parts.join("")),
        async (text) => {
          await page.field.fill("");
          await page.send({ type: "insertTemplate", text });
          assert.equal(await page.text(), text.replaceAll(/\r\n?/gu, "\n"));
        },
      ),
      { numRuns: 60 },
    );
  });
});
