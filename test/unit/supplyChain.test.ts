import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { licencesFile, writeLicences, type ShippedPackage } from "../../build/licences.ts";
import { ownBuild } from "../ownBuild.ts";

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  /** Where it comes from; absent for the registry that npm is set up with. */
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Nothing in them binds whoever uses the extension. */
const allowedLicences = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"],
  // The icons.
  "CC-BY-4.0",
]);

/** Tools for development that may run a script when they are installed. */
const installing = ["@vscode/vsce-sign", "esbuild", "keytar"];

const root = join(import.meta.dirname, "../..");

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, file), "utf8"));
}

/** The lockfile's packages by their paths, without our own. */
async function lockedPackages(): Promise<Map<string, LockedPackage>> {
  const { packages } = (await readJson("package-lock.json")) as Lock;
  return new Map(Object.entries(packages).filter(([path]) => path !== ""));
}

describe("the supply chain", () => {
  let shipped: readonly ShippedPackage[];
  let licences: string;
  before(async function () {
    this.timeout(60_000);
    const { folder, packages } = await ownBuild();
    shipped = packages;
    licences = await readFile(join(folder, licencesFile), "utf8");
  });

  it("has a SHA-512 of every package, which comes from the registry and nowhere else", async () => {
    const locked = await lockedPackages();
    assert.ok(locked.size > 100);
    for (const [path, { integrity, resolved, link }] of locked) {
      assert.match(integrity ?? "", /^sha512-[A-Za-z0-9+/]{86}==$/u, path);
      assert.deepEqual([resolved, link], [undefined, undefined], path);
    }
  });

  it("asks for packages by their versions only", async () => {
    const { devDependencies, optionalDependencies, ...manifest } = (await readJson(
      "package.json",
    )) as Readonly<Record<string, Readonly<Record<string, string>>>>;
    assert.deepEqual([manifest["dependencies"], manifest["overrides"]], [undefined, undefined]);
    for (const [name, range] of Object.entries({ ...devDependencies, ...optionalDependencies })) {
      assert.match(range, /^[~^]?\d+\.\d+\.\d+$/u, name);
    }
  });

  it("ships what the lockfile says, and nothing of it runs a script when it is installed", async () => {
    const locked = await lockedPackages();
    for (const { name, version, path } of shipped) {
      const entry = locked.get(path);
      assert.deepEqual([entry?.version, entry?.hasInstallScript], [version, undefined], name);
    }
    const scripted = [...locked].filter(([, { hasInstallScript }]) => hasInstallScript === true);
    const names = scripted.map(([path]) => path.replace(/^.*node_modules\//u, ""));
    assert.deepEqual(names.sort(), installing);
  });

  it("ships only what its licence allows to be shipped", () => {
    const names = new Set(shipped.map(({ name }) => name));
    // Both pages, the host and what is copied must be among them, or nothing was looked at.
    for (const name of ["openai", "lit", "katex", "highlight.js", "@vscode/codicons"]) {
      assert.ok(names.has(name), name);
    }
    const other = shipped.filter(({ licence }) => !allowedLicences.has(licence));
    assert.deepEqual(other, []);
  });

  it("lists the licence of everything that ships, with its text", async () => {
    for (const { name, version, licence } of shipped) {
      const parts = licences.split(`\n${name} ${version}: ${licence}\n`);
      assert.equal(parts.length, 3, name);
      assert.match(parts[2]?.split("=".repeat(80))[0] ?? "", /copyright/iu, name);
    }
    const katex = await readFile(join(root, "node_modules/katex/LICENSE"), "utf8");
    assert.ok(licences.includes(katex.trim()));
    assert.ok(licences.includes("Attribution 4.0 International"));
  });
});

describe("the list of licences", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tibet-chat-licences-"));
    await addPackage("one", { license: "MIT" }, { LICENSE: "\uFEFFCopyright One \r\nAll.\r\n" });
    await addPackage(
      "two",
      { license: "MIT" },
      { "licence.md": "Copyright Two", NOTICE: "Of two" },
    );
    await addPackage("unused", { license: "MIT" }, { LICENSE: "Copyright Nobody" });
    await addPackage("silent", { license: "MIT" }, { NOTICE: "No licence" });
    await addPackage("unnamed", {}, { LICENSE: "Copyright Somebody" });
  });
  after(() => rm(folder, { recursive: true }));

  async function addPackage(
    name: string,
    fields: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>>,
  ): Promise<void> {
    const place = join(folder, "node_modules", name);
    await mkdir(place, { recursive: true });
    const manifest = JSON.stringify({ name, version: "1.0.0", ...fields });
    for (const [file, text] of Object.entries({ ...files, "package.json": manifest })) {
      await writeFile(join(place, file), text);
    }
  }

  /** What esbuild says of a bundle with these packages in it. */
  function metafileOf(...names: string[]) {
    const inputs = ["src/own.ts", ...names.map((name) => `${folder}/node_modules/${name}/a.js`)];
    const read = Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 1 }]));
    return { outputs: { "own.js": { bytes: 1, imports: [], exports: [], inputs: read } } };
  }

  it("is the same whatever the order, with the texts as they are on every system", async () => {
    await writeLicences(folder, [metafileOf("two"), metafileOf("one", "two")], []);
    const text = await readFile(join(folder, licencesFile), "utf8");
    await writeLicences(folder, [metafileOf("one")], [`${folder}/node_modules/two`]);
    assert.equal(await readFile(join(folder, licencesFile), "utf8"), text);
    const [, ...sections] = text.split(`${"=".repeat(80)}\n`);
    assert.deepEqual(sections, [
      "one 1.0.0: MIT\n\nCopyright One\nAll.\n\n",
      "two 1.0.0: MIT\n\nOf two\n\nCopyright Two\n",
    ]);
  });

  it("is not written where a package brings no licence or names none", async () => {
    await assert.rejects(writeLicences(folder, [metafileOf("one", "silent")], []), {
      message: "“silent” would ship, but it brings no licence file.",
    });
    await assert.rejects(writeLicences(folder, [metafileOf("unnamed")], []), {
      message: "“unnamed” would ship, but its package.json names no licence.",
    });
  });
});
