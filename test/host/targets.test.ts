import assert from "node:assert/strict";
import * as vscode from "vscode";
import { collectChosen } from "../../src/host/commands/chosenFiles.ts";
import { ContextCollector } from "../../src/host/context/contextCollector.ts";
import { Anchors } from "../../src/host/editor/anchors.ts";
import { direct, openSelected, panelChat, passage, release, tidyUp, when } from "./heldReply.ts";
import { makeOwnFolder, type OwnFolder } from "./ownFolder.ts";

const reply = "自由与平等。";

function ask(args: object): Thenable<unknown> {
  return vscode.commands.executeCommand("tibetChat.askTibetAboutSelection", {
    question: "Shorter.",
    ...args,
  });
}

const runTemplate = (args: object) => vscode.commands.executeCommand("tibetChat.runTemplate", args);

/** Resolves with the document that a reply streams into, once it is shown beside. */
function documentBeside(): Promise<vscode.TextDocument> {
  return new Promise((resolve) => {
    const opened = vscode.workspace.onDidOpenTextDocument((document) => {
      if (!document.isUntitled || document.languageId !== "markdown") return;
      opened.dispose();
      resolve(document);
    });
  });
}

function comparisons(): vscode.TabInputTextDiff[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.filter((input) => input instanceof vscode.TabInputTextDiff);
}

describe("where a reply goes", () => {
  before(async () => {
    await panelChat();
  });
  beforeEach(() => direct({ reply }));
  afterEach(async () => {
    await tidyUp();
  });

  it("is a new document beside, as it arrives and without its thinking", async () => {
    const gate = crypto.randomUUID();
    await direct({ reply, waitFor: gate });
    const editor = await openSelected(passage);
    const opened = documentBeside();
    const ended = ask({ target: "document" });
    const document = await opened;
    await when(document, (text) => text !== "");
    assert.ok(reply.startsWith(document.getText()) && document.getText() !== reply);
    await release(gate);
    await ended;
    assert.equal(document.getText(), reply);
    assert.equal(editor.document.getText(), passage);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  it("keeps in a new document what had arrived when the person stops it", async () => {
    const gate = crypto.randomUUID();
    await direct({ reply, waitFor: gate });
    await openSelected(passage);
    const opened = documentBeside();
    const ended = ask({ target: "document" });
    const document = await opened;
    await when(document, (text) => text !== "");
    (await panelChat()).stop();
    await ended;
    assert.ok(reply.startsWith(document.getText()) && document.getText() !== "");
  });

  it("is the clipboard, of a whole reply alone", async () => {
    await openSelected(passage);
    await vscode.env.clipboard.writeText("before");
    await ask({ target: "clipboard", model: "cut" });
    assert.equal(await vscode.env.clipboard.readText(), "before");
    await direct({ reply, errorFrameAfter: 1 });
    await ask({ target: "clipboard" });
    assert.equal(await vscode.env.clipboard.readText(), "before");
    await direct({ reply });
    await ask({ target: "clipboard" });
    assert.equal(await vscode.env.clipboard.readText(), reply);
  });

  it("is a comparison with the passage, which stays as it is", async () => {
    const editor = await openSelected(`a ${passage} b`);
    await ask({ target: "preview" });
    assert.equal(comparisons().length, 1);
    assert.equal(editor.document.getText(), `a ${passage} b`);
  });

  it("is nowhere for a wrong target, and nothing is asked", async () => {
    const chat = await panelChat();
    const { length } = chat.exchanges;
    await openSelected(passage);
    const asked = ask({ target: "file" });
    await asked;
    assert.equal(chat.exchanges.length, length);
  });
});

describe("a template that is run on a text", () => {
  before(async () => {
    await panelChat();
  });
  beforeEach(() => direct({ reply }));
  afterEach(async () => {
    await tidyUp();
    await setPrompts(undefined);
  });

  const setPrompts = (value: unknown) =>
    vscode.workspace
      .getConfiguration("tibetChat")
      .update("prompts", value, vscode.ConfigurationTarget.Global);

  async function lastQuestion() {
    const chat = await panelChat();
    const exchange = chat.exchanges.at(-1);
    assert.ok(exchange);
    return exchange;
  }

  it("asks about the selection, alone and in the person’s language", async () => {
    await openSelected(`a ${passage} b`);
    await vscode.commands.executeCommand("tibetChat.translate");
    const { question } = await lastQuestion();
    assert.match(question.text, /^Translate the text into English/u);
    assert.deepEqual(
      question.passages.map(({ kind, text }) => [kind, text]),
      [["selection", passage]],
    );
    assert.deepEqual(question.background, { kind: "none" });
  });

  it("asks about the whole file where nothing is selected, and shows its changes", async () => {
    const editor = await openSelected(`${passage}\n二。\n`);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand("tibetChat.proofread");
    const { question } = await lastQuestion();
    assert.equal(question.passages[0]?.text, `${passage}\n二。\n`);
    assert.deepEqual(question.passages[0].lines, { first: 1, last: 2 });
    assert.equal(comparisons().length, 1);
  });

  it("is a person’s own, with its model, parameters and target", async () => {
    await setPrompts({
      translate: {
        ...{ text: "Into Latin: {{selection}} of {{file}}", model: "taiwan", temperature: 0.1 },
        target: "clipboard",
      },
    });
    await openSelected(`a ${passage} b`);
    await vscode.commands.executeCommand("tibetChat.translate");
    const { question, chosen } = await lastQuestion();
    assert.equal(question.text, "Into Latin: {{selection}} of {{file}}");
    assert.deepEqual(
      question.passages.map(({ kind }) => kind),
      ["selection", "file"],
    );
    assert.equal(chosen?.reply.model.key, "taiwan");
    assert.equal(chosen.reply.model.parameters.temperature, 0.1);
    assert.equal(await vscode.env.clipboard.readText(), reply);
    await runTemplate({ template: "settings:translate", model: "tibet", target: "panel" });
    assert.equal((await lastQuestion()).chosen?.reply.model.key, "tibet");
  });
});

describe("files and folders that are chosen together", () => {
  let own: OwnFolder;
  before(async () => {
    await panelChat();
    own = await makeOwnFolder();
    await own.write({
      "a.md": "of a",
      "sub/b.md": "of b",
      "sub/c.md": "of c",
      "sub/.gitignore": "secret.md",
      "sub/secret.md": "secret",
      "empty.md": "",
    });
  });
  after(() => own.remove());

  it("become a passage each, and nothing twice or ignored", async () => {
    const uris = ["a.md", "sub", "sub/b.md", "empty.md"].map((path) => own.at(path));
    const collector = new ContextCollector(new Anchors());
    const { passages, problems } = await collectChosen(uris, collector);
    assert.deepEqual(
      passages.map(({ kind, name }) => [kind, name]),
      [
        ["file", `${own.name}/a.md`],
        ["folder", `${own.name}/sub/`],
      ],
    );
    assert.match(passages[1]?.text ?? "", /of b[\s\S]*of c/u);
    assert.doesNotMatch(passages[1]?.text ?? "", /secret\n/u);
    assert.deepEqual(problems, [`“${own.name}/empty.md” is empty.`]);
  });
});
