import assert from "node:assert/strict";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { after, before, describe, it } from "mocha";
import { bundlesOf, checkBudgets, checkPackage, type Bundle } from "../../build/budgets.ts";
import { ownBuild } from "../ownBuild.ts";

type Output = Metafile["outputs"][string];

/** What esbuild tells of both sides; `shared` are bytes that the page's start imports. */
function metafilesOf(shared: number): Pick<Metafile, "outputs">[] {
  const output = (bytes: number, input: string, more: Partial<Output> = {}): Output => ({
    ...{ bytes, inputs: { [input]: { bytesInOutput: bytes } }, imports: [], exports: [] },
    ...more,
  });
  const imported = (path: string, kind: "import-statement" | "dynamic-import") => ({ path, kind });
  const alone = (file: string, entryPoint: string) => ({
    outputs: { [file]: output(10, entryPoint, { entryPoint }) },
  });
  const page = {
    "out/main.js": output(7, "src/webview/main.ts", {
      entryPoint: "src/webview/main.ts",
      imports: [
        imported("out/shared.js", "import-statement"),
        imported("out/late.js", "dynamic-import"),
        { path: "node:fs", kind: "import-statement", external: true },
      ],
    }),
    "out/main.js.map": output(1_000_000, "a map"),
    "out/shared.js": output(shared, "src/shared.ts"),
    "out/late.js": output(5, "src/late.ts"),
  };
  return [
    alone("out/extension.js", "src/extension.ts"),
    alone("out/house.js", "src/house.ts"),
    { outputs: page },
    alone("out/batch.js", "src/webview/batch/main.ts"),
  ];
}

describe("the budgets", () => {
  it("count to a start what it imports by statement, to the rest what comes later", () => {
    const [, , , start, rest] = bundlesOf(metafilesOf(20));
    assert.deepEqual([start?.name, start?.bytes, start?.imports], ["page start", 27, ["node:fs"]]);
    assert.deepEqual(
      start?.inputs.map(({ path }) => path),
      ["src/shared.ts", "src/webview/main.ts"],
    );
    assert.equal(rest?.bytes, 5);
    checkBudgets(metafilesOf(20));
  });

  it("say what is too large, by how much and what it is made of", () => {
    assert.throws(() => checkBudgets(metafilesOf(1_234_567)), {
      message:
        /^“page start” has 1,234,574 bytes, its budget is [\d,]+\..*\n {2}1,234,567 src\/shared\.ts\n/u,
    });
    assert.throws(() => bundlesOf([]), /^Error: Nothing was built from src\/extension\.ts\.$/u);
  });
});

describe("what is built for production", () => {
  let folder: string;
  let bundles: ReadonlyMap<string, Bundle>;
  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(join(tmpdir(), "tibet-chat-package-"));
    const { metafiles } = await ownBuild();
    bundles = new Map(bundlesOf(metafiles).map((bundle) => [bundle.name, bundle]));
  });
  after(() => rm(folder, { recursive: true }));

  const late = {
    house: [
      ["the SDK", /node_modules\/openai\//u],
      ["the database", /^src\/history\//u],
      ["YAML", /node_modules\/js-yaml\//u],
      ["the batches", /^src\/core\/batch\//u],
    ],
    page: [
      ["the Markdown engine", /node_modules\/markdown-it\//u],
      ["KaTeX", /node_modules\/katex\//u],
      ["the highlighter", /node_modules\/(?:lowlight|highlight\.js)\//u],
      ["what reads pasted HTML", /node_modules\/turndown\//u],
    ],
  } as const;
  for (const side of ["house", "page"] as const) {
    for (const [name, paths] of late[side]) {
      it(`loads ${name} when it is first used, not at the ${side}'s start`, () => {
        const inputs = (bundle: string) =>
          bundles.get(bundle)?.inputs.filter(({ path }) => paths.test(path));
        assert.deepEqual(inputs(side === "house" ? "house" : "page start"), []);
        assert.notDeepEqual(inputs(`${side} rest`), []);
      });
    }
  }

  it("has VS Code wait for one small file that imports nothing else", () => {
    const { imports, inputs } = bundles.get("host start") ?? { imports: [], inputs: [] };
    // The host has both loaded already.
    assert.deepEqual([...new Set(imports)], ["vscode", "node:fs"]);
    assert.deepEqual(
      inputs.map(({ path }) => path).filter((path) => !/^src\/(?:extension|host)/u.test(path)),
      [],
    );
  });

  it("does not begin with the database that Node brings", () => {
    const imports = bundles.get("house")?.imports ?? [];
    assert.ok(imports.includes("vscode"));
    assert.ok(!imports.includes("node:sqlite"));
  });

  it("has budgets of at most a tenth more than there is", () => {
    for (const { name, bytes, budget } of bundles.values()) {
      assert.ok(bytes * 1.1 >= budget, `${name}: ${bytes} bytes, ${budget} allowed`);
    }
  });

  it("may not be more than 0.7 MB when it is packaged", async () => {
    const vsix = join(folder, "some.vsix");
    await writeFile(vsix, "");
    await truncate(vsix, 700_000);
    await checkPackage(vsix);
    await truncate(vsix, 700_001);
    await assert.rejects(
      checkPackage(vsix),
      /some\.vsix has 700,001 bytes, its budget is 700,000\./u,
    );
  });
});
