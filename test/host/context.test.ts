import assert from "node:assert/strict";
import * as vscode from "vscode";
import { collectClipboard } from "../../src/host/context/clipboard.ts";
import { collectFiles } from "../../src/host/context/files.ts";
import { collectOpenEditors } from "../../src/host/context/openEditors.ts";
import { collectProblems } from "../../src/host/context/problems.ts";
import { collectSelection } from "../../src/host/context/selection.ts";
import { cancelled, closeEditors, makeOwnFolder, unlimited, type OwnFolder } from "./ownFolder.ts";

describe("context from files and editors", () => {
  let own: OwnFolder;
  before(async () => {
    own = await makeOwnFolder();
  });
  afterEach(closeEditors);
  after(() => own.remove());

  const texts = async (...names: string[]) => {
    const { passages, problems } = await collectFiles(names.map(own.at), unlimited);
    return { texts: passages.map(({ text }) => text), problems };
  };

  it("takes the active editor's selection and hands the editor over", async () => {
    await own.write({ "s.txt": "一\nབོད།\n三\n" });
    const editor = await vscode.window.showTextDocument(own.at("s.txt"));
    assert.match(collectSelection().problems.join(), /Select a passage/u);
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    const { passages, problems, editor: found } = collectSelection();
    assert.equal(found, editor);
    assert.deepEqual(problems, []);
    const [{ id, ...passage } = assert.fail()] = passages;
    assert.notEqual(id, "");
    assert.deepEqual(passage, {
      kind: "selection",
      uri: own.at("s.txt").toString(),
      name: `${own.name}/s.txt`,
      languageId: "plaintext",
      text: "བོད།\n",
      lines: { first: 2, last: 2 },
    });
  });

  it("takes each file once, as it is on the screen, saved or not", async () => {
    await own.write({ "a.md": "# a\r\n", "b.txt": "b" });
    const editor = await vscode.window.showTextDocument(own.at("b.txt"));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), "ར"));
    assert.deepEqual(await texts("b.txt", "a.md", "b.txt"), {
      texts: ["bར", "# a\r\n"],
      problems: [],
    });
    const { passages } = await collectFiles([own.at("a.md")], unlimited);
    assert.equal(passages[0]?.languageId, "markdown");
    assert.equal(passages[0].name, `${own.name}/a.md`);
  });

  it("reads files in the encoding that the settings say", async () => {
    const bytes = { gbk: [0xd6, 0xd0, 0xce, 0xc4], big5hkscs: [0xa4, 0xa4, 0xa4, 0xe5] };
    const files = vscode.workspace.getConfiguration("files", own.uri);
    try {
      for (const [encoding, content] of Object.entries(bytes)) {
        await files.update("encoding", encoding, vscode.ConfigurationTarget.Workspace);
        await own.write({ [`${encoding}.txt`]: Uint8Array.from(content) });
        assert.deepEqual(await texts(`${encoding}.txt`), { texts: ["中文"], problems: [] });
      }
    } finally {
      await files.update("encoding", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("says so where characters cannot be read", async () => {
    await own.write({ "damaged.txt": Uint8Array.from([0x61, 0xd6, 0xd0]) });
    const { texts: read, problems } = await texts("damaged.txt");
    assert.equal(read.length, 1);
    assert.match(problems.join(), /damaged\.txt” has characters that could not be read/u);
  });

  it("refuses what is no text, too large, empty, a folder, gone, or Git's own", async () => {
    await own.write({
      "a.bin": Uint8Array.from([1, 0, 0, 2]),
      "late.txt": `${"a".repeat(5000)}\0\0`,
      "a.pdf": "%PDF-1.7 like text",
      "large.txt": "a".repeat(2_000_001),
      "empty.txt": " \n",
      "sub/x.txt": "x",
      ".git/config": "[remote]",
    });
    const names = ["a.bin", "late.txt", "a.pdf", "large.txt", "empty.txt", "sub", "gone.txt"];
    const { texts: read, problems } = await texts(...names, ".git/config");
    assert.deepEqual(read, []);
    assert.deepEqual(
      problems.map((sentence) => sentence.replace(`${own.name}/`, "")),
      [
        "“a.bin” is not a text file.",
        "“late.txt” is not a text file.",
        "“a.pdf” is not a text file.",
        "“large.txt” has 2.0 MB; the most is 2.0 MB. Select a part of it instead.",
        "“empty.txt” is empty.",
        "“sub” is a folder.",
        "“gone.txt” could not be read as text.",
        "“.git/config” is Git’s own and is never read.",
      ],
    );
  });

  it("takes a hundred files and says how many there were", async () => {
    const names = Array.from({ length: 103 }, (_, index) => `many/${index}.txt`);
    await own.write(Object.fromEntries(names.map((name) => [name, name])));
    const { texts: read, problems } = await texts(...names);
    assert.deepEqual(read, names.slice(0, 100));
    assert.deepEqual(problems, ["Only the first 100 of 103 files were attached."]);
  });

  it("takes nothing once it was cancelled", async () => {
    await own.write({ "a.md": "# a" });
    const nothing = { passages: [], problems: [] };
    assert.deepEqual(await collectFiles([own.at("a.md")], cancelled()), nothing);
  });

  it("takes few open editors one by one, of a comparison what is now", async () => {
    assert.deepEqual((await collectOpenEditors(unlimited)).problems, [
      "No text is open in an editor.",
    ]);
    await own.write({ "1.txt": "one", "old.txt": "old", "new.txt": "new" });
    const show = { preview: false };
    await vscode.window.showTextDocument(own.at("1.txt"), show);
    await vscode.commands.executeCommand(
      "vscode.diff",
      own.at("old.txt"),
      own.at("new.txt"),
      "old and new",
      show,
    );
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ content: "untitled", language: "markdown" }),
      show,
    );
    const { passages, problems } = await collectOpenEditors(unlimited);
    assert.deepEqual(
      passages.map(({ kind, text }) => [kind, text]),
      [
        ["file", "one"],
        ["file", "new"],
        ["file", "untitled"],
      ],
    );
    assert.deepEqual(problems, []);
  });

  it("quotes many open editors in one passage", async () => {
    for (let index = 1; index <= 11; index++) {
      await own.write({ [`open/${index}.md`]: index === 11 ? "" : `# ${index}` });
      await vscode.window.showTextDocument(own.at(`open/${index}.md`), { preview: false });
    }
    const { passages, problems } = await collectOpenEditors(unlimited);
    const [passage] = passages;
    assert.equal(passages.length, 1);
    assert.equal(passage?.kind, "openEditors");
    assert.equal(passage.uri, undefined);
    assert.equal(passage.name, "10 open editors");
    assert.ok(passage.text.startsWith(`${own.name}/open/1.md\n\`\`\`markdown\n# 1\n\`\`\`\n\n`));
    assert.deepEqual(problems, ["1 of 11 files in open editors was left out: 1 empty."]);
  });

  it("takes the active document's problems, or else all, the worst first", async () => {
    await own.write({ "p.ts": "const a = 1;\nconst b = a;\n", "q.ts": "let q;\n" });
    const list = vscode.languages.createDiagnosticCollection("context test");
    try {
      const { Error, Warning } = vscode.DiagnosticSeverity;
      const warning = new vscode.Diagnostic(new vscode.Range(1, 6, 1, 7), "Odd\n  name.", Warning);
      const error = new vscode.Diagnostic(new vscode.Range(0, 6, 0, 7), "No a.", Error);
      error.source = "ts";
      error.code = { value: 2304, target: own.uri };
      list.set(own.at("p.ts"), [warning, error]);
      list.set(own.at("q.ts"), Array(250).fill(warning));
      await vscode.window.showTextDocument(own.at("p.ts"));
      const { passages, problems } = await collectProblems(unlimited);
      const path = `${own.name}/p.ts`;
      assert.equal(
        passages[0]?.text,
        `${path}:1:7 error No a. [ts 2304]\n    const a = 1;\n${path}:2:7 warning Odd name.\n    const b = a;`,
      );
      assert.equal(passages[0].name, `Problems in ${path}`);
      assert.deepEqual(problems, []);
      await own.write({ "clean.txt": "fine" });
      await vscode.window.showTextDocument(own.at("clean.txt"));
      const all = await collectProblems(unlimited);
      assert.equal(all.passages[0]?.uri, undefined);
      assert.match(all.passages[0]?.text ?? "", /^\S+p\.ts:1:7 error/u);
      assert.deepEqual(all.problems, ["The worst 200 of 252 problems were attached."]);
    } finally {
      list.dispose();
    }
    assert.match((await collectProblems(unlimited)).problems.join(), /no problems/u);
  });

  it("takes the text of the clipboard", async () => {
    await vscode.env.clipboard.writeText("剪贴板 གཡར།");
    const { passages, problems } = await collectClipboard();
    assert.deepEqual(problems, []);
    assert.equal(passages[0]?.text, "剪贴板 གཡར།");
    assert.equal(passages[0].kind, "clipboard");
    await vscode.env.clipboard.writeText("");
    assert.deepEqual((await collectClipboard()).problems, ["There is no text in the clipboard."]);
  });
});
