import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";
import { canaryPassage } from "../canary.ts";
import { markVariable, needlesFor } from "../canary/needles.ts";
import {
  describeHits,
  keepSearch,
  readRecord,
  recordVariable,
  removeSearched,
} from "../canary/record.ts";
import { searchFolder, searchText, StreamSearch } from "../canary/search.ts";
import { runWatched } from "../canary/watchedRun.ts";

/** Not the mark of the run, which would be found where these tests put it. */
const mark = randomBytes(20).toString("hex");
const token = `sk-canary/${mark}+=`;

const written: Readonly<Record<string, (text: string) => string | Buffer>> = {
  plain: (text) => `2026-11-26 [trace] Bearer ${text}`,
  "UTF-16": (text) => Buffer.from(`x${text}`, "utf16le"),
  "UTF-16, big-endian": (text) => Buffer.from(`x${text}`, "utf16le").swap16(),
  "JSON in JSON": (text) => JSON.stringify(JSON.stringify({ headers: { a: text } })),
  "JSON of ASCII": (text) =>
    JSON.stringify(text).replace(
      /[^\x20-\x7e]/gu,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  "a URL": (text) => `http://x/?q=${encodeURIComponent(text)}`,
  "base64 at 0": (text) => Buffer.from(text).toString("base64"),
  "base64 at 1": (text) => Buffer.from(`x${text}yz`).toString("base64"),
  "base64 at 2": (text) => Buffer.from(`xy${text}z`).toString("base64url"),
  hex: (text) => Buffer.from(text).toString("hex"),
  "an inspected buffer": (text) => Buffer.from(text).toString("hex").replace(/../gu, "$& "),
};

describe("the search for the canary", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tibet-chat-canary-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function plant(path: string, content: string | Buffer): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }

  const placesOf = async (secret: "token" | "passage", mayHold?: (path: string) => boolean) => {
    const { hits } = await searchFolder(folder, mark, mayHold);
    return [...new Set(hits.filter((hit) => hit.secret === secret).map(({ place }) => place))];
  };

  for (const [form, write] of Object.entries(written)) {
    it(`finds the token and the passage as ${form}`, async () => {
      await plant("logs/sound.log", write("sk-canary/ and a passage 人人生而自由。"));
      assert.deepEqual((await searchFolder(folder, mark)).hits, []);
      await plant("a/token", write(token));
      await plant("passage", write(`> ${canaryPassage} <`));
      assert.deepEqual(await placesOf("token"), ["a/token"]);
      assert.deepEqual(await placesOf("passage"), ["passage"]);
    });
  }

  it("finds half a token, half a passage, and a name", async () => {
    await plant("first", `${token.slice(0, 32)}…`);
    await plant("second", `…${token.slice(28)}`);
    await plant("passage", canaryPassage.slice(0, 12));
    await plant(`of ${mark}/x`, "");
    assert.deepEqual((await placesOf("token")).sort(), ["a name", "first", "second"]);
    assert.deepEqual(await placesOf("passage"), ["passage"]);
  });

  it("finds it wherever a stream is cut, and tells its place without repeating it", () => {
    const bytes = Buffer.from(`before ${token} after`);
    const needles = needlesFor(mark, ["token"]);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const search = new StreamSearch("x", needles);
        const borders = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        borders.slice(1).forEach((end, index) => search.push(bytes.subarray(borders[index], end)));
        assert.equal(search.bytes, bytes.length);
        const [hit] = search.hits;
        assert.deepEqual(hit, { place: "x", secret: "token", form: "plain", offset: 17 });
        const told = describeHits([{ place: "process", name: "p", ...search.findings }]);
        assert.deepEqual(searchText(told.join("\n"), needles, "x").hits, []);
      }),
    );
  });

  it("reads big files to their end and across its own borders, hidden ones too", async () => {
    const size = 4 * 1024 * 1024;
    const content = Buffer.alloc(3 * size + 5, "x");
    content.write(mark.slice(0, 20), size - 7);
    await plant(".hidden/a", content);
    content.fill("x").write(mark.slice(20), content.length - 20);
    await plant("b", content);
    const { hits, bytes, files } = await searchFolder(folder, mark);
    assert.deepEqual(hits.map(({ place, offset }) => `${place} ${offset}`).sort(), [
      `.hidden/a ${size - 7}`,
      `b ${content.length - 20}`,
    ]);
    assert.deepEqual([files, bytes], [2, 2 * content.length]);
  });

  it("finds it in a database, in what is not yet in it, and split over pages", async () => {
    const database = new DatabaseSync(join(folder, "state.vscdb"));
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (text TEXT)");
    const insert = database.prepare("INSERT INTO t VALUES (?)");
    try {
      insert.run(token);
      assert.deepEqual(await placesOf("token"), ["state.vscdb-wal"]);
      database.exec(
        "PRAGMA secure_delete = ON; PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE",
      );
      let split = 0;
      // A value of this length goes on in other pages after some 1,900 bytes.
      for (let before = 1850; before < 1910; before += 5) {
        database.exec("DELETE FROM t");
        insert.run(`${"x".repeat(before)}${token}`.padEnd(6000, "y"));
        if (!(await readFile(join(folder, "state.vscdb"))).includes(mark)) split++;
        assert.deepEqual(await placesOf("token"), ["state.vscdb"], `${before}`);
      }
      assert.ok(split > 0, "no page's border was met");
    } finally {
      database.close();
    }
  });

  it("lets the passage be where it may be, and the token nowhere", async () => {
    await plant("history/db", `${canaryPassage} ${token}`);
    await plant("logs/a", canaryPassage);
    const mayHold = (path: string) => path.startsWith("history/");
    assert.deepEqual(await placesOf("passage", mayHold), ["logs/a"]);
    assert.deepEqual(await placesOf("token", mayHold), ["history/db"]);
  });

  it("follows no link out of the folder", async function () {
    if (process.platform === "win32") return this.skip();
    await plant("in/a", "x");
    await symlink(process.cwd(), join(folder, "in/out"));
    assert.equal((await searchFolder(folder, mark)).files, 1);
  });

  describe("in a run", () => {
    const replaced = [markVariable, recordVariable].map(
      (name) => [name, process.env[name]] as const,
    );
    beforeEach(() => {
      process.env[markVariable] = mark;
      process.env[recordVariable] = join(folder, "record");
    });
    afterEach(() => {
      for (const [name, value] of replaced) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    });

    it("keeps what it found in a folder that is gone then", async () => {
      await plant("profile/logs/a.log", `say ${token}`);
      await removeSearched("profile", join(folder, "profile"), () => false);
      await assert.rejects(stat(join(folder, "profile")));
      keepSearch({ place: "page", name: "p", files: 1, bytes: 1, hits: [] });
      const record = await readRecord();
      assert.deepEqual(
        record.map(({ place, files, bytes, hits }) => [place, files, bytes, hits.length]),
        [
          ["profile", 1, `say ${token}`.length, 2],
          ["page", 1, 1, 0],
        ],
      );
      assert.match(
        describeHits(record)[0] ?? "",
        /^profile .*the token as plain in logs\/a\.log, byte 14$/u,
      );
      assert.ok(!(await readFile(join(folder, "record"), "utf8")).includes(mark));
    });

    it("throws what it found where nothing is kept", async () => {
      Reflect.deleteProperty(process.env, recordVariable);
      await plant("profile/a", token);
      const removed = removeSearched("profile", join(folder, "profile"), () => false);
      await assert.rejects(removed, /the token as plain in a, byte 10/u);
      await assert.rejects(stat(join(folder, "profile")), "it is gone nevertheless");
    });

    it("searches all that a script and its children write", async function () {
      this.timeout(10_000);
      const child = `require("child_process").spawnSync(process.execPath, ["-e", "console.error(process.env.SAID)"], { stdio: "inherit" })`;
      for (const [said, places] of [
        ["nothing", []],
        [token, ["stderr"]],
      ] as const) {
        process.env["SAID"] = said;
        const write = process.stderr.write;
        process.stderr.write = () => true;
        try {
          const { hits, isSound, bytes } = await runWatched("-e", child);
          assert.ok(isSound && bytes >= said.length);
          assert.deepEqual([...new Set(hits.map(({ place }) => place))], places);
        } finally {
          process.stderr.write = write;
          delete process.env["SAID"];
        }
      }
    });
  });
});
