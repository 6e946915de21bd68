import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import * as vscode from "vscode";
import type { Batches } from "../../src/host/batch/batches.ts";
import { sourcesOf } from "../../src/host/batch/sources.ts";
import { direct, release } from "./heldReply.ts";
import {
  asked,
  beside,
  byFile,
  forgetAsked,
  makeBatch,
  ownBatches,
  surveyOf,
  untilEnded,
} from "./ownBatch.ts";
import { closeEditors, makeOwnFolder, unlimited, type OwnFolder } from "./ownFolder.ts";

const reply = "第一行\n第二行";

/** “人人生而自由。” and “人人生而自由，在尊嚴和權利上一律平等。”, with a line end each. */
const gb18030 = Buffer.from("c8cbc8cbc9fab6f8d7d4d3c9a1a30a", "hex");
const big5 = Buffer.from(
  "a448a448a5cda6d3a6dba5d1a141a662b44cc459a94dc576a751a457a440abdfa5adb5a5a1430d0a",
  "hex",
);

describe("batches", () => {
  let own: OwnFolder;
  let batches: Batches;
  before(async () => {
    batches = await ownBatches();
  });
  beforeEach(async () => {
    own = await makeOwnFolder();
    await direct({ reply });
    await forgetAsked();
  });
  afterEach(async () => {
    await direct({ reply });
    await closeEditors();
    await own.remove();
  });

  const read = (path: string) => readFile(own.at(path).fsPath);
  const uris = (...names: string[]) => names.map((name) => own.at(name));

  it("keeps encodings, byte order marks and line ends, and says why it skips a file", async () => {
    await own.write({
      "gb.txt": gb18030,
      "big5.txt": big5,
      "bom.md": "\uFEFFOne.\r\nTwo.\r\n",
      "utf16.txt": Buffer.from("\uFEFFOne.\n", "utf16le"),
      "plain.txt": "བོད།",
      "image.png": "x",
      "zeros.txt": Uint8Array.of(1, 0, 0, 2),
      "empty.txt": " \n",
      "large.txt": "x".repeat(10_000_001),
      "none.txt": Uint8Array.of(0x61, 0xff, 0x0a),
      "bytes.txt": Uint8Array.from({ length: 256 }, (_, byte) => byte),
    });
    const { files } = await sourcesOf([own.uri], unlimited);
    const survey = await surveyOf(files, beside);
    const reasons = survey.items.map(({ uri, state, remark }) => [
      uri.split("/").at(-1),
      state === "waiting" ? state : remark,
    ]);
    assert.deepEqual(Object.fromEntries(reasons), {
      "big5.txt": "waiting",
      "bom.md": "waiting",
      "bytes.txt": "binary",
      "empty.txt": "empty",
      "gb.txt": "waiting",
      "image.png": "binary",
      "large.txt": "too large (10.0 MB, the most is 10.0 MB)",
      "none.txt": "in an unknown encoding",
      "plain.txt": "waiting",
      "utf16.txt": "waiting",
      "zeros.txt": "binary",
    });
    assert.equal((await asked()).length, 0, "nothing is sent before the start");
    const run = await makeBatch(batches, survey);
    await batches.start(run.batch.id);
    await untilEnded(run);
    assert.equal((await asked()).length, 5);
    const texts = JSON.stringify((await asked()).map(({ body }) => body));
    assert.ok(texts.includes("人人生而自由。"), "GB18030 was read");
    assert.ok(texts.includes("在尊嚴和權利上"), "Big5 was read");
    const gbReply = new TextDecoder("gb18030").decode(await read("gb.zh.txt"));
    assert.equal(gbReply, "第一行\n第二行\n");
    const big5Reply = new TextDecoder("big5").decode(await read("big5.zh.txt"));
    assert.equal(big5Reply, "第一行\r\n第二行\r\n");
    assert.equal((await read("big5.zh.txt")).length, 16);
    assert.deepEqual(await read("bom.zh.md"), Buffer.from("\uFEFF第一行\r\n第二行\r\n"));
    assert.deepEqual(await read("utf16.zh.txt"), Buffer.from("\uFEFF第一行\n第二行\n", "utf16le"));
    assert.deepEqual(await read("plain.zh.txt"), Buffer.from(reply));
    assert.deepEqual(
      run.items.map(({ state }) => state).sort(),
      [..."skipped ".repeat(6).trim().split(" "), ..."done ".repeat(5).trim().split(" ")].sort(),
    );
  });

  it("writes UTF-8 where the source's encoding has not all characters, and says so", async () => {
    await own.write({ "big5.txt": big5, "gb.txt": gb18030 });
    await direct({ reply: "བོད་ཡིག" });
    const run = await makeBatch(batches, await surveyOf(uris("big5.txt", "gb.txt"), beside));
    await batches.start(run.batch.id);
    await untilEnded(run);
    const items = byFile(run.items);
    assert.deepEqual(await read("big5.zh.txt"), Buffer.from("བོད་ཡིག\r\n"));
    assert.match(items["big5.txt"]?.remark ?? "", /UTF-8: Big5/u);
    const gb = new TextDecoder("gb18030").decode(await read("gb.zh.txt"));
    assert.equal(gb, "བོད་ཡིག\n");
    assert.equal(items["gb.txt"]?.remark, undefined);
  });

  it("overwrites nothing that the person did not agree to, and writes nothing that steers", async () => {
    await own.write({
      "a.txt": "a",
      "a.zh.txt": "mine",
      "b.txt": "b",
      "b.zh.txt": "mine",
      ".vscode/c.txt": "c",
    });
    const survey = await surveyOf(uris("a.txt", "b.txt", ".vscode/c.txt"), beside);
    await batches.files.allowOverwrite(survey.batch.id, [own.at("b.zh.txt").toString()]);
    const run = await makeBatch(batches, survey);
    await batches.start(run.batch.id);
    await untilEnded(run);
    const items = byFile(run.items);
    assert.equal(String(await read("a.zh.txt")), "mine");
    assert.equal(String(await read("a.zh (2).txt")), reply);
    assert.equal(items["a.txt"]?.output, own.at("a.zh (2).txt").toString());
    assert.match(items["a.txt"].remark ?? "", /there already/u);
    assert.equal(String(await read("b.zh.txt")), reply);
    assert.equal(items["c.txt"]?.state, "failed");
    assert.match(items["c.txt"].remark ?? "", /steers/u);
    assert.deepEqual(await readdir(own.at(".vscode").fsPath), ["c.txt"]);
    const left = (await readdir(own.uri.fsPath)).filter((name) => name.startsWith("."));
    assert.deepEqual(left, [".vscode"]);
  });

  it("writes into a folder with the folders between, and takes its own answers for no sources", async () => {
    await own.write({ "in/a.txt": "a", "in/deep/b.txt": "b", "in/a.zh.txt": "answer" });
    const folder = own.at("out").toString();
    const output = { kind: "folder", folder, suffix: "zh" } as const;
    const run = await makeBatch(batches, await surveyOf(uris("in/a.txt", "in/deep/b.txt"), output));
    await batches.start(run.batch.id);
    await untilEnded(run);
    assert.equal(String(await read("out/a.zh.txt")), reply);
    assert.equal(String(await read("out/deep/b.zh.txt")), reply);
    const again = await surveyOf(uris("in/a.txt", "in/a.zh.txt"), beside);
    assert.equal(byFile(again.items)["a.zh.txt"]?.state, "skipped");
    const written = () => batches.written();
    const later = await surveyOf(uris("in/a.txt", "out/a.zh.txt"), beside, written);
    assert.equal(byFile(later.items)["a.zh.txt"]?.remark, "an answer of an earlier batch");
    const chosen = await surveyOf(uris("out/a.zh.txt", "out/deep/b.zh.txt"), beside, written);
    assert.ok(chosen.items.every(({ state }) => state === "waiting"));
  });

  it("lists files as people count, without the folder of its own templates", async () => {
    await own.write({ "f10.txt": "x", "f2.txt": "x", ".tibet-chat/prompts/own.prompt.md": "x" });
    const { files } = await sourcesOf([own.uri], unlimited);
    assert.deepEqual(
      files.map(({ path }) => path.split("/").at(-1)),
      ["f2.txt", "f10.txt"],
    );
  });

  it("goes on after it was stopped, and asks nothing twice that was answered", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${100 + index}.txt`);
    await own.write(Object.fromEntries(names.map((name) => [name, `Text ${name}.`])));
    await direct({ reply, waitFor: "held" });
    const run = await makeBatch(batches, await surveyOf(uris(...names), beside));
    await batches.start(run.batch.id);
    await release("held");
    await new Promise<void>((resolve) => {
      const unsubscribe = run.subscribe((event) => {
        if (event.type !== "item" || event.item.state !== "done") return;
        unsubscribe();
        resolve();
      });
    });
    await run.stop();
    const before = run.items.filter(({ state }) => state === "done");
    assert.ok(before.length > 0);
    await batches.start(run.batch.id);
    await untilEnded(run);
    assert.ok(run.items.every(({ state }) => state === "done"));
    const written = (await readdir(own.uri.fsPath)).filter((name) => name.endsWith(".zh.txt"));
    assert.equal(written.length, 20);
    const bodies = (await asked()).map(({ body }) => JSON.stringify(body));
    assert.equal(new Set(bodies).size, 20);
    for (const { uri } of before) {
      const text = `Text ${uri.split("/").at(-1) ?? ""}.`;
      assert.equal(bodies.filter((body) => body.includes(text)).length, 1, text);
    }
  });

  it("takes answers into the files through the preview, in their encodings", async () => {
    await own.write({
      "a.md": "One.\n",
      "gb.txt": gb18030,
      "big5.txt": big5,
      "changed.md": "One.\n",
    });
    await direct({ reply: "第一行" });
    const survey = await surveyOf(uris("a.md", "gb.txt", "big5.txt", "changed.md"), {
      kind: "edits",
    });
    const run = await makeBatch(batches, survey);
    await batches.start(run.batch.id);
    await untilEnded(run);
    assert.ok(run.items.every(({ state }) => state === "answered"));
    assert.equal(String(await read("a.md")), "One.\n", "nothing is written before the preview");
    await own.write({ "changed.md": "Something else.\n" });
    const applied = batches.applyEdits(run.batch.id);
    await applyPreview(applied);
    await vscode.workspace.saveAll();
    assert.equal(String(await read("a.md")), "第一行\n");
    assert.deepEqual(await read("gb.txt"), Buffer.from("b5dad2bbd0d00a", "hex"));
    assert.deepEqual(await read("big5.txt"), Buffer.from("b2c4a440a6e60d0a", "hex"));
    assert.equal(String(await read("changed.md")), "Something else.\n");
    const states = Object.entries(byFile(run.items)).map(([name, item]) => [name, item?.state]);
    assert.deepEqual(Object.fromEntries(states), {
      "a.md": "done",
      "gb.txt": "done",
      "big5.txt": "done",
      "changed.md": "failed",
    });
    // Back at the text that was asked about, its answer is there still.
    const [changed] = uris("changed.md");
    assert.ok(changed);
    const back = new vscode.WorkspaceEdit();
    back.replace(changed, new vscode.Range(0, 0, 1, 0), "One.\n");
    assert.ok(await vscode.workspace.applyEdit(back));
    await applyPreview(batches.applyEdits(run.batch.id));
    const document = await vscode.workspace.openTextDocument(changed);
    assert.equal(document.getText(), "第一行\n");
  });
});

/** Confirms the preview as soon as it is there. */
async function applyPreview(applied: Promise<void>): Promise<void> {
  const over = applied.then(() => true);
  const soon = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 50));
  do await vscode.commands.executeCommand("refactorPreview.apply");
  while (!(await Promise.race([over, soon()])));
}
