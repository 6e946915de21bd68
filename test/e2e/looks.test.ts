import assert from "node:assert/strict";
import axe from "axe-core";
import { eventually, openBench, pictureFailure, type Bench, type Panel } from "./bench.ts";

const reply = `## 《世界人权宣言》第一条

**人人生而自由**，在尊严和权利上一律平等。 བོད་ཡིག་ནི་ *བརྩེགས་ཡིག* མང་པོ་ཡོད།

| བོད་ཡིག | 中文 |
| --- | --- |
| རང་དབང་ | 自由 |
| འདྲ་མཉམ་ | 平等 |

\`\`\`python
def syllables(text: str) -> list[str]:
    """Parts at the tsheg."""
    return [part for part in text.split("་") if part]
\`\`\`

1. རྒྱུད་ཡོངས་
2. སྐྱེས་ཙམ་ཉིད་
`;

const bodyClasses = {
  "Dark Modern": "vscode-dark",
  "Light Modern": "vscode-light",
  "High Contrast": "vscode-high-contrast",
  "High Contrast Light": "vscode-high-contrast-light",
} as const;

/** Colours of “def” in the themes themselves. */
const keywordColors = {
  "Dark Modern": "rgb(86, 156, 214)",
  "Light Modern": "rgb(0, 0, 255)",
  "High Contrast": "rgb(86, 156, 214)",
  "High Contrast Light": "rgb(15, 74, 133)",
} as const;

function keywordColor({ replies }: Panel): Promise<string> {
  const keyword = replies.locator("code .hljs-keyword").first();
  return keyword.evaluate((element) => getComputedStyle(element).color);
}

/** What axe finds wrong in the page: rule and element. */
async function axeFindings({ frame }: Panel): Promise<unknown> {
  await frame.evaluate(axe.source);
  return frame.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html, any[0]?.message])]))`);
}

describe("how the panel looks", () => {
  let bench: Bench;
  let panel: Panel;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench();
    await bench.server.direct({ reply });
    panel = await bench.askAboutPassage();
    await panel.ask("翻译并解释。");
    await panel.replies.getByRole("button", { name: "Replace", exact: true }).waitFor();
  });
  after(() => bench.close());
  afterEach(function () {
    return pictureFailure(bench, this.currentTest);
  });

  for (const theme of Object.keys(bodyClasses) as (keyof typeof bodyClasses)[]) {
    it(`wears ${theme} and leaves axe nothing to find`, async () => {
      const { workbench } = bench;
      await workbench.setTheme(theme);
      await panel.frame.locator(`body.${bodyClasses[theme]}`).waitFor();
      await eventually(async () => assert.equal(await keywordColor(panel), keywordColors[theme]));
      await workbench.screenshot(`panel ${theme}`);
      assert.deepEqual(await axeFindings(panel), []);
    });
  }

  it("fits a side bar of 300 pixels and a wide one", async () => {
    const { workbench } = bench;
    await workbench.setTheme("Dark Modern");
    const sash = workbench.page.locator(".monaco-sash.vertical:not(.disabled)").first();
    for (const width of [300, 640]) {
      const box = await sash.boundingBox();
      assert.ok(box);
      const { mouse } = workbench.page;
      await mouse.move(box.x + box.width / 2, 400);
      await mouse.down();
      await mouse.move(48 + width, 400, { steps: 5 });
      await mouse.up();
      await workbench.screenshot(`panel ${width}`);
      const overflow = await panel.frame
        .locator("body")
        .evaluate((body) => body.scrollWidth - body.clientWidth);
      assert.equal(overflow, 0);
    }
  });

  it("draws the reply without fetching, running or linking anything", async () => {
    const { workbench, server } = bench;
    await bench.newConversation();
    await server.direct({
      reply: `![p](${server.url}/practice/log) <img src="${server.url}/x"> [c](command:quit) [j](javascript:alert(1)) [w](https://example.test/)`,
    });
    const fetched: string[] = [];
    workbench.page.on("request", (request) => fetched.push(request.url()));
    panel = await bench.askAboutPassage();
    await panel.ask("Hostile?");
    await panel.replies.getByRole("button", { name: "Copy", exact: true }).waitFor();
    assert.equal(
      await panel.replies.locator("reply-text").locator("img, script, iframe, [href]").count(),
      0,
    );
    assert.equal(await panel.replies.getByRole("link").count(), 3);
    assert.deepEqual(
      fetched.filter((url) => url.startsWith(server.url)),
      [],
    );
    await panel.replies.getByRole("link", { name: "w" }).click();
    await workbench.dialog("https://example.test/").waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("never sends while an input method composes", async () => {
    const { server } = bench;
    await server.clearLog();
    await panel.message.fill("བོད");
    const pressed = (given: Readonly<Record<string, unknown>>) =>
      panel.message.evaluate((element: HTMLElement, more: object) => {
        const init = { key: "Enter", bubbles: true, composed: true, ...more };
        element.dispatchEvent(new KeyboardEvent("keydown", init));
      }, given);
    await pressed({ isComposing: true });
    await pressed({ keyCode: 229 });
    await pressed({ shiftKey: true });
    assert.equal(await panel.message.inputValue(), "བོད");
    assert.deepEqual(await server.log(), []);
    await pressed({});
    await server.waitForRequest(({ path }) => path.endsWith("/chat/completions"));
    assert.equal(await panel.message.inputValue(), "");
  });
});
