import assert from "node:assert/strict";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BatchOutput } from "../../src/core/batch/batch.ts";
import { writeProblem } from "../../src/host/editor/writeProblem.ts";
import { ask, direct, panelChat, tidyUp } from "./heldReply.ts";
import {
  asked,
  byFile,
  forgetAsked,
  makeBatch,
  ownBatches,
  surveyOf,
  untilEnded,
} from "./ownBatch.ts";
import { makeOwnFolder, type OwnFolder } from "./ownFolder.ts";

const settings = '{ "task.allowAutomaticTasks": "on" }\n';
const steering = [
  ".vscode/settings.json",
  ".vscode/tasks.json",
  ".vscode/launch.json",
  ".git/hooks/pre-commit",
  ".GIT/config",
  "team.code-workspace",
  ".tibet-chat/prompts/translate.md",
];

describe("files that steer", () => {
  let own: OwnFolder;
  beforeEach(async () => {
    own = await makeOwnFolder();
    await panelChat();
    await direct({ reply: settings });
    await forgetAsked();
  });
  afterEach(async () => {
    await tidyUp();
    await own.remove();
  });

  const path = (name: string) => join(own.uri.fsPath, name);

  for (const name of steering) {
    it(`take no reply, and nothing is asked for one: ${name}`, async () => {
      await own.write({ [name]: "{}\n" });
      const editor = await vscode.window.showTextDocument(own.at(name), { preview: false });
      editor.selection = new vscode.Selection(0, 0, 0, 2);
      for (const target of ["insert", "replace", "preview"] as const) await ask(target);
      assert.equal(editor.document.getText(), "{}\n");
      assert.deepEqual(await asked(), []);
    });
  }

  it("take none through a link, to the file or to its folder, there already or not", async function () {
    if (process.platform === "win32") return this.skip();
    await own.write({ ".vscode/tasks.json": "{}\n", ".git/HEAD": "x", "plain.md": "x" });
    await symlink(path(".vscode/tasks.json"), path("notes.md"));
    await symlink(".vscode", path("texts"));
    await symlink(path(".git/hooks/post-checkout"), path("later.md"));
    await symlink("later.md", path("latest.md"));
    await symlink("plain.md", path("same.md"));
    for (const name of ["notes.md", "texts/tasks.json", "texts/new.md", "later.md", "latest.md"]) {
      const problem = (await writeProblem(own.at(name))) ?? "none";
      assert.match(problem, /steers VS Code or git: a reply is never put there\.$/u, name);
    }
    for (const name of ["plain.md", "same.md", "new.md"]) {
      assert.equal(await writeProblem(own.at(name)), undefined, name);
    }
  });

  it("take none through a path with dots", async () => {
    await own.write({ "a.md": "x" });
    for (const name of ["x/../.git/config", ".vscode/../.vscode/settings.json", "x/.git./config"]) {
      const uri = own.uri.with({ path: `${own.uri.path}/${name}` });
      assert.match((await writeProblem(uri)) ?? "", /steers/u, name);
    }
  });

  async function batch(output: BatchOutput, ...names: string[]) {
    const batches = await ownBatches();
    const run = await makeBatch(batches, await surveyOf(names.map(own.at), output));
    await batches.start(run.batch.id);
    await untilEnded(run);
    return byFile(run.items);
  }

  it("are no outputs of a batch, wherever that is to go", async () => {
    await own.write({ "in/settings.json": "a", "in/deep/tasks.json": "b" });
    for (const folder of [".vscode", ".git/hooks", ".tibet-chat/prompts", ".VSCODE"]) {
      const output = { kind: "folder", folder: own.at(folder).toString(), suffix: "zh" } as const;
      const items = await batch(output, "in/settings.json", "in/deep/tasks.json");
      for (const item of Object.values(items)) {
        assert.equal(item?.state, "failed", folder);
        assert.match(item.remark ?? "", /steers/u);
      }
    }
    assert.deepEqual(await readdir(own.uri.fsPath), ["in"]);
  });

  it("are not reached by a batch through links in the chosen folder, nor is what is outside", async function () {
    if (process.platform === "win32") return this.skip();
    await own.write({ "in/a/x.txt": "x", "in/b/y.txt": "y", "in/c/z.txt": "z", "away/w.txt": "w" });
    await mkdir(path("out"));
    await symlink(path("away"), path("out/a"));
    await symlink(path("nowhere"), path("out/b"));
    await mkdir(path("out/c"));
    await symlink(path("nowhere.txt"), path("out/c/z.zh.txt"));
    const output = { kind: "folder", folder: own.at("out").toString(), suffix: "zh" } as const;
    const items = await batch(output, "in/a/x.txt", "in/b/y.txt", "in/c/z.txt");
    assert.match(items["x.txt"]?.remark ?? "", /out\/a” is a link: the answer could leave/u);
    assert.match(items["y.txt"]?.remark ?? "", /out\/b” is a link/u);
    assert.equal(items["z.txt"]?.output, own.at("out/c/z.zh (2).txt").toString());
    assert.deepEqual(await readdir(path("away")), ["w.txt"]);
    assert.deepEqual((await readdir(own.uri.fsPath)).sort(), ["away", "in", "out"]);
  });

  it("do not come of a source's name, and an answer says what it hides", async function () {
    if (process.platform === "win32") return this.skip();
    const hidden = "Plain\u{E0041}\u{E0042} text\u202E.";
    await direct({ reply: hidden });
    const names = ["..x.txt", "a\u202Egnp.txt", "c .vscode.txt"];
    for (const name of names) await writeFile(path(name), name);
    const items = await batch({ kind: "beside", suffix: "zh" }, ...names);
    const outputs = Object.values(items).map((item) => item?.output ?? item?.remark ?? "");
    const written = outputs.map((output) => vscode.Uri.parse(output).path.split("/").at(-1) ?? "");
    assert.deepEqual(written.sort(), ["..x.zh.txt", "agnp.zh.txt", "c .vscode.zh.txt"]);
    for (const name of written) assert.equal(await readFile(path(name), "utf8"), hidden);
    for (const item of Object.values(items)) {
      assert.equal(item?.remark, "Hidden in it: 1 × direction mark, 2 × tag character.");
    }
  });
});
