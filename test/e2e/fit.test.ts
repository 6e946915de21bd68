import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  completions,
  eventually,
  openBench,
  pictureFailure,
  type Bench,
  type Panel,
} from "./bench.ts";

const sentence = "人人生而自由，在尊严和权利上一律平等。";

describe("a prompt that does not fit the model's window", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      models: { tibet: { contextWindow: 700, maxTokens: 100, thinking: false } },
    });
    await writeFile(join(bench.folder, "long.txt"), `${sentence}\n`.repeat(80));
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.workbench.runCommand("Tibet Model Chat: New conversation");
    await bench.server.clearLog();
  });

  /** Attaches the long file and asks; resolves when it is said that this does not fit. */
  async function askTooLong(question: string): Promise<Panel> {
    const { workbench } = bench;
    await workbench.openFile("long.txt");
    await workbench.runCommand("View: Show Tibet Model Chat");
    const panel = await bench.panel();
    await panel.frame.locator("vscode-option").first().waitFor({ state: "attached" });
    await panel.message.fill("@long");
    await panel.frame.getByRole("option", { name: "long.txt" }).waitFor();
    await panel.message.press("Enter");
    await panel.frame.getByRole("button", { name: "Show long.txt" }).waitFor();
    await panel.ask(question);
    await panel.frame.getByText(/The prompt is too long for Tibet.*700 fit/u).waitFor();
    return panel;
  }

  const sent = async () => (await completions(bench.server)).map(({ messages }) => messages);

  it("is said before anything is asked, and can be left", async () => {
    const panel = await askTooLong("What?");
    await bench.workbench.screenshot("overflow");
    assert.deepEqual(await sent(), []);
    await panel.frame.getByRole("button", { name: "Cancel" }).click();
    await panel.frame.getByText("The prompt is too long").waitFor({ state: "hidden" });
    assert.equal(await panel.message.inputValue(), "What?");
    await panel.frame.getByRole("button", { name: "Show long.txt" }).waitFor();
    assert.deepEqual(await sent(), []);
    await panel.message.fill("");
  });

  it("is trimmed at the end of a sentence, and the chip says so", async () => {
    await bench.server.direct({ reply: "Trimmed." });
    const panel = await askTooLong("What?");
    await panel.frame.getByRole("button", { name: "Trim" }).click();
    await panel.replies.getByText("Trimmed.").waitFor();
    await panel.questions.getByText("long.txt:1–").waitFor();
    await panel.questions.getByText("(trimmed)").waitFor();
    const [[message] = []] = await sent();
    assert.match(message?.content ?? "", /平等。\n```\n\nWhat\?$/u);
    assert.ok((message?.content.length ?? Infinity) < sentence.length * 80);
  });

  it("is asked in parts, in order, none of the text twice and none left out", async () => {
    await bench.server.direct({ reply: "Part." });
    const panel = await askTooLong("What?");
    await panel.frame.getByRole("button", { name: /^Send in \d+ parts/u }).click();
    await eventually(async () => {
      const texts = (await sent()).map(([message]) => message?.content.split("```")[1] ?? "");
      const sentences = texts.map((text) => text.split(sentence).length - 1);
      assert.equal(
        sentences.reduce((sum, count) => sum + count, 0),
        80,
      );
    });
    const requests = await sent();
    assert.ok(requests.length >= 2);
    assert.ok(requests.every((messages) => messages.length === 1));
    await panel.questions.getByText(`(part ${requests.length} of ${requests.length})`).waitFor();
    await panel.questions.getByText("Asked without the earlier turns").first().waitFor();
  });

  it("has its earlier turns summarised", async () => {
    const { server } = bench;
    await bench.workbench.runCommand("View: Show Tibet Model Chat");
    const panel = await bench.panel();
    await server.direct({ reply: "长".repeat(100) });
    for (const count of [1, 2, 3, 4]) {
      await panel.ask(`第${count}问：${"问".repeat(60)}`);
      await panel.replies
        .nth(count - 1)
        .getByRole("button", { name: "Insert" })
        .waitFor();
    }
    await server.clearLog();
    await server.direct({ reply: "In short: everything." });
    await panel.ask(`最后：${"问".repeat(180)}`);
    await panel.frame.getByText("The prompt is too long for Tibet").waitFor();
    await panel.frame.getByRole("button", { name: "Summarise earlier turns" }).click();
    await panel.questions.getByText("Summary of the earlier turns").click();
    await panel.questions.getByText("In short: everything.").waitFor();
    const [, asked] = await sent();
    assert.deepEqual(
      asked?.map(({ role }) => role),
      ["system", "user"],
    );
    assert.match(asked[0]?.content ?? "", /In short: everything\.$/u);
    assert.equal(await panel.questions.count(), 5);
  });

  it("is counted exactly by the server when the meter is pressed", async () => {
    await bench.workbench.runCommand("View: Show Tibet Model Chat");
    const panel = await bench.panel();
    await panel.message.fill("བོད་ཡིག");
    const meter = panel.frame.getByRole("button", { name: /tokens/u });
    await meter.getByText("≈").waitFor();
    assert.deepEqual(await bench.server.log(), []);
    await meter.click();
    await bench.server.waitForRequest(({ path }) => path.endsWith("/tokenize"));
    await meter.getByText(/^\d+ of 700 tokens/u).waitFor();
    await panel.message.fill("");
  });
});
