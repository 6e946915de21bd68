import assert from "node:assert/strict";
import axe from "axe-core";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { composer } from "./samples.ts";

const full = composer({
  passages: [
    { id: "1", kind: "selection", title: "宣言.md:3–9", preview: "人人生而自由", tokens: 420 },
    {
      id: "2",
      kind: "file",
      title: "a-name-that-is-much-too-long-for-a-chip.md",
      preview: "x",
      tokens: 9,
    },
    { id: "3", kind: "dropped", title: "བོད་ཡིག.txt", preview: "བོད", tokens: 12_345 },
  ],
  parameters: composer().parameters.map((parameter) =>
    parameter.name === "temperature"
      ? { ...parameter, text: "7", problem: "A number from 0 to 2." }
      : parameter,
  ),
  meter: { tokens: 40_000, isExact: false, contextWindow: 32_768, reserved: 512 },
  overflow: {
    message: "The prompt has 40,000 tokens, 7,744 more than fit.",
    choices: [
      { id: "trim", label: "Trim", detail: "Cut “a.md” to 3,100 of 9,000 tokens" },
      { id: "cancel", label: "Cancel", detail: "" },
    ],
  },
  notice: { message: "“x.bin” cannot be read.", remedies: [{ id: "retry", label: "Retry" }] },
});

/** What axe finds wrong: rule, element and message. */
async function axeFindings({ page }: ComposerPage): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html, any[0]?.message])]))`);
}

describe("how the composer looks", () => {
  for (const theme of ["dark", "light", "contrast"] as const) {
    for (const width of [300, 900]) {
      it(`leaves axe nothing to find and fits ${width} px in ${theme}, all of it open`, async () => {
        const page = await openComposer({ composer: full }, { theme, width, height: 900 });
        try {
          await page.page.getByRole("button", { name: "Parameters" }).click();
          assert.deepEqual(await axeFindings(page), []);
          await page.field.pressSequentially("@");
          const { request } = await page.hear("complete");
          const items = [
            { id: "a", label: "notes.md", detail: "docs", icon: "markdown" },
            { id: "b", label: "བོད་ཡིག.txt", detail: "a/very/long/path/".repeat(9), icon: "file" },
          ];
          await page.send({ type: "completions", request, items });
          await page.page.getByRole("listbox", { name: "Files" }).waitFor();
          assert.deepEqual(await axeFindings(page), []);
          await page.page.getByRole("button", { name: "Attach" }).click();
          await page.page.getByRole("menu", { name: "Attach" }).waitFor();
          assert.deepEqual(await axeFindings(page), []);
          const widest = await page.page.evaluate(() =>
            Math.max(...[...document.querySelectorAll("body *")].map((e) => e.scrollWidth)),
          );
          assert.ok(widest <= width || widest - width < 1, String(widest));
          assert.deepEqual(page.errors, []);
        } finally {
          await page.close();
        }
      });
    }
  }

  it("shows where the focus is, whatever has it", async () => {
    const page = await openComposer({ composer: full }, { height: 1_000 });
    try {
      await page.page.getByRole("button", { name: "Parameters" }).click();
      await page.page.getByRole("button", { name: "Retry" }).focus();
      const seen: string[] = [];
      for (let step = 0; step < 40; step += 1) {
        await page.page.keyboard.press("Tab");
        const [name, mark] = await page.page.evaluate(() => {
          const inner = document.activeElement?.shadowRoot?.activeElement;
          const element = inner ?? document.activeElement;
          if (element === null || element === document.body) return ["", "none"] as const;
          const { outlineStyle, borderColor } = getComputedStyle(element);
          const box = getComputedStyle(element.closest(".composer-box") ?? element).borderColor;
          const focus = getComputedStyle(document.documentElement);
          const color = focus.getPropertyValue("--vscode-focusBorder");
          const probe = document.createElement("i");
          probe.style.color = color;
          document.body.append(probe);
          const wanted = getComputedStyle(probe).color;
          probe.remove();
          const isMarked =
            outlineStyle !== "none" ||
            borderColor === wanted ||
            box === wanted ||
            inner !== undefined;
          return [element.className || element.localName, isMarked ? "marked" : "none"] as const;
        });
        if (name === "") break;
        seen.push(`${name}: ${mark}`);
      }
      assert.ok(seen.length > 15, seen.join("\n"));
      assert.deepEqual(
        seen.filter((line) => line.endsWith(": none")),
        [],
      );
    } finally {
      await page.close();
    }
  });
});
