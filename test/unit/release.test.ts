import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
  changelogEntry,
  chosenMarkets,
  markets,
  obstacles,
  packageText,
  type ReleaseState,
} from "../../build/release.ts";

const changelog = "# Changelog\n\n## 1.2.0\n\n- New.\n\n## 1.1.0 (May)\n\n- Old.\n\n## 1.0.0\n";
const ready: ReleaseState = {
  version: "1.2.0",
  changelog,
  changes: "",
  environment: { VSCE_PAT: "a", OVSX_PAT: "b" },
};

describe("a release", () => {
  it("goes out where all is committed, told of and allowed", () => {
    assert.deepEqual(obstacles(ready, markets), []);
  });

  const refused = {
    "a change that is not committed": [{ changes: " M src/extension.ts\n" }, /extension\.ts/u],
    "a file that is not committed": [{ changes: "?? notes.txt\n" }, /notes\.txt/u],
    "a version without a word in the changelog": [{ version: "1.3.0" }, /nothing of 1\.3\.0/u],
    "a version with nothing under its heading": [{ version: "1.0.0" }, /nothing of 1\.0\.0/u],
    "a version of the markets’ kind no more": [{ version: "1.2.0-beta" }, /no version/u],
    "a missing token": [{ environment: { VSCE_PAT: "a" } }, /Open VSX.*OVSX_PAT/u],
    "an empty token": [{ environment: { VSCE_PAT: "", OVSX_PAT: "b" } }, /VSCE_PAT/u],
  } as const;
  for (const [what, [change, sentence]] of Object.entries(refused)) {
    it(`is refused for ${what}`, () => {
      const found = obstacles({ ...ready, ...change }, markets);
      assert.match(found.join("\n"), sentence);
    });
  }

  it("wants only the tokens of the markets that are chosen, and knows both", () => {
    const environment = { OVSX_PAT: "b" };
    assert.deepEqual(obstacles({ ...ready, environment }, chosenMarkets(["ovsx"])), []);
    assert.deepEqual(chosenMarkets([]), markets);
    assert.deepEqual(chosenMarkets(["vsce"]), markets.slice(0, 1));
    assert.throws(() => chosenMarkets(["npm"]), /no market “npm”/u);
  });

  it("never has a token among the arguments of a program", () => {
    const args = markets.flatMap(({ args }) => args("x.vsix")).join(" ");
    assert.doesNotMatch(args, /pat\b|token|-p /iu);
  });

  it("is told of by its own entry of the changelog and by nothing else", () => {
    assert.equal(changelogEntry(changelog, "1.2.0"), "- New.");
    assert.equal(changelogEntry(changelog.replaceAll("\n", "\r\n"), "1.1.0"), "- Old.");
    assert.equal(changelogEntry(changelog, "1.0.0"), undefined);
    assert.equal(changelogEntry(changelog, "1.2"), undefined);
  });

  it("is known by its size and its hash", () => {
    assert.equal(
      packageText("x.vsix", Buffer.from("abc")),
      "x.vsix, 3 bytes, SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});

describe("the icon", () => {
  it("is a picture of 256 × 256 pixels, which the manifest names", async () => {
    const root = join(import.meta.dirname, "../..");
    const { icon } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      readonly icon: string;
    };
    const picture = await readFile(join(root, icon));
    assert.equal(picture.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
    assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [256, 256]);
  });
});
