import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  answerAsUsual,
  direct,
  openSelected,
  panelChat,
  passage,
  removeFiles,
} from "./heldReply.ts";
import { closeEditors, makeOwnFolder, type OwnFolder } from "./ownFolder.ts";

const text = `一\n${passage}\n二\n`;

async function actions(
  { document, selection }: vscode.TextEditor,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    ...[document.uri, selection, kind?.value],
  );
  return found.filter(({ title }) => title.startsWith("Tibet Model Chat: "));
}

const titles = (found: readonly vscode.CodeAction[]) =>
  found.map(({ title }) => title.replace("Tibet Model Chat: ", ""));

async function run({ command }: vscode.CodeAction): Promise<void> {
  assert.ok(command);
  await vscode.commands.executeCommand(
    command.command,
    ...((command.arguments ?? []) as unknown[]),
  );
}

describe("the lightbulb", () => {
  before(async () => {
    await panelChat();
  });
  afterEach(async () => {
    await closeEditors();
    await removeFiles();
  });

  it("offers the templates for a selection, those that change it as rewriting", async () => {
    const editor = await openSelected(text);
    const found = await actions(editor);
    assert.deepEqual(titles(found), [
      ...["Translate", "Summarise", "Explain", "Proofread"],
      ...["Extract names and dates", "Check translation against source"],
    ]);
    const rewriting = await actions(editor, vscode.CodeActionKind.RefactorRewrite);
    assert.deepEqual(titles(rewriting), ["Proofread"]);
    const refactoring = await actions(editor, vscode.CodeActionKind.Refactor);
    assert.equal(refactoring.length, found.length);
    assert.deepEqual(await actions(editor, vscode.CodeActionKind.QuickFix), []);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    assert.deepEqual(await actions(editor), []);
  });

  it("runs the one that is taken", async () => {
    const chat = await panelChat();
    const { length } = chat.exchanges;
    const editor = await openSelected(text);
    const summarise = (await actions(editor)).find(({ title }) => title.endsWith("Summarise"));
    assert.ok(summarise);
    await run(summarise);
    assert.equal(chat.exchanges.length, length + 1);
    assert.match(chat.exchanges.at(-1)?.question.text ?? "", /^Summarise the text in/u);
  });

  it("offers the workspace’s own, once the menu is opened", async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const file = vscode.Uri.joinPath(workspace.uri, ".tibet-chat/prompts/own one.md");
    const changed = new Promise<void>((resolve) => {
      const watcher = vscode.workspace.createFileSystemWatcher("**/.tibet-chat/**");
      watcher.onDidCreate(() => {
        watcher.dispose();
        resolve();
      });
    });
    await vscode.workspace.fs.writeFile(file, Buffer.from("---\ntarget: replace\n---\nText"));
    await changed;
    try {
      const editor = await openSelected(text);
      const rewriting = await actions(editor, vscode.CodeActionKind.RefactorRewrite);
      assert.deepEqual(titles(rewriting), ["Proofread", "own one"]);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });
});

describe("a problem in the lightbulb", () => {
  let own: OwnFolder;
  const diagnostics = vscode.languages.createDiagnosticCollection("test");
  before(async () => {
    await panelChat();
    own = await makeOwnFolder();
  });
  after(async () => {
    diagnostics.dispose();
    await closeEditors();
    await own.remove();
  });

  it("is asked about with its message, source, code and the lines around it", async () => {
    const lines = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`);
    await own.write({ "a.txt": lines.join("\n") });
    const document = await vscode.workspace.openTextDocument(own.at("a.txt"));
    const editor = await vscode.window.showTextDocument(document);
    const problem = new vscode.Diagnostic(new vscode.Range(29, 0, 29, 4), "No “line”.");
    Object.assign(problem, { source: "test", code: 2304 });
    diagnostics.set(document.uri, [problem]);
    editor.selection = new vscode.Selection(29, 1, 29, 1);
    const found = await actions(editor);
    assert.deepEqual(titles(found), ["Ask about this problem"]);
    const [action] = found;
    assert.ok(action && vscode.CodeActionKind.QuickFix.contains(action.kind ?? telling));
    await direct({ reply: "Rename it." });
    await run(action);
    const chat = await panelChat();
    const { question } = chat.exchanges.at(-1) ?? {};
    const [told, around] = question?.passages ?? [];
    assert.equal(told?.text, `${own.name}/a.txt:30:1 error No “line”. [test 2304]\n    line 30`);
    assert.deepEqual(around?.lines, { first: 18, last: 42 });
    assert.equal(around.text, lines.slice(17, 42).join("\n"));
    await answerAsUsual();
  });
});

const telling = vscode.CodeActionKind.Refactor;
