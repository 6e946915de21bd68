import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { openGit, type GitRepository } from "../../src/host/sourceControl/gitApi.ts";
import { answerAsUsual, direct, panelChat, release } from "./heldReply.ts";

const run = promisify(execFile);
const origin = process.env["PRACTICE_ORIGIN"] ?? "";
const message = "Greet in the morning\n\nIt said good night.";

interface LoggedCompletion {
  readonly path: string;
  readonly body: { readonly messages: readonly { readonly content: string }[] };
}

async function lastPrompt(): Promise<string> {
  const log = (await (await fetch(`${origin}/practice/log`)).json()) as LoggedCompletion[];
  const asked = log.findLast(({ path }) => path.endsWith("/chat/completions"));
  return asked?.body.messages.at(-1)?.content ?? "";
}

async function eventually(isSo: () => boolean, what: string): Promise<void> {
  for (const until = Date.now() + 10_000; !isSo(); await wait(20)) {
    assert.ok(Date.now() < until, what);
  }
}

const setting = (section: string, name: string, value: unknown) =>
  vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);

/** VS Code tells late of what stood in the box, also to who wrote it: with this answer all is here. */
function hearOfBox(): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", "tibetChat.test", true);
}

describe("source control", () => {
  let folder: string;
  let repository: GitRepository;
  const git = (...args: string[]) => run("git", args, { cwd: folder });
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const command = async (name: string) => {
    await vscode.commands.executeCommand(`tibetChat.${name}`, { rootUri: repository.rootUri });
    await hearOfBox();
  };

  before(async function () {
    this.timeout(60_000);
    await panelChat();
    folder = await realpath(await mkdtemp(join(tmpdir(), "tibet-chat-git-")));
    await git("init", "--quiet");
    await git("config", "user.name", "Test");
    await git("config", "user.email", "test@localhost");
    await git("config", "commit.gpgsign", "false");
    await write("greeting.md", "Good night.\n");
    await git("add", ".");
    await git("commit", "--quiet", "--message", "Add the greeting");
  });
  after(async () => {
    await setting("git", "enabled", false);
    await setting("tibetChat", "defaultModel", undefined);
    await rm(folder, { recursive: true, force: true });
    await answerAsUsual();
  });

  it("says so where Git is turned off", async () => {
    assert.equal(await openGit(), "Git is turned off by the setting “git.enabled”.");
  });

  describe("of a repository", () => {
    before(async function () {
      this.timeout(60_000);
      await setting("git", "enabled", true);
      let api = await openGit();
      for (const until = Date.now() + 20_000; typeof api === "string"; await wait(100)) {
        assert.ok(Date.now() < until, api);
        api = await openGit();
      }
      const opening = api as unknown as {
        openRepository(root: vscode.Uri): Promise<GitRepository | null>;
      };
      const opened = await opening.openRepository(vscode.Uri.file(folder));
      assert.ok(opened);
      repository = opened;
    });
    beforeEach(async () => {
      await write("greeting.md", "Good morning.\n");
      await write("secret.txt", "secret content\n");
      repository.inputBox.value = "";
      await hearOfBox();
      await direct({ reply: `\`\`\`\n${message}\n\`\`\`` });
    });
    afterEach(async () => {
      await git("reset", "--quiet");
    });

    it("drafts a message about all tracked changes where nothing is staged", async () => {
      await command("draftCommitMessage");
      assert.equal(repository.inputBox.value, message);
      const prompt = await lastPrompt();
      assert.match(prompt, /First lines of the last commits\n```plaintext\nAdd the greeting\n```/u);
      assert.match(prompt, /greeting\.md\n```diff\n[\s\S]*-Good night\.\n\+Good morning\.\n```/u);
      assert.match(prompt, /New files, by their names\n```plaintext\nsecret\.txt\n```/u);
      assert.doesNotMatch(prompt, /secret content/u);
    });

    it("drafts a message about what is staged, and that alone", async () => {
      await git("add", "secret.txt");
      await command("draftCommitMessage");
      const prompt = await lastPrompt();
      assert.match(prompt, /\+secret content/u);
      assert.doesNotMatch(prompt, /Good morning/u);
    });

    it("leaves the box as it was where the answer is cut or fails", async () => {
      await setting("tibetChat", "defaultModel", "cut");
      await command("draftCommitMessage");
      assert.equal(repository.inputBox.value, "");
      await setting("tibetChat", "defaultModel", undefined);
      await direct({ reply: message, errorFrameAfter: 2 });
      await command("draftCommitMessage");
      assert.equal(repository.inputBox.value, "");
    });

    it("shows the message as it arrives, and nothing of it where it is stopped", async () => {
      await direct({ reply: message, waitFor: crypto.randomUUID() });
      const ended = command("draftCommitMessage");
      await eventually(() => repository.inputBox.value !== "", "nothing arrived");
      assert.ok(message.startsWith(repository.inputBox.value));
      await vscode.commands.executeCommand("tibetChat.stopDraft");
      await ended;
      assert.equal(repository.inputBox.value, "");
    });

    it("leaves what the person types meanwhile", async () => {
      const gate = crypto.randomUUID();
      await direct({ reply: message, waitFor: gate });
      const ended = command("draftCommitMessage");
      await eventually(() => repository.inputBox.value !== "", "nothing arrived");
      await hearOfBox();
      repository.inputBox.value = "Mine";
      await hearOfBox();
      await release(gate);
      await ended;
      assert.equal(repository.inputBox.value, "Mine");
    });

    it("asks for a review in the panel, with the diff as a passage", async () => {
      await direct({ reply: "Nothing to find." });
      await command("reviewChanges");
      const chat = await panelChat();
      const { question } = chat.exchanges.at(-1) ?? {};
      assert.match(question?.text ?? "", /^Review these changes in English/u);
      const [diff, names] = question?.passages ?? [];
      assert.match(diff?.name ?? "", /^Changes in tibet-chat-git-/u);
      assert.equal(diff?.languageId, "diff");
      assert.match(diff.text, /\+Good morning\./u);
      assert.equal(names?.text, "secret.txt");
      assert.deepEqual(question?.background, { kind: "none" });
    });

    it("asks nothing where nothing has changed", async () => {
      await git("checkout", "--quiet", "greeting.md");
      await rm(join(folder, "secret.txt"));
      const chat = await panelChat();
      const { length } = chat.exchanges;
      const before = await lastPrompt();
      await command("draftCommitMessage");
      await command("reviewChanges");
      assert.equal(repository.inputBox.value, "");
      assert.equal(await lastPrompt(), before);
      assert.equal(chat.exchanges.length, length);
    });
  });
});
