import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StoredConversation } from "../../src/core/conversation/storedConversation.ts";
import {
  eventually,
  keptConversation,
  openBench,
  pictureFailure,
  type Bench,
  type Panel,
} from "./bench.ts";

describe("conversations as files", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench();
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.workbench.runCommand("Notifications: Clear All Notifications");
    await bench.server.clearLog();
  });

  /** A conversation with two versions of its question, the first of which has two answers. */
  async function branchedConversation(title: string): Promise<Panel> {
    const { server } = bench;
    const panel = await bench.newConversation();
    await panel.setParameter("temperature", "0.4");
    await server.direct({ reply: "First *answer*.\n\n```md\n---\n```\n" });
    const reply = await panel.hear(title);
    await server.direct({ reply: "第二个回答。 ལན་གཉིས་པ།" });
    await reply.getByRole("button", { name: "Regenerate" }).click();
    await reply.getByText("2 / 2").waitFor();
    await reply.getByText("第二个回答。").waitFor();
    await panel.send.waitFor();
    await panel.questions.getByRole("button", { name: "Edit question" }).click();
    await panel.frame.getByRole("textbox", { name: "Question in other words" }).fill("# Or so?");
    await server.direct({ reply: "To the **other** words." });
    await panel.button("Ask again").click();
    await panel.replies.getByText("To the other words.").waitFor();
    await panel.replies.getByRole("button", { name: "Insert", exact: true }).waitFor();
    return panel;
  }

  /** Exports the conversation that is shown; resolves with the file's text. */
  async function exportTo(name: string): Promise<string> {
    const { workbench, folder, bell } = bench;
    await workbench.runCommand("Tibet Model Chat: Export conversation…");
    await workbench.answerFileDialog("Export conversation", join(folder, name));
    await bell.waitFor();
    return readFile(join(folder, name), "utf8");
  }

  async function importFrom(name: string): Promise<void> {
    const { workbench, folder } = bench;
    await workbench.runCommand("Tibet Model Chat: Import conversation…");
    await workbench.answerFileDialog("Import conversation", join(folder, name));
  }

  async function remove(title: string): Promise<void> {
    const panel = await bench.showHistory();
    await panel.history.open(title).focus();
    await panel.history.open(title).press("Delete");
    await panel.history.open(title).waitFor({ state: "hidden" });
  }

  for (const extension of ["md", "json"]) {
    it(`come back from .${extension} after they were deleted, with all their branches`, async () => {
      const title = `What comes back from ${extension}`;
      await branchedConversation(title);
      const before = await keptConversation(bench, title);
      assert.equal(before.messages.length, 5);
      assert.match(await exportTo(`out.${extension}`), /第二个回答。 ལན་གཉིས་པ།/u);
      await remove(title);
      await importFrom(`out.${extension}`);
      const panel = await bench.panel();
      await panel.questions.getByText("# Or so?").waitFor();
      await panel.replies.locator("strong").getByText("other").waitFor();
      await panel.questions.getByText("2 / 2").waitFor();
      await panel.frame.getByRole("button", { name: "Parameters, 1 set" }).waitFor();
      assert.deepEqual(withoutIds(await keptConversation(bench, title)), withoutIds(before));
      await panel.button("Previous question").click();
      await panel.questions.getByText(title).waitFor();
      await panel.replies.getByText("第二个回答。").waitFor();
      await panel.button("Previous answer").click();
      await panel.replies.getByText("First answer.").waitFor();
      await panel.replies.getByText("1 / 2").waitFor();
    });
  }

  it("are not imported from a file that is cut off, which is told", async () => {
    const { workbench, bell, folder } = bench;
    await branchedConversation("Not from half a file");
    const text = await exportTo("whole.json");
    await workbench.runCommand("Notifications: Clear All Notifications");
    await writeFile(join(folder, "half.json"), text.slice(0, text.length / 2));
    let panel = await bench.showHistory();
    const before = await panel.history.items.count();
    await importFrom("half.json");
    await bell.waitFor();
    const told = await workbench.listedNotifications();
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /^Nothing was imported\. “half\.json”: It is damaged or cut off/u);
    panel = await bench.showHistory();
    assert.equal(await panel.history.items.count(), before);
  });

  it("come in as a copy where they are there already", async () => {
    const title = "Twice here";
    await branchedConversation(title);
    await exportTo("copy.json");
    await importFrom("copy.json");
    await eventually(async () => {
      const panel = await bench.showHistory();
      assert.equal(await panel.history.open(title).count(), 2);
    });
  });

  it("open as documents of what they show", async () => {
    const { workbench } = bench;
    await branchedConversation("As a document");
    await workbench.runCommand("Tibet Model Chat: Open conversation as document");
    await eventually(async () => {
      const text = await workbench.visibleText();
      assert.match(text, /^# As a document\n[^]*# Or so\?[^]*To the \*\*other\*\* words\./u);
      assert.doesNotMatch(text, /第二个回答/u);
    });
    await workbench.screenshot("conversation-document");
  });
});

/** A conversation with its ids as numbers, in the order of its messages. */
function withoutIds({ messages, ...head }: StoredConversation): unknown {
  const known: string[] = [];
  const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;
  const text = JSON.stringify({ messages, ...head }).replace(ids, (id) => {
    if (!known.includes(id)) known.push(id);
    return `id ${known.indexOf(id)}`;
  });
  return JSON.parse(text);
}
