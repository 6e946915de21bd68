import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import {
  draftIsKept,
  eventually,
  keptConversation,
  openBench,
  pictureFailure,
  type Bench,
} from "./bench.ts";
import { panelOf } from "./panel.ts";

describe("the history", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench();
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.server.clearLog();
  });

  /** Loads the window anew and shows the panel, as it was. */
  async function reload() {
    await bench.workbench.reload();
    await bench.workbench.runCommand("View: Show Tibet Model Chat");
    return bench.panel();
  }

  it("brings back conversation, model, parameters and what was being written, after a reload", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "**Kept** answer." });
    await workbench.openFile("english.txt");
    let panel = await bench.newConversation();
    await panel.chooseModel("Taiwan");
    await panel.setParameter("temperature", "0.3");
    await panel.setParameter("thinking", "Off");
    await panel.hear("What is kept?");
    await panel.attach("Open editors");
    await panel.chips.getByText("english.txt").waitFor();
    await panel.message.fill("half a question བོད་ཡིག");
    await draftIsKept(bench, "half a question བོད་ཡིག");
    panel = await reload();
    await panel.questions.getByText("What is kept?").waitFor();
    // Fetched beside the page's script, not after it.
    await panel.frame
      .locator("link[rel=modulepreload][href*=replyText]")
      .waitFor({ state: "attached" });
    await panel.replies.locator("strong").getByText("Kept").waitFor();
    await panel.replies.getByText("Taiwan · 涉台专用模型").waitFor();
    assert.equal(await panel.message.inputValue(), "half a question བོད་ཡིག");
    await panel.chips.getByText("english.txt").waitFor();
    await panel.model.getByText("Taiwan").waitFor();
    await panel.frame.getByRole("button", { name: "Parameters, 2 set" }).waitFor();
    assert.equal(await (await panel.parameter("temperature")).inputValue(), "0.3");
    const thinking = await panel.parameter("thinking");
    assert.equal(await thinking.getByRole("radio", { name: "Off" }).isChecked(), true);
    await panel.message.fill("");
  });

  it("brings back what was set and written before anything was asked", async () => {
    let panel = await bench.newConversation();
    await panel.setParameter("temperature", "1.1");
    await panel.chooseModel("General");
    await panel.message.fill("not asked yet");
    // The page shows a choice at once; with the draft the host has taken what came before, too.
    await draftIsKept(bench, "not asked yet");
    panel = await reload();
    await eventually(async () => assert.equal(await panel.message.inputValue(), "not asked yet"));
    await panel.model.getByText("General").waitFor();
    assert.equal(await (await panel.parameter("temperature")).inputValue(), "1.1");
    await panel.message.fill("");
  });

  it("has what arrived before the extension host was killed, marked, to be asked again", async function () {
    if (process.platform === "win32") return this.skip();
    const { server, workbench } = bench;
    await server.direct({ reply: "Halfway along the answer.", waitFor: "never" });
    let panel = await bench.newConversation();
    await panel.ask("Does it survive?");
    await panel.replies.locator("reply-text").getByText("Half").waitFor();
    await eventually(async () => {
      const kept = await keptConversation(bench, "Does it survive?");
      assert.equal(kept.messages.at(-1)?.text, "Half");
    });
    await workbench.killExtensionHosts();
    panel = await reload();
    await panel.questions.getByText("Does it survive?").waitFor();
    await panel.replies.locator("reply-text").getByText("Half").waitFor();
    const ended = panel.log.getByText(/^VS Code ended while .* was answering/u);
    // For 10 s after its last sign of life another window may still be writing it.
    await eventually(async () => {
      assert.equal((await keptConversation(bench, "Does it survive?")).isBeingWritten, false);
    });
    await ended.waitFor();
    assert.equal(
      await panel.replies.getByRole("button", { name: "Insert", exact: true }).count(),
      0,
    );
    await server.direct({ reply: "All of it." });
    await panel.button("Retry").click();
    await panel.replies.getByText("All of it.").waitFor();
    await panel.replies.getByText("2 / 2").waitFor();
    await panel.button("Previous answer").click();
    await panel.replies.locator("reply-text").getByText("Half").waitFor();
  });

  it("goes on with a reply while another conversation is shown", async () => {
    const { server } = bench;
    await server.direct({ reply: "Finished unseen.", waitFor: "unseen" });
    let panel = await bench.newConversation();
    await panel.ask("Still there?");
    await panel.replies.locator("reply-text").getByText("Fini").waitFor();
    panel = await bench.newConversation();
    await panel.send.waitFor();
    await server.release("unseen");
    await server.waitForRequest(({ state }) => state === "finished");
    panel = await bench.showHistory();
    await panel.history.open("Still there?").click();
    await panel.replies.getByText("Finished unseen.").waitFor();
    await panel.replies.getByRole("button", { name: "Insert", exact: true }).waitFor();
  });

  it("finds two Chinese characters, a Tibetan word and a title's word, and shows the place", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "拉萨是一座古老的城市。 བོད་ཡིག་ནི་ཡི་གེ་ཡིན།" });
    let panel = await bench.newConversation();
    await panel.hear("Tell me of Lhasa");
    await server.direct({ repeat: 6 });
    for (const question of ["More?", "And more?"]) await panel.hear(question);
    await bench.newConversation();
    panel = await bench.showHistory();
    assert.equal(await panel.history.headings.first().innerText(), "Today");
    const { search, items } = panel.history;
    const all = await items.count();
    const finds = async (words: string) => {
      await search.fill(words);
      await items.locator("mark").getByText(words, { exact: true }).first().waitFor();
      await eventually(async () => assert.equal(await items.count(), 1));
      assert.ok(all > 1);
      return items.innerText();
    };
    assert.match(await finds("Lhasa"), /Tell me of Lhasa/u);
    assert.match(await finds("ཡི་གེ"), /བོད་ཡིག་ནི་ཡི་གེ་ཡིན/u);
    assert.match(await finds("古老"), /拉萨是一座古老的城市/u);
    await workbench.screenshot("history-search");
    await items.locator(".history-open").click();
    const place = panel.replies.getByText("拉萨是一座古老的城市。");
    await eventually(async () => assert.ok(await isInView(panel.frame, "拉萨是一座古老的城市")));
    await place.waitFor();
  });

  it("renames, pins, deletes and brings back", async () => {
    const { server } = bench;
    await server.direct({ reply: "Yes." });
    let panel = await bench.newConversation();
    await panel.hear("To be named");
    await bench.newConversation();
    panel = await bench.showHistory();
    const { open, headings, items } = panel.history;
    await open("To be named").focus();
    await open("To be named").press("F2");
    const field = panel.frame.getByRole("textbox", { name: "New title for To be named" });
    await field.fill("རྒྱལ་རབས་ 王统");
    await field.press("Enter");
    await open("རྒྱལ་རབས་ 王统").waitFor();
    assert.equal(await open("To be named").count(), 0);
    await open("རྒྱལ་རབས་ 王统").hover();
    await panel.button("Pin").click();
    await headings.getByText("Pinned").waitFor();
    await panel.button("Unpin").waitFor();
    const before = await items.count();
    await open("རྒྱལ་རབས་ 王统").focus();
    await open("རྒྱལ་རབས་ 王统").press("Delete");
    await open("རྒྱལ་རབས་ 王统").waitFor({ state: "hidden" });
    await panel.frame.getByText("“རྒྱལ་རབས་ 王统” deleted.").waitFor();
    assert.equal(await items.count(), before - 1);
    await panel.button("Undo").click();
    await open("རྒྱལ་རབས་ 王统").waitFor();
    await headings.getByText("Pinned").waitFor();
    await open("རྒྱལ་རབས་ 王统").click();
    await panel.questions.getByText("To be named").waitFor();
    await panel.replies.getByText("Yes.").waitFor();
  });

  it("shows a conversation in an editor tab, which works and comes back after a reload", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "In the panel." });
    let panel = await bench.newConversation();
    await panel.hear("In a tab?");
    await workbench.runCommand("Tibet Model Chat: Open conversation in editor tab");
    let tab = panelOf(await workbench.tabFrame());
    await tab.replies.getByText("In the panel.").waitFor();
    panel = await bench.newConversation();
    await server.direct({ reply: "In the tab." });
    await tab.hear("And here?");
    await tab.replies.getByText("In the tab.").waitFor();
    assert.equal(await panel.questions.count(), 0);
    await workbench.whenRemembered((await keptConversation(bench, "In a tab?")).id);
    await workbench.reload();
    await workbench.page.locator(".tab.active").getByText("In a tab?").waitFor();
    tab = panelOf(await workbench.tabFrame());
    await tab.questions.getByText("And here?").waitFor();
    await tab.replies.getByText("In the tab.").waitFor();
    await workbench.screenshot("conversation-tab");
  });
});

/** Whether a text stands where the reader of the conversation sees it. */
function isInView(frame: Frame, text: string): Promise<boolean> {
  const paragraph = frame.locator("reply-text p").filter({ hasText: text });
  return paragraph.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const view = element.closest("[role=log]")?.getBoundingClientRect();
    return view !== undefined && box.top >= view.top && box.bottom <= view.bottom;
  });
}
