import assert from "node:assert/strict";
import * as vscode from "vscode";
import { filePassage } from "../../src/host/context/files.ts";
import { collectSelection } from "../../src/host/context/selection.ts";
import { ask, direct, panelChat, passage, tidyUp } from "./heldReply.ts";
import { asked, forgetAsked } from "./ownBatch.ts";

const reply = "自由与平等。";
const content = `上\n${passage}\n下\n`;

/** A file system of one text. */
const readOnly: vscode.FileSystemProvider = {
  onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: content.length }),
  readDirectory: () => [],
  readFile: () => new TextEncoder().encode(content),
  createDirectory: () => undefined,
  writeFile: () => undefined,
  delete: () => undefined,
  rename: () => undefined,
};

describe("documents that are no files", () => {
  const registered: vscode.Disposable[] = [];
  before(async () => {
    await panelChat();
    registered.push(
      vscode.workspace.registerFileSystemProvider("onlyread", readOnly, { isReadonly: true }),
      vscode.workspace.registerTextDocumentContentProvider("earlier", {
        provideTextDocumentContent: () => content,
      }),
    );
  });
  beforeEach(async () => {
    await direct({ reply });
    await forgetAsked();
  });
  afterEach(tidyUp);
  after(() => {
    for (const each of registered) each.dispose();
  });

  async function select(document: vscode.TextDocument): Promise<void> {
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.selection = new vscode.Selection(1, 0, 1, passage.length);
  }

  for (const address of ["onlyread:/text.md", "earlier:/text.md"]) {
    it(`can be asked about and take no reply: ${address}`, async () => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address));
      await select(document);
      const [selected] = collectSelection().passages;
      assert.deepEqual([selected?.text, selected?.lines?.first], [passage, 2]);
      const whole = await filePassage(document.uri);
      assert.equal(typeof whole === "string" ? whole : whole.text, content);
      for (const target of ["insert", "replace", "preview"] as const) await ask(target);
      assert.deepEqual(await asked(), []);
      assert.equal(document.getText(), content);
    });
  }

  it("can be asked about and take a reply: untitled", async () => {
    await select(await vscode.workspace.openTextDocument({ content }));
    const document = vscode.window.activeTextEditor?.document;
    await ask("insert");
    assert.equal(document?.getText(), `上\n${passage}${reply}\n下\n`);
  });

  it("can be asked about and take no reply: the output of a program", async () => {
    const channel = vscode.window.createOutputChannel("Something said", "plaintext");
    try {
      channel.append(content);
      channel.show();
      const document = await output("Something said");
      await select(document);
      assert.equal(collectSelection().passages[0]?.text, passage);
      await ask("insert");
      assert.deepEqual(await asked(), []);
    } finally {
      channel.dispose();
    }
  });
});

/** The document of an output channel, once it has its text. */
function output(name: string): Promise<vscode.TextDocument> {
  const find = () =>
    vscode.workspace.textDocuments.find(
      ({ uri, lineCount }) => uri.scheme === "output" && uri.path.includes(name) && lineCount > 2,
    );
  return new Promise((resolve) => {
    const subscriptions = [
      vscode.workspace.onDidOpenTextDocument(() => look()),
      vscode.workspace.onDidChangeTextDocument(() => look()),
    ];
    const look = () => {
      const found = find();
      if (found === undefined) return;
      for (const subscription of subscriptions) subscription.dispose();
      resolve(found);
    };
    look();
  });
}
