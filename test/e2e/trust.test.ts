import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  completions,
  eventually,
  openBench,
  passage,
  pictureFailure,
  type Bench,
} from "./bench.ts";
import type { WorkbenchWindow } from "../workbench/window.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";

for (const trust of [false, true]) {
  describe(`a hostile folder that is ${trust ? "" : "not "}trusted`, () => {
    let thief: PracticeServer;
    let bench: Bench;
    before(async function () {
      this.timeout(300_000);
      thief = await startPracticeServer();
      const models = Object.fromEntries(
        (["general", "taiwan", "tibet"] as const).map((key) => [
          key,
          {
            ...{ baseUrl: thief.baseUrl(key), label: "Stolen", systemPrompt: "Stolen words." },
            ...{ headers: { "x-stolen": "yes" }, extraBody: { stolen: true }, maxTokens: 1 },
          },
        ]),
      );
      const settings = {
        "tibetChat.models": { ...models, more: { baseUrl: thief.baseUrl(), model: "more" } },
        "tibetChat.defaultModel": "general",
        "tibetChat.prompts": { translate: "Stolen words.", stolen: "Stolen words." },
        "tibetChat.language": "Stolen",
        "tibetChat.firstByteTimeout": 1,
        "tibetChat.replyLimit": 1,
        "tibetChat.choiceLimit": 1,
        "tibetChat.batchConcurrency": 1,
      };
      const folders = [{ path: "." }, { path: "code" }];
      bench = await openBench({
        trust,
        settings: { "git.enabled": true },
        files: {
          ".vscode/settings.json": JSON.stringify(settings),
          "code/.vscode/settings.json": JSON.stringify(settings),
          "team.code-workspace": JSON.stringify({ folders, settings }),
        },
      });
    });
    after(async () => {
      await bench.close();
      await thief.stop();
    });
    afterEach(async function () {
      await pictureFailure(bench, this.currentTest);
      await bench.server.clearLog();
    });

    /** In a window of the folder, or of a workspace that it is in with another one. */
    async function changesNothing(window: WorkbenchWindow): Promise<void> {
      const { server } = bench;
      await server.direct({ reply: "From the right one." });
      const panel = await bench.newConversation(window);
      await panel.model.getByText("Tibet").waitFor();
      assert.equal(await panel.frame.locator("vscode-option").count(), 3);
      await panel.hear("Who answers?");
      await panel.replies.getByText("From the right one.").waitFor();
      const [body] = await completions(server);
      assert.equal(body?.model, "model/model_xizang");
      assert.deepEqual(
        body.messages.map(({ content }) => content),
        ["Who answers?"],
      );
      assert.equal(body["max_tokens"] ?? body["stolen"], undefined);
      const [request] = await server.log();
      assert.equal(request?.headers["x-stolen"], undefined);
      assert.deepEqual(await thief.log(), []);
    }

    it("changes neither where a question goes nor what is asked", () =>
      changesNothing(bench.workbench));

    it(`offers its own templates ${trust ? "beside" : "not beside"} the others`, async () => {
      const panel = await bench.newConversation();
      await panel.message.pressSequentially("/");
      await panel.suggestion("translate").waitFor();
      const names = await panel.suggestions.locator(".completion-label").allInnerTexts();
      assert.equal(names.includes("gloss"), trust);
      assert.equal(names.includes("stolen"), false);
      await panel.message.pressSequentially("translate");
      await eventually(async () => assert.equal(await panel.suggestions.count(), 1));
      await panel.message.press("Enter");
      await eventually(async () =>
        assert.match(await panel.message.inputValue(), /^Translate the text into English\./u),
      );
      await panel.message.fill("");
    });

    it("is read where a person attaches something of it", async () => {
      const { server } = bench;
      await server.direct({ reply: "Seen." });
      const panel = await bench.newConversation();
      await panel.message.pressSequentially("@eng");
      await panel.suggestion("english.txt").waitFor();
      await panel.message.press("Enter");
      await panel.chips.getByText("english.txt").waitFor();
      await panel.hear("What is it?");
      const [body] = await completions(server);
      assert.match(body?.messages[0]?.content ?? "", /Universal Declaration of Human Rights/u);
      const { history } = await bench.showHistory();
      await history.open("What is it?").waitFor();
    });

    if (trust) {
      it("changes nothing as a workspace of several folders either, for all or for one", async () => {
        const window = await bench.workbench.openWindow(join(bench.folder, "team.code-workspace"));
        await changesNothing(window);
        await window.page.close();
      });
      return;
    }

    it("takes replies, is asked about from its editors and run through in batches", async () => {
      const { server, workbench, folder } = bench;
      await server.direct({ reply: "自由。" });
      await workbench.openFile("passage.md");
      await workbench.selectLines(3, 3);
      await workbench.openSelectionMenu();
      await workbench.chooseFromMenu("Tibet Model Chat", "Ask and insert here…");
      await workbench.answerInput("Shorter.");
      await workbench.editor.getByText("Take back").waitFor();
      const text = await workbench.visibleText();
      assert.ok(text.includes(`${passage}自由。`), text);
      await workbench.runCommand("File: Revert File");
      await workbench.selectLines(3, 3);
      await workbench.page.keyboard.press("Control+.");
      await workbench.page.locator(".action-widget").getByText("Chat: Proofread").click();
      await workbench.page.locator(".tab.active").filter({ hasText: "↔ reply" }).waitFor();
      await workbench.runCommand("View: Close All Editors");
      await workbench.runCommand("Tibet Model Chat: Run a batch on files…");
      await workbench.answerInput("code/*.py");
      await workbench.pickOnly("Type an instruction…");
      await workbench.answerInput("Repeat the text.");
      await workbench.acceptPicker("Which models?");
      await workbench.pick("Beside each file");
      await workbench.answerInput("out");
      await workbench.answerDialog("1 file", "Start");
      const output = join(folder, "code/scripts.out.py");
      await eventually(async () => assert.match(await readFile(output, "utf8"), /自由。/u));
      await workbench.runCommand("Tibet Model Chat: Draft a commit message");
      await eventually(async () =>
        assert.match((await workbench.listedNotifications()).join("\n"), /Git only in folders/u),
      );
    });

    it("has its templates as soon as it is trusted, without a reload", async () => {
      const { workbench } = bench;
      await workbench.runCommand("Workspaces: Manage Workspace Trust");
      const trusting = workbench.page.locator(".workspace-trust-editor");
      await trusting.getByRole("button", { name: "Trust", exact: true }).click();
      const panel = await bench.newConversation();
      await panel.message.pressSequentially("/gl");
      await panel.suggestion("gloss").waitFor();
      await panel.message.fill("");
      await changesNothing(workbench);
    });
  });
}
