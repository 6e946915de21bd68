import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as sqlite from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { ConversationStore } from "../../src/core/conversation/conversationStore.ts";
import { openDatabase } from "../../src/history/connection.ts";
import { identityOf, setAside } from "../../src/history/setAside.ts";
import { SqliteStore } from "../../src/history/sqliteStore.ts";
import { converse, HistoryFolder } from "./historyFolder.ts";

describe("opening the history", () => {
  let folder: HistoryFolder;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
  });
  afterEach(() => folder.dispose());

  /** A history that was closed properly. */
  async function fill(conversations = 50): Promise<void> {
    const store = await folder.open();
    for (let count = 0; count < conversations; count++)
      converse(store, `c${count}`, "学习".repeat(50));
    folder.closeAll();
  }

  /** Opens a damaged history: what is there must stand aside unchanged, and work go on. */
  async function assertSetAside(): Promise<string> {
    const before = readFileSync(folder.file);
    const { store, problem } = await folder.tryOpen();
    assert.equal(problem?.problem, "corrupt");
    const aside = problem.setAside ?? "";
    assert.equal(dirname(aside), folder.path);
    assert.match(aside, /conversations-2023-11-14T22-13-20\.000Z(?:-\d)?\.damaged\.db$/u);
    assert.deepEqual(readFileSync(aside), before);
    assert.deepEqual(store.list(10), []);
    converse(store, "fresh", "what is said from now on");
    folder.closeAll();
    assert.equal((await folder.open()).list(10)[0]?.id, "fresh");
    folder.closeAll();
    return aside;
  }

  /** The store must work, and leave nothing on the disk. */
  function assertInMemory(store: ConversationStore): void {
    converse(store, "in-memory", "said in between");
    assert.equal(store.search("in between", 10)[0]?.id, "in-memory");
    store.remove("in-memory");
    assert.deepEqual(store.list(10), []);
  }

  it("makes the folder and keeps what is saved", async () => {
    await fill(1);
    assert.deepEqual(readdirSync(folder.path), ["conversations.db"]);
    assert.equal((await folder.open()).load("c0")?.messages.length, 2);
  });

  it("sets a file aside that is no database", async () => {
    mkdirSync(folder.path);
    await writeFile(folder.file, "These are notes, ".repeat(1_000));
    const first = await assertSetAside();
    await rm(folder.file);
    await writeFile(folder.file, "too short");
    assert.notEqual(await assertSetAside(), first);
  });

  it("sets a truncated file aside, however little is missing", async () => {
    for (const lost of [1, 3_000, 4_096, 40_000]) {
      await fill();
      truncateSync(folder.file, readFileSync(folder.file).length - lost);
      await assertSetAside();
    }
  });

  it("sets a file aside whose first page is damaged", async () => {
    await fill();
    const bytes = readFileSync(folder.file);
    await writeFile(folder.file, bytes.fill(0x5a, 100, 4_000));
    await assertSetAside();
  });

  it("sets a file aside that lacks a table", async () => {
    await fill();
    const raw = folder.raw();
    raw.exec("DROP TABLE messages");
    raw.close();
    await assertSetAside();
  });

  it("sets a file aside only while no other window does, and only that file", async () => {
    mkdirSync(folder.path);
    await writeFile(folder.file, "garbage ".repeat(1_000));
    const identity = identityOf(folder.file);
    assert.ok(identity);
    assert.equal(await setAside(folder.file, identity + 1, folder.time), undefined);
    assert.deepEqual(readdirSync(folder.path), ["conversations.db"]);
    const claim = `${folder.file}-claim`;
    await writeFile(claim, "");
    let isOpen = false;
    const opening = folder.tryOpen().then(() => (isOpen = true));
    // Far more steps than it would take without the claim.
    for (let step = 0; step < 200; step++) await stat(claim);
    assert.equal(isOpen, false);
    assert.equal(identityOf(folder.file), identity);
    await rm(claim);
    await opening;
    assert.notEqual(identityOf(folder.file), identity);
    folder.closeAll();
    // What a killed window claimed is free again after a while.
    await writeFile(folder.file, "garbage ".repeat(1_000));
    await writeFile(claim, "");
    await utimes(claim, 1, 1);
    assert.equal((await folder.tryOpen()).problem?.problem, "corrupt");
    assert.equal(existsSync(claim), false);
  });

  it("recovers what a crash left in the log", async () => {
    const store = await folder.open();
    converse(store, "c", "just said");
    cpSync(folder.path, `${folder.path}-copy`, { recursive: true });
    folder.closeAll();
    await rm(folder.path, { recursive: true });
    cpSync(`${folder.path}-copy`, folder.path, { recursive: true });
    assert.ok(readFileSync(`${folder.file}-wal`).length > 0);
    assert.equal((await folder.open()).load("c")?.messages.length, 2);
  });

  it("keeps the log of an emptied file", async () => {
    const store = await folder.open();
    converse(store, "c", "just said");
    const log = readFileSync(`${folder.file}-wal`);
    folder.closeAll();
    await writeFile(folder.file, "");
    await writeFile(`${folder.file}-wal`, log);
    const aside = await assertSetAside();
    assert.deepEqual(readFileSync(`${aside}-wal`), log);
  });

  it("takes an empty file for a new one", async () => {
    mkdirSync(folder.path);
    await writeFile(folder.file, "");
    converse(await folder.open(), "c", "?");
  });

  it("leaves a newer version's file untouched and works in memory", async () => {
    await fill();
    const raw = folder.raw();
    raw.exec("PRAGMA user_version = 1000");
    raw.close();
    const before = readFileSync(folder.file);
    const { store, problem } = await folder.tryOpen();
    assert.deepEqual(problem, { problem: "newer" });
    assertInMemory(store);
    folder.closeAll();
    assert.deepEqual(readFileSync(folder.file), before);
    assert.deepEqual(readdirSync(folder.path), ["conversations.db"]);
  });

  it("leaves the log of a newer version's file untouched too", async () => {
    await fill();
    const raw = folder.raw();
    raw.exec("PRAGMA user_version = 1000; PRAGMA wal_checkpoint; DELETE FROM conversations");
    const logged = [folder.file, `${folder.file}-wal`].map((path) => readFileSync(path));
    raw.close();
    const paths = [folder.file, `${folder.file}-wal`] as const;
    for (const [at, path] of paths.entries()) await writeFile(path, logged[at] ?? "");
    assert.deepEqual((await folder.tryOpen()).problem, { problem: "newer" });
    folder.closeAll();
    assert.deepEqual(
      paths.map((path) => readFileSync(path)),
      logged,
    );
  });

  it("notices a newer version that is still in the log", async () => {
    await fill();
    const raw = folder.raw();
    raw.exec("PRAGMA user_version = 1000");
    const { store, problem } = await folder.tryOpen();
    assert.deepEqual(problem, { problem: "newer" });
    assertInMemory(store);
  });

  it("works in memory where the folder cannot be made or written to", async () => {
    await writeFile(folder.path, "a file in the folder's place");
    const { store, problem } = await folder.tryOpen();
    assert.deepEqual(problem, { problem: "readOnly" });
    assertInMemory(store);
    await rm(folder.path);
    mkdirSync(folder.file, { recursive: true });
    const second = await folder.tryOpen();
    assert.deepEqual(second.problem, { problem: "readOnly" });
    assertInMemory(second.store);
    assert.ok(existsSync(folder.file));
  });

  it("says that the disk is full and keeps all that it kept before", async () => {
    await fill(1);
    const database = openDatabase(sqlite, folder.file);
    // What SQLite meets here is what it meets where the disk has no page left.
    database.exec("PRAGMA max_page_count = 60");
    const store = new SqliteStore(database, () => folder.time);
    let kept = 0;
    const keep = () => {
      for (;;) converse(store, `full-${kept}`, "x", `${"说".repeat(500)} ${kept++}`);
    };
    assert.throws(keep, { problem: "full" });
    assert.ok(kept > 5);
    assert.equal(store.list(1_000).length, kept);
    assert.throws(() => store.rename("c0", "x".repeat(20_000)), { problem: "full" });
    assert.equal(store.load("c0")?.title, "about c0");
    store.close();
    const reopened = await folder.open();
    assert.equal(reopened.list(1_000).length, kept);
    converse(reopened, `full-${kept}`, "there is room again");
  });

  it("says so where another process holds the file for too long", async () => {
    await fill(1);
    const store = new SqliteStore(openDatabase(sqlite, folder.file, 50), () => folder.time);
    const other = folder.raw();
    other.exec("BEGIN IMMEDIATE");
    assert.throws(() => store.saveDraft("c0", { text: "x", passages: [] }), { problem: "busy" });
    assert.equal(store.load("c0")?.messages.length, 2);
    other.exec("COMMIT");
    store.saveDraft("c0", { text: "x", passages: [] });
    store.close();
  });

  it("tells what is wrong in the system's words, not in those of a person", async () => {
    await fill(1);
    const store = await folder.open();
    folder.raw().exec("DROP TABLE search");
    assert.throws(
      () => store.search("private words", 1),
      (error: Error) => {
        assert.equal(error.message, "SQL logic error (1)");
        return true;
      },
    );
  });
});
