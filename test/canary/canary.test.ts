import assert from "node:assert/strict";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { packageExtension, readVsix } from "../workbench/packaged.ts";
import { repository } from "../workbench/places.ts";
import { canaryMark, needlesFor, type Secret } from "./needles.ts";
import { describeHits, readRecord, type Search, type SearchedPlace } from "./record.ts";
import { addUpFindings, searchFolder, searchText } from "./search.ts";

/**
 * What the run left behind, searched for its token and its passage when all suites have ended.
 *
 * The token is legitimately nowhere but in what is never on the disk: the environment and the
 * arguments of the tests' own processes, and in the browser's storage, where VS Code keeps its
 * secrets encrypted. So nothing is left out of the search for it.
 */
describe("the canary", () => {
  let searches: readonly Search[];
  before(async () => {
    searches = await readRecord();
  });

  const of = (...places: SearchedPlace[]) => searches.filter(({ place }) => places.includes(place));
  const report = (context: Mocha.Context, found: { files: number; bytes: number }) => {
    const megabytes = (found.bytes / 1e6).toFixed(1);
    context.runnable().title += ` (${found.files} files, ${megabytes} MB)`;
  };

  it("was looked for in everything that was started", async () => {
    const counted = Object.groupBy(searches, ({ place }) => place);
    const suites = await Array.fromAsync(glob("e2e/*.test.ts", { cwd: join(repository, "test") }));
    // A workbench for every file, and one for the tests inside the extension host.
    const workbenches = suites.length + 1;
    for (const place of ["profile", "page", "folder", "process"] as const) {
      const count = counted[place]?.length ?? 0;
      assert.ok(count >= workbenches, `${count} of ${workbenches}: ${place}`);
      assert.ok(addUpFindings(counted[place] ?? []).bytes > 0, place);
    }
    for (const { files, bytes, name } of counted.profile ?? []) {
      assert.ok(files >= 20 && bytes >= 10_000, `${name}: ${files} files, ${bytes} bytes`);
    }
  });

  const places = {
    "settings, state, logs, history and backups of every profile": ["profile"],
    "the folders that the tests wrote into": ["folder"],
    "what the processes wrote": ["process"],
    "what the pages showed, logged and kept": ["page"],
  } as const satisfies Record<string, readonly SearchedPlace[]>;
  for (const [name, [place]] of Object.entries(places)) {
    it(`is not in ${name}`, function () {
      report(this, addUpFindings(of(place)));
      assert.deepEqual(describeHits(of(place), "token"), []);
    });
  }

  it("has left its passage only where it belongs", () => {
    assert.deepEqual(describeHits(of("profile", "folder", "process", "page"), "passage"), []);
  });

  it("is not in what is built and packaged", async function () {
    const mark = canaryMark();
    assert.ok(mark !== undefined);
    const secrets: Secret[] = ["token", "passage"];
    const packed = await readVsix(await packageExtension());
    assert.ok(packed.has("extension/dist/extension.js"));
    const found = addUpFindings([
      await searchFolder(join(repository, "dist"), mark),
      ...[...packed].map(([name, content]) => searchText(content, needlesFor(mark, secrets), name)),
    ]);
    report(this, found);
    assert.deepEqual(found.hits, []);
  });
});
