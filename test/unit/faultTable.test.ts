import assert from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { loadedTitles, writtenTitles, type TestTitles } from "../testTitles.ts";

/** What must be in the table: all that was thought of that can go wrong, by where it does. */
const wanted = Object.entries({
  wire: [
    "refused",
    "tls",
    "scheme",
    "401",
    "404",
    "tooLong",
    "429",
    "5xx",
    "slow",
    "stall",
    "reset",
    "end",
    "badFrame",
    "utf8Cuts",
    "badUtf8",
    "done",
    "length",
    "chunks",
    "line",
    "endless",
    "bomb",
    "json",
    "html",
    "empty",
    "errorFrame",
    "choices",
    "redirect",
    "stop",
  ],
  editor: [
    "typing",
    "placeDeleted",
    "undo",
    "closed",
    "readOnly",
    "fileDeleted",
    "encoding",
    "large",
    "thinking",
    "incomplete",
    "killed",
    "windows",
    "damaged",
    "newer",
    "diskFull",
    "noPermission",
    "noKeyring",
    "tokenChanged",
    "settingChanged",
  ],
  attack: [
    "settings",
    "origin",
    "fetch",
    "script",
    "link",
    "edits",
    "hidden",
    "hiddenReply",
    "messages",
    "tokenLineBreak",
    "tokenSettings",
    "canary",
    "nesting",
    "proto",
  ],
}).flatMap(([place, names]) => names.map((name) => `${place}/${name}`));

const root = join(import.meta.dirname, "..");

interface Row {
  readonly id: string;
  /** `file › full title`, as written. */
  readonly tests: readonly string[];
}

/** The rows of the table; a line without an id has a further test of the row above. */
function readRows(markdown: string): Row[] {
  const rows: { id: string; tests: string[] }[] = [];
  for (const line of markdown.split("\n")) {
    const cells = line.split(/(?<!\\)\|/u).map((cell) => cell.trim());
    if (cells.length !== 6) continue;
    const [, id = "", , , test = ""] = cells;
    const isRow = /^`[a-z]+\/\w+`$/iu.test(id);
    if (isRow) rows.push({ id: id.replaceAll("`", ""), tests: [] });
    else if (id !== "" || rows.length === 0) continue;
    if (test.includes(" › ")) rows.at(-1)?.tests.push(test.replaceAll("\\|", "|"));
  }
  return rows;
}

/** `…` on either side stands for any text. */
function fits(title: string, actual: string): boolean {
  return patternOf(title).test(actual) || patternOf(actual).test(title);
}

function patternOf(title: string): RegExp {
  const literal = title.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
  return new RegExp(`^${literal.replaceAll("…", ".+")}$`, "u");
}

describe("the table of faults", () => {
  let rows: readonly Row[];
  /** Files and titles that the rows name. */
  let named: readonly (readonly [file: string, title: string])[];
  let titles: TestTitles;
  before(async function () {
    this.timeout(60_000);
    rows = readRows(await readFile(join(root, "README.md"), "utf8"));
    named = rows.flatMap(({ tests }) =>
      tests.map((test) => {
        const [file = "", ...title] = test.split(" › ");
        return [file, title.join(" › ")] as const;
      }),
    );
    const files = [...new Set(named.map(([file]) => file))];
    const [there, gone] = await parted(files);
    assert.deepEqual(gone, [], "files that are not there");
    const host = there.filter((file) => file.startsWith("host/"));
    const loaded = await loadedTitles(there.filter((file) => !host.includes(file)));
    const written = await Promise.all(
      host.map(async (file) => [file, await writtenTitles(file)] as const),
    );
    titles = new Map([...loaded, ...written]);
  });

  it("has every row, once, and no other", () => {
    assert.deepEqual(rows.map(({ id }) => id).sort(), [...wanted].sort());
  });

  it("names a test of each row", () => {
    const without = rows.filter(({ tests }) => tests.length === 0);
    assert.deepEqual(
      without.map(({ id }) => id),
      [],
    );
  });

  it("names only tests that there are", () => {
    const unknown = named.filter(([file, title]) => {
      return titles.get(file)?.some((actual) => fits(title, actual)) !== true;
    });
    assert.deepEqual(unknown, []);
  });
});

/** Files that are there, and those that are not. */
async function parted(files: readonly string[]): Promise<[string[], string[]]> {
  const isThere = await Promise.all(
    files.map((file) =>
      access(join(root, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return [files.filter((_, index) => isThere[index]), files.filter((_, index) => !isThere[index])];
}
