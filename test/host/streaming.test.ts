import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  ask,
  direct,
  holdReply,
  lensesOf,
  openSelected,
  panelChat,
  passage,
  release,
  tidyUp,
  type,
  when,
} from "./heldReply.ts";

const reply = "自由与平等，是人的本分。";
const firstPiece = reply.slice(0, 4);
const before = `above\n${passage}\nbelow\n`;

describe("a reply that streams into a document", () => {
  let gate = "";
  beforeEach(async () => {
    await panelChat();
    gate = crypto.randomUUID();
    await direct({ reply, waitFor: gate });
  });
  afterEach(async () => {
    await tidyUp();
  });

  function held(target: "insert" | "replace", content = before) {
    return holdReply(target, content, firstPiece);
  }

  it("grows at its place while others type above, below and inside", async () => {
    const { editor, document, ended } = await held("insert");
    assert.equal(document.getText(), `above\n${passage}${firstPiece}\nbelow\n`);
    await type(editor, "above", "typed ");
    await type(editor, "below", "typed ");
    await type(editor, firstPiece.slice(2), "INSIDE");
    await type(editor, "\ntyped below", "AFTER");
    await release(gate);
    await ended;
    const [a, b] = [reply.slice(0, 2), reply.slice(2)];
    const typed = `typed above\n${passage}${a}INSIDE${b}AFTER\ntyped below\n`;
    assert.equal(document.getText(), typed);
  });

  it("loses nothing of what is typed at the same moment, all along", async () => {
    const long = "བོད་སྐད།".repeat(1600);
    await direct({ reply: long, pace: 1 });
    const editor = await openSelected(`\n${before}`);
    const { document } = editor;
    const ended = ask("insert");
    await when(document, (text) => text.includes(long.slice(0, 4)));
    await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    let count = 0;
    while (!document.getText().includes(long)) {
      const { length } = document.getText();
      // The editor's own typing, which asks nobody; at ever other moments of our writing.
      for (let delay = count % 5; delay > 0; delay--) await vscode.workspace.fs.stat(document.uri);
      await Promise.all(["x", "y"].map((text) => vscode.commands.executeCommand("type", { text })));
      count++;
      await when(document, (text) => text.length > length + 2 || text.includes(long));
    }
    await ended;
    assert.equal(document.getText(), `${"xy".repeat(count)}\nabove\n${passage}${long}\nbelow\n`);
    assert.ok(count > 5, `typed only ${count} times`);
  });

  it("is one step of undo, of a thousand pieces as of one", async () => {
    const long = "自由平等".repeat(1000);
    await direct({ reply: long });
    for (const target of ["insert", "replace"] as const) {
      const editor = await openSelected(before);
      await ask(target);
      assert.ok(editor.document.getText().includes(long));
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand("undo");
      assert.equal(editor.document.getText(), before);
    }
  });

  it("leaves the original until it is whole, then stands in its place", async () => {
    const { document, ended } = await held("replace");
    assert.equal(document.getText(), `above\n${passage}${firstPiece}\nbelow\n`);
    await release(gate);
    await ended;
    assert.equal(document.getText(), `above\n${reply}\nbelow\n`);
  });

  it("ends where its place is deleted, and the conversation goes on", async () => {
    const { editor, document, ended } = await held("insert");
    await type(editor, firstPiece, "", firstPiece.length);
    await release(gate);
    await ended;
    assert.equal(document.getText(), before);
    const chat = await panelChat();
    assert.equal(chat.finishedAnswer()?.text, reply);
  });

  it("tells of itself above, and stops and takes back from there", async () => {
    const { editor, document, ended } = await held("replace");
    await type(editor, firstPiece.slice(2), "MINE");
    const lenses = await lensesOf(document);
    assert.match(lenses.at(0)?.title ?? "", /receiving… \d+ characters$/u);
    assert.equal(lenses[1]?.title, "$(debug-stop)\u00a0Stop");
    await lenses[1].run();
    await ended;
    assert.equal(document.getText(), `above\n${passage}MINE\nbelow\n`);
    const last = (await panelChat()).exchanges.at(-1);
    assert.equal(last?.chosen?.reply.record.outcome?.status, "stopped");
    assert.deepEqual(await lensesOf(document), []);
  });

  it("counts down above while the server is busy, and asks at once from there", async () => {
    const error = { status: 429, headers: { "retry-after": "59" } };
    await direct({ reply, waitFor: gate, firstTries: [{ error }] });
    const { document } = await openSelected(before);
    const chat = await panelChat();
    const waits = new Promise<void>((resolve) => {
      const end = chat.view((message) => {
        if (message.type !== "exchange") return;
        if (message.exchange.answers.every(({ waiting }) => waiting === undefined)) return;
        end();
        resolve();
      });
    });
    const ended = ask("insert");
    await waits;
    const lenses = await lensesOf(document);
    assert.match(lenses[0]?.title ?? "", / is busy \(429\)\. Asking again in 59 s \(1 of 2\)\.$/u);
    assert.deepEqual(
      lenses.slice(1).map(({ title }) => title),
      ["$(refresh)\u00a0Ask now", "$(debug-stop)\u00a0Stop"],
    );
    await lenses[1]?.run();
    await when(document, (text) => text.includes(firstPiece));
    assert.match((await lensesOf(document))[0]?.title ?? "", /receiving… \d+ characters$/u);
    await release(gate);
    await ended;
    assert.equal(document.getText(), `above\n${passage}${reply}\nbelow\n`);
  });

  it("can be taken back when it is whole, also after the person typed in between", async () => {
    const { editor, document, ended } = await held("replace");
    await type(editor, firstPiece.slice(2), "MINE");
    await release(gate);
    await ended;
    const [a, b] = [reply.slice(0, 2), reply.slice(2)];
    assert.equal(document.getText(), `above\n${a}MINE${b}\nbelow\n`);
    const lenses = await lensesOf(document);
    assert.deepEqual(
      lenses.map(({ title }) => title),
      ["$(check)\u00a0Keep", "$(discard)\u00a0Take back"],
    );
    await lenses[1]?.run();
    assert.equal(document.getText(), `above\n${passage}MINE\nbelow\n`);
    assert.deepEqual(await lensesOf(document), []);
  });

  it("offers that until the person types within it", async () => {
    const { editor, document, ended } = await held("insert");
    await release(gate);
    await ended;
    assert.equal((await lensesOf(document)).length, 2);
    await type(editor, "above", "x");
    assert.equal((await lensesOf(document)).length, 2);
    await type(editor, reply.slice(1, 3), "x");
    assert.deepEqual(await lensesOf(document), []);
  });

  it("shows in both editors of a document", async () => {
    const { document, ended } = await held("insert");
    const beside = { viewColumn: vscode.ViewColumn.Beside, preview: false };
    const other = await vscode.window.showTextDocument(document, beside);
    await type(other, "above", "x");
    await release(gate);
    await ended;
    assert.equal(other.document.getText(), `xabove\n${passage}${reply}\nbelow\n`);
    await vscode.commands.executeCommand("workbench.action.closeEditorsInOtherGroups");
  });

  it("loses a fence around all of it in code, and keeps it in Markdown", async () => {
    const fenced = "```js\nlet a = 1;\nlet b = 2;\n```\n";
    for (const [extension, text] of [
      ["js", "let a = 1;\nlet b = 2;"],
      ["md", fenced.trimEnd()],
    ] as const) {
      await direct({ reply: fenced });
      const editor = await openSelected(passage, { extension });
      await ask("replace");
      assert.equal(editor.document.getText(), text);
    }
  });
});
