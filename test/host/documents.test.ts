import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Exchange } from "../../src/core/conversation/conversation.ts";
import { testAccess } from "./testAccess.ts";

const passage = "人人生而自由。";

/** Opens a file of its own with the passage in it selected. */
async function openSelected(content: string): Promise<vscode.TextEditor> {
  const file = join(tmpdir(), `tibet-chat-${crypto.randomUUID()}.txt`);
  await writeFile(file, content);
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  const start = document.positionAt(document.getText().indexOf(passage));
  editor.selection = new vscode.Selection(start, start.translate(0, passage.length));
  return editor;
}

async function ask(args: object): Promise<void> {
  await vscode.commands.executeCommand("tibetChat.askTibetAboutSelection", args);
}

async function lastExchange(): Promise<Exchange | undefined> {
  const { surfaces } = await testAccess();
  const chat = await surfaces.panel.surface.chat();
  return chat.exchanges.at(-1);
}

describe("replies into documents", () => {
  before(async () => {
    const { surfaces, tokens } = await testAccess();
    const { surface } = surfaces.panel;
    await surface.chat();
    surface.showNew();
    await tokens.set(process.env["PRACTICE_ORIGIN"] ?? "", process.env["PRACTICE_TOKEN"] ?? "");
  });
  afterEach(async () => {
    const file = vscode.window.activeTextEditor?.document.uri;
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    if (file !== undefined) await rm(file.fsPath);
  });

  it("replaces the selection, keeps the line ends, and one undo takes it back", async () => {
    const before = `一\r\n${passage}\r\n二\r\n`;
    const editor = await openSelected(before);
    await ask({ question: "Shorter.", target: "replace" });
    assert.equal(editor.document.getText(), "一\r\n第一行\r\n第二行\r\n二\r\n");
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), before);
  });

  it("inserts where the cursor was when the question was asked", async () => {
    const editor = await openSelected(`a ${passage} b`);
    await ask({ question: "Shorter.", target: "insert" });
    assert.equal(editor.document.getText(), `a ${passage}第一行\n第二行 b`);
  });

  it("uses the model of the arguments and asks at once", async () => {
    await openSelected(passage);
    await ask({ question: "Which?", model: "taiwan" });
    const last = await lastExchange();
    const { model, record } = last?.chosen?.reply ?? {};
    assert.equal(model?.key, "taiwan");
    assert.equal(last?.question.text, "Which?");
    assert.equal(record?.outcome?.status, "done");
  });

  it("puts nothing into the document that is not a whole answer", async () => {
    const editor = await openSelected(passage);
    await ask({ question: "Cut.", target: "replace", model: "cut" });
    const last = await lastExchange();
    assert.equal(last?.chosen?.answer?.finish, "length");
    assert.equal(editor.document.getText(), passage);
  });

  it("attaches the passage and sends nothing where there is no question", async () => {
    const { surfaces } = await testAccess();
    const chat = await surfaces.panel.surface.chat();
    const before = chat.exchanges.length;
    await openSelected(passage);
    await ask({});
    assert.deepEqual(
      chat.composer.passages.map(({ text }) => text),
      [passage],
    );
    assert.equal(chat.exchanges.length, before);
  });
});

describe("tokens", () => {
  it("are kept by origin, and a line break in one is refused", async () => {
    const { tokens } = await testAccess();
    await tokens.set("http://127.0.0.1:1", "one");
    assert.equal(await tokens.get("http://127.0.0.1:1"), "one");
    assert.equal(await tokens.get("http://127.0.0.1:2"), undefined);
    await assert.rejects(tokens.set("http://127.0.0.1:1", "two\nlines"), RangeError);
    assert.equal(await tokens.get("http://127.0.0.1:1"), "one");
    await tokens.forget("http://127.0.0.1:1");
    assert.ok(!(await tokens.origins()).includes("http://127.0.0.1:1"));
  });
});

describe("settings", () => {
  it("have application scope, so that no workspace can change them", () => {
    const extension = vscode.extensions.getExtension("tibet-model-chat.tibet-model-chat");
    const manifest = extension?.packageJSON as {
      contributes: { configuration: { properties: Record<string, { scope: string }> } };
    };
    const properties = Object.entries(manifest.contributes.configuration.properties);
    assert.deepEqual(
      properties.map(([name, { scope }]) => [name, scope]),
      [
        "models",
        "defaultModel",
        "firstByteTimeout",
        "idleTimeout",
        "frameLimit",
        "replyLimit",
        "choiceLimit",
        "renderDepth",
        "batchConcurrency",
        "language",
        "prompts",
      ].map((name) => [`tibetChat.${name}`, "application"]),
    );
  });
});
