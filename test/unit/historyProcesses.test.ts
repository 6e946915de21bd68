import assert from "node:assert/strict";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, it } from "mocha";
import { fileURLToPath } from "node:url";
import { HistoryFolder, until } from "./historyFolder.ts";

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

describe("history and processes", function () {
  this.timeout(60_000);

  let folder: HistoryFolder;
  const children: Child[] = [];
  beforeEach(async () => {
    folder = await HistoryFolder.create();
    folder.time = Date.now();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await folder.dispose();
  });

  function start(...args: string[]): Child {
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
    children.push(child);
    return child;
  }

  const script = (name: string) => fileURLToPath(new URL(`../history/${name}`, import.meta.url));

  /** Lets windows open and write at the same moment; resolves once all have ended. */
  async function writeAtOnce(count: number, ...names: string[]): Promise<void> {
    const writers = names.map((name) => start(script("writer.ts"), folder.path, name, `${count}`));
    await Promise.all(writers.map((writer) => once(writer.stdout, "data")));
    const ends = writers.map(async (writer) => {
      const errors = await text(writer.stderr);
      if (writer.exitCode === null) await once(writer, "exit");
      assert.equal(writer.exitCode, 0, errors);
    });
    for (const writer of writers) writer.stdin.write("\n");
    await Promise.all(ends);
  }

  it("loses nothing where two windows write 200 conversations at once", async () => {
    await writeAtOnce(200, "one", "two");
    const store = await folder.open();
    assert.equal(store.list(1_000).length, 401);
    const shared = store.load("shared")?.messages.map(({ id }) => id) ?? [];
    for (const name of ["one", "two"]) {
      const own = Array.from({ length: 200 }, (_, index) => `${name}-${index}`);
      for (const id of own) {
        const texts = store.load(id)?.messages.map(({ text }) => text);
        assert.deepEqual(texts, [`question of ${id}`, `answer to ${id}, whole`]);
      }
      const order = shared.filter((id) => id.startsWith(name));
      assert.deepEqual(
        order,
        own.map((id) => `${id}-shared`),
      );
    }
    assert.equal(shared.length, 400);
    assert.equal(store.search("answer to two-199,", 10).length, 1);
    assert.equal(store.search(", whole", 1_000).length, 400);
  });

  it("opens a new history in several windows at the same moment", async () => {
    await writeAtOnce(1, "a", "b", "c", "d");
    assert.equal((await folder.open()).list(10).length, 5);
  });

  it("sets a damaged history aside once, whichever window is first", async () => {
    await mkdir(folder.path);
    await writeFile(folder.file, "garbage ".repeat(5_000));
    await writeAtOnce(5, "a", "b", "c", "d");
    assert.equal((await folder.open()).list(100).length, 21);
    const files = await readdir(folder.path);
    assert.equal(files.filter((name) => name.includes("damaged")).length, 1);
  });

  it("has every finished checkpoint of a killed window, and nobody writing after 10 s", async () => {
    const child = start(script("streamer.ts"), folder.path);
    let saved = 0;
    createInterface(child.stdout).on("line", (line) => (saved = Number(line)));
    await until(() => saved > 100_000);
    const exited = once(child, "close");
    child.kill("SIGKILL");
    assert.deepEqual(await exited, [null, "SIGKILL"]);

    folder.time = Date.now();
    const store = await folder.open();
    const last = store.load("c")?.messages.at(-1);
    assert.ok(last && last.text.length >= saved, `${last?.text.length} of ${saved}`);
    assert.equal(last.text.replaceAll("正在写的回答 ", ""), "");
    assert.equal("outcome" in last, false);
    assert.equal(store.search("写的回", 10)[0]?.message, "r.0");
    assert.equal(store.search("whole answer", 10)[0]?.message, "before.0");
    assert.equal(folder.raw().prepare("PRAGMA integrity_check").get()?.["integrity_check"], "ok");
    assert.equal(store.isBeingWritten("c"), true);
    folder.time += 10_000;
    assert.equal(store.isBeingWritten("c"), false);
  });

  it("says so where Node has no SQLite", async () => {
    const code = `
      import { openStore } from "./src/history/openStore.ts";
      import { StoreError } from "./src/core/conversation/conversationStore.ts";
      await openStore(process.argv[1]).catch((error) => {
        console.log(error instanceof StoreError, error.problem);
      });`;
    const child = start("--no-experimental-sqlite", "--input-type=module", "-e", code, folder.path);
    assert.equal(await text(child.stdout), "true other\n", await text(child.stderr));
  });
});
