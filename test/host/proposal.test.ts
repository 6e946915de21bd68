import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { testAccess } from "./testAccess.ts";

const passage = "一一一一。二二二二。三三三三。";
const reply = "One, one. Two, two. Three, three.";

/** Resolves when a condition holds, looked at whenever VS Code tells of a change. */
function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!condition()) return;
      changes.dispose();
      resolve();
    };
    const changes = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(look),
      vscode.window.tabGroups.onDidChangeTabs(look),
      vscode.window.onDidChangeActiveTextEditor(look),
      vscode.window.onDidChangeVisibleTextEditors(look),
    );
    look();
  });
}

function comparison(): vscode.TabInputTextDiff | undefined {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs
    .filter((input) => input instanceof vscode.TabInputTextDiff)
    .find(({ modified }) => modified.scheme === "tibet-chat-proposal");
}

/** Both sides of the comparison, as they are on the screen. */
async function sides(): Promise<string[]> {
  const shown = comparison();
  assert.ok(shown);
  const uris = [shown.original, shown.modified];
  const documents = await Promise.all(uris.map((uri) => vscode.workspace.openTextDocument(uri)));
  return documents.map((document) => document.getText());
}

const run = (command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand(`tibetChat.${command}`, ...args);

describe("a comparison with the reply", () => {
  let file: string;
  let document: vscode.TextDocument;

  /** Opens a document with the passage in it and compares the passage with a reply. */
  async function compare(
    before = "前。\r\n",
    after = "\r\n后。\r\n",
    answer = reply,
    name = "a.txt",
  ) {
    const { proposals, anchors } = await testAccess();
    file = join(tmpdir(), `tibet-chat-${crypto.randomUUID()}-${name}`);
    await writeFile(file, `${before}${passage}${after}`);
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const start = document.positionAt(before.length);
    const id = crypto.randomUUID();
    anchors.mark(id, document, new vscode.Range(start, start.translate(0, passage.length)));
    await proposals.compare(id, answer, "a.txt:2");
    return { id, before, after, text: (middle: string) => `${before}${middle}${after}` };
  }

  async function type(at: number, text: string, length = 0): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + length));
    edit.replace(document.uri, range, text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  afterEach(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await until(() => comparison() === undefined);
    await rm(file, { force: true });
  });

  it("takes one sentence, leaves one, takes the rest, each a step of undo", async () => {
    const { text } = await compare();
    const [before] = await sides();
    assert.equal(before, "一一一一。\n\n二二二二。\n\n三三三三。\n\n");
    await run("acceptChange");
    assert.equal(document.getText(), text("One, one. 二二二二。三三三三。"));
    await run("rejectChange");
    assert.deepEqual(await sides(), [
      "One, one.\n\n二二二二。\n\n三三三三。\n\n",
      "One, one.\n\n二二二二。\n\nThree, three.\n\n",
    ]);
    await run("acceptAllChanges");
    assert.equal(document.getText(), text("One, one. 二二二二。Three, three."));
    assert.equal(comparison(), undefined);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text("One, one. 二二二二。三三三三。"));
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text(passage));
  });

  it("takes all at once as one step of undo", async () => {
    const { text } = await compare();
    await run("acceptAllChanges");
    assert.equal(document.getText(), text(reply));
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text(passage));
  });

  it("writes nothing when all is rejected or the tab is closed", async () => {
    const { text } = await compare();
    await run("rejectAllChanges");
    assert.equal(comparison(), undefined);
    await compare();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await until(() => comparison() === undefined);
    await run("acceptAllChanges");
    assert.equal(document.getText(), text(passage));
  });

  it("acts on the change at the caret, on either side", async () => {
    const { text } = await compare();
    const isOn = (side: "original" | "modified") =>
      vscode.window.activeTextEditor?.document.uri.toString() === comparison()?.[side].toString();
    const caret = () => vscode.window.activeTextEditor?.selection.active.line;
    const putCaret = async (line: number) => {
      assert.ok(vscode.window.activeTextEditor);
      vscode.window.activeTextEditor.selection = new vscode.Selection(line, 1, line, 1);
      await until(() => caret() === line);
    };
    assert.ok(isOn("modified"));
    await putCaret(2);
    await run("acceptChange");
    assert.equal(document.getText(), text("一一一一。Two, two. 三三三三。"));
    // The caret goes to the next one.
    assert.equal(caret(), 4);
    await vscode.commands.executeCommand("workbench.action.compareEditor.focusSecondarySide");
    await until(() => isOn("original"));
    await putCaret(0);
    await run("acceptChange");
    assert.equal(document.getText(), text("One, one. Two, two. 三三三三。"));
  });

  it("follows what is typed meanwhile, and leaves alone what was changed", async () => {
    const { before } = await compare();
    await type(0, "早。");
    await run("acceptChange");
    const at = document.getText().indexOf("三三三三");
    await type(at + 2, "改");
    await run("acceptAllChanges");
    assert.equal(document.getText(), `早。${before}One, one. Two, two. 三三改三三。\r\n后。\r\n`);
  });

  it("has a change again that was undone", async () => {
    const { text } = await compare();
    await run("acceptChange");
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text(passage));
    const undone = "一一一一。\n\n二二二二。\n\n三三三三。\n\n";
    const shown = comparison()?.original.toString();
    const left = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === shown);
    await until(() => left?.getText() === undone);
    await run("acceptAllChanges");
    assert.equal(document.getText(), text(passage), "elsewhere nothing is accepted");
  });

  it("keeps the passage's anchor around what was taken", async () => {
    const { id } = await compare();
    const { anchors } = await testAccess();
    await run("acceptChange");
    const anchored = () => {
      const span = anchors.find(id)?.span;
      return span && document.getText().slice(span.start, span.end);
    };
    assert.equal(anchored(), "One, one. 二二二二。三三三三。");
    assert.equal(anchors.find(id)?.original, anchored(), "nobody else has changed it");
    await type(document.getText().indexOf("二二二二") + 2, "改");
    await run("acceptAllChanges");
    assert.equal(anchored(), "One, one. 二二改二二。Three, three.");
    assert.notEqual(anchors.find(id)?.original, anchored(), "the person has changed it");
  });

  it("gives way to another comparison of the same passage", async () => {
    const { id, text } = await compare();
    const { proposals } = await testAccess();
    await proposals.compare(id, "壹。贰。叁。", "a.txt:2");
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const diffs = tabs.filter(({ input }) => input instanceof vscode.TabInputTextDiff);
    assert.equal(diffs.length, 1);
    await run("acceptAllChanges");
    assert.equal(document.getText(), text("壹。贰。叁。"));
  });

  it("takes only ids of its own open changes from links", async () => {
    const { text } = await compare();
    const shown = comparison();
    assert.ok(shown);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      shown.modified,
    );
    assert.equal(lenses.length, 6);
    await run("acceptChange", "another.0");
    assert.equal(document.getText(), text(passage));
    const accept = lenses[2]?.command;
    assert.ok(accept);
    await vscode.commands.executeCommand(
      accept.command,
      ...((accept.arguments ?? []) as unknown[]),
    );
    assert.equal(document.getText(), text("一一一一。Two, two. 三三三三。"));
    await vscode.commands.executeCommand(
      accept.command,
      ...((accept.arguments ?? []) as unknown[]),
    );
    assert.equal(document.getText(), text("一一一一。Two, two. 三三三三。"));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      shown.modified,
      new vscode.Position(0, 1),
    );
    const [content] = hovers.flatMap(({ contents }) => contents);
    assert.ok(content instanceof vscode.MarkdownString);
    assert.deepEqual(content.isTrusted, {
      enabledCommands: ["tibetChat.acceptChange", "tibetChat.rejectChange"],
    });
  });

  it("goes by lines in code", async () => {
    const { text } = await compare("a\n", "\nb\n", "x\ny", "a.ts");
    await run("acceptChange");
    assert.equal(document.getText(), text("x\ny"));
  });
});
