import assert from "node:assert/strict";
import { chmod, readFile, rm } from "node:fs/promises";
import * as vscode from "vscode";
import {
  ask,
  direct,
  holdReply,
  openSelected,
  panelChat,
  passage,
  release,
  tidyUp,
  when,
} from "./heldReply.ts";

const reply = "自由平等是人的本分";
const firstPiece = reply.slice(0, 4);
const before = `上\r\n${passage}\r\n下\r\n`;

describe("a reply that streams into a document, where something goes wrong", () => {
  let gate = "";
  beforeEach(async () => {
    await panelChat();
    gate = crypto.randomUUID();
    await direct({ reply, waitFor: gate });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("notifications.clearAll");
    await tidyUp();
  });

  function held(target: "insert" | "replace") {
    return holdReply(target, before, firstPiece);
  }

  for (const target of ["insert", "replace"] as const) {
    for (const [name, directives] of [
      ["breaks off", { resetAfter: 70 }],
      ["fails", { errorFrameAfter: 70 }],
      ["ends without its end", { noDone: true, noFinish: true }],
    ] as const) {
      it(`takes back what was there of one that ${name} (${target})`, async () => {
        await direct({ reply: reply.repeat(100), waitFor: gate, ...directives });
        const { document, ended } = await held(target);
        await release(gate);
        await ended;
        assert.equal(document.getText(), before);
        const chat = await panelChat();
        assert.equal(chat.exchanges.at(-1)?.chosen?.reply.record.outcome?.status, "failed");
      });
    }

    it(`puts nothing there of one that was cut (${target})`, async () => {
      await direct({ reply });
      const { document } = await openSelected(before);
      await ask(target, "cut");
      assert.equal(document.getText(), before);
    });
  }

  it("inserts what arrived when that is wanted", async () => {
    const { document, ended } = await held("insert");
    await vscode.commands.executeCommand("tibetChat.stop");
    await ended;
    assert.equal(document.getText(), before);
    await vscode.commands.executeCommand("notification.acceptPrimaryAction");
    await when(document, (text) => text === `上\r\n${passage}${firstPiece}\r\n下\r\n`);
  });

  for (const thinkingField of ["reasoning", "tags", "tags-unopened"] as const) {
    it(`never puts thinking there, not even for a moment (${thinkingField})`, async () => {
      await direct({ reply, thinkingField, pace: 3 });
      const { document } = await openSelected(before);
      const texts: string[] = [];
      const listener = vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document === document) texts.push(document.getText());
      });
      await ask("insert");
      listener.dispose();
      const own = texts.map((text) => text.split(passage)[1]?.replace("\r\n下\r\n", ""));
      assert.equal(own.at(-1), reply);
      for (const text of own) assert.ok(text !== undefined && reply.startsWith(text), text);
    });
  }

  it("puts nothing there that is stopped in its thinking", async () => {
    await direct({ reply, waitInThinking: gate });
    const { document } = await openSelected(before);
    const chat = await panelChat();
    const { length } = chat.exchanges;
    const ended = ask("insert");
    const record = () => chat.exchanges[length]?.chosen?.reply.record;
    while ((record()?.answers[0]?.thinking ?? "") === "") {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await chat.stopped();
    await ended;
    assert.equal(document.getText(), before);
  });

  it("asks nothing where the file is read-only", async () => {
    const { document } = await openSelected(before);
    await chmod(document.uri.fsPath, 0o444);
    const chat = await panelChat();
    const { length } = chat.exchanges;
    await ask("insert");
    await ask("replace");
    assert.equal(chat.exchanges.length, length);
    assert.equal(document.getText(), before);
  });

  it("asks nothing where the file is too large for extensions", async () => {
    const large = Buffer.alloc(51 * 1024 * 1024, `${"x".repeat(99)}\n`);
    await assert.rejects(openSelected(large), /50MB/u);
    const chat = await panelChat();
    const { length } = chat.exchanges;
    await ask("insert");
    assert.equal(chat.exchanges.length, length);
  });

  it("goes on where the file was deleted", async () => {
    const { document, ended } = await held("insert");
    await rm(document.uri.fsPath);
    await release(gate);
    await ended;
    assert.equal(document.getText(), `上\r\n${passage}${reply}\r\n下\r\n`);
  });

  it("goes on where its document is not in sight", async () => {
    const { document, ended } = await held("replace");
    await openSelected(passage);
    await release(gate);
    await ended;
    assert.equal(document.getText(), `上\r\n${reply}\r\n下\r\n`);
  });

  it("goes on where its editor was closed after saving", async () => {
    const { document, ended } = await held("insert");
    await document.save();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await release(gate);
    await ended;
    const again = await vscode.workspace.openTextDocument(document.uri);
    assert.equal(again.getText(), `上\r\n${passage}${reply}\r\n下\r\n`);
    await vscode.window.showTextDocument(again);
  });

  it("puts nothing into a file whose editor was closed without saving", async () => {
    const { document, ended } = await held("insert");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await release(gate);
    await ended;
    const again = await vscode.workspace.openTextDocument(document.uri);
    assert.equal(again.getText(), before);
    assert.equal((await panelChat()).finishedAnswer()?.text, reply);
  });

  it("goes on where the document gets another language, which closes and opens it", async () => {
    const { document, ended } = await held("insert");
    await vscode.languages.setTextDocumentLanguage(document, "markdown");
    await release(gate);
    await ended;
    assert.equal(document.getText(), `上\r\n${passage}${reply}\r\n下\r\n`);
  });

  for (const encoding of ["gbk", "gb18030", "big5hkscs", "utf8bom", "utf16le"]) {
    it(`keeps ${encoding} and the line ends when it is saved`, async () => {
      await direct({ reply: "自由\n平等" });
      const bytes = (text: string) => vscode.workspace.encode(text, { encoding });
      const { document } = await openSelected(await bytes(before), { encoding });
      assert.equal(document.getText(), before);
      await ask("insert");
      await document.save();
      const whole = `上\r\n${passage}自由\r\n平等\r\n下\r\n`;
      const saved = await readFile(document.uri.fsPath);
      assert.deepEqual([...saved], [...(await bytes(whole))]);
    });
  }
});
