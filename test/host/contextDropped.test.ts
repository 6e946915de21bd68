import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as vscode from "vscode";
import { collectDropped, droppedText } from "../../src/host/context/dropped.ts";
import { closeEditors, makeOwnFolder, unlimited, type OwnFolder } from "./ownFolder.ts";

describe("dropped context", () => {
  let own: OwnFolder;
  beforeEach(async () => {
    own = await makeOwnFolder();
    await own.write({ "a b.txt": "a", "sub/c.txt": "c", ".git/config": "x" });
  });
  afterEach(async () => {
    await closeEditors();
    await own.remove();
  });

  const drop = async (...addresses: string[]) => {
    const { passages, problems } = await collectDropped(addresses, unlimited);
    return { texts: passages.map(({ kind, text }) => `${kind} ${text}`), problems };
  };

  it("takes files and folders of the workspace", async () => {
    const addresses = [own.at("a b.txt"), own.at("sub"), own.at("x/../sub/./c.txt")];
    assert.deepEqual(await drop(...addresses.map(String)), {
      texts: ["file a", "file c", "folder c.txt\n```plaintext\nc\n```"],
      problems: [],
    });
  });

  it("takes what the window of a remote workspace calls its files", async function () {
    if (vscode.env.remoteName === undefined) this.skip();
    const address = own.at("sub/c.txt").with({ scheme: "vscode-remote", authority: "host:1" });
    assert.deepEqual((await drop(address.toString())).texts, ["file c"]);
  });

  it("takes a document that is open in an editor", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "new" });
    assert.deepEqual((await drop(document.uri.toString())).texts, []);
    await vscode.window.showTextDocument(document);
    assert.deepEqual(await drop(document.uri.toString()), { texts: ["file new"], problems: [] });
  });

  it("takes no other place, however it is written", async () => {
    await symlink(tmpdir(), own.at("link").fsPath);
    const root = own.uri.toString();
    const outside = [
      "file:///etc/passwd",
      `${root}/../../../../../../etc/passwd`,
      `${root}/%2e%2e/%2E%2E/%2e%2e/%2e%2e/etc/passwd`,
      `${root}/..%2f..%2f..%2f..%2fetc%2fpasswd`,
      `${root}/..%5c..%5cpasswd`,
      `${root}/a%20b.txt%00`,
      root.replace("file://", "file://elsewhere"),
      root.replace("file:", "http:"),
      root.replace("file:", "untitled:"),
      "vscode-remote://x/etc/passwd",
      "/etc/passwd",
      "",
    ];
    for (const address of outside) {
      const { texts, problems } = await drop(address);
      assert.deepEqual(texts, [], address);
      assert.match(problems.join(), /^“[^\0]*” is outside of the workspace: use Attach › Files…/u);
    }
    assert.match(
      (await drop(...outside)).problems.join(),
      /^“passwd”, “passwd”, “passwd” and 9 others are outside/u,
    );
    for (const address of [`${root}/link/x.txt`, `${root}/link`, `${root}/gone.txt`]) {
      const { texts, problems } = await drop(address);
      assert.deepEqual(texts, [], address);
      assert.match(problems.join(), /is not there, or behind a link/u);
    }
    for (const address of [`${root}/.git/config`, `${root}/.git`]) {
      const { texts, problems } = await drop(address);
      assert.deepEqual(texts, [], address);
      assert.match(problems.join(), /never read/u);
    }
  });

  it("takes dropped texts under a name that is safe to show", () => {
    const { passages } = droppedText("a\n<b>x</b>\u0000.md", "བོད།");
    assert.equal(passages[0]?.name, "a x .md");
    assert.equal(passages[0].languageId, "markdown");
    assert.equal(passages[0].kind, "dropped");
    assert.equal(droppedText("", "x").passages[0]?.name, "Dropped text");
    assert.deepEqual(droppedText("a", " ").problems, ["“a” is empty."]);
    assert.equal(droppedText("རྒྱུ".repeat(200), "x").passages[0]?.name, `${"རྒྱུ".repeat(120)}…`);
  });
});
