import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { changelogEntry, chosenMarkets, obstacles, packageText, type Market } from "./release.ts";

const help = `npm run release -- [--dry-run] [--only vsce|ovsx]

Makes the package and publishes it on the Visual Studio Marketplace (token in VSCE_PAT) and on
Open VSX (token in OVSX_PAT). Publishes nothing where the working tree is not clean, where
CHANGELOG.md has no entry for the version or where a token is missing. A market that has the
version already is left as it is, so that the same can be run again.

  --dry-run  makes the package and says what would be published, and what stands against it
  --only     one of the two markets; may be given twice
`;

const root = join(import.meta.dirname, "..");
const vsix = "tibet-model-chat.vsix";

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "dry-run": { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const chosen = chosenMarkets(values.only);
  const manifest = JSON.parse(await textOf("package.json")) as Manifest;
  const changelog = await textOf("CHANGELOG.md");
  const { version } = manifest;
  const git = await promisify(execFile)("git", ["status", "--porcelain"], { cwd: root });
  const state = { version, changelog, changes: git.stdout, environment: process.env };
  const found = obstacles(state, chosen);
  if (found.length > 0 && !values["dry-run"]) throw new Error(found.join("\n"));
  await makePackage();
  console.log(packageText(vsix, await readFile(join(root, vsix))));
  console.log(`\n${changelogEntry(changelog, version) ?? ""}\n`);
  for (const market of chosen) {
    const id = `${manifest.publisher}.${manifest.name} ${version}`;
    if (values["dry-run"]) console.log(`Would publish ${id} on the ${market.name}.`);
    else await publish(market, id);
  }
  for (const sentence of found) console.log(`But: ${sentence}`);
}

function textOf(file: string): Promise<string> {
  return readFile(join(root, file), "utf8");
}

/** As `npm run package` makes it, budgets and all. */
async function makePackage(): Promise<void> {
  const npm = process.env["npm_execpath"];
  if (npm === undefined) throw new Error("Start it with npm: npm run release");
  await run([npm, "run", "package"]);
}

/** The token goes from the environment to the program, which looks for it there itself. */
async function publish(market: Market, id: string): Promise<void> {
  console.log(`Publishing ${id} on the ${market.name} …`);
  await run([await programOf(market.tool), ...market.args(join(root, vsix))]);
}

/** The script that a package of ours starts with. */
async function programOf(tool: string): Promise<string> {
  const file = join(root, "node_modules", tool, "package.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`${tool} is not installed: npm install --no-save ${tool}`, { cause });
  });
  const { bin } = JSON.parse(text) as { readonly bin: string | Readonly<Record<string, string>> };
  const path = typeof bin === "string" ? bin : Object.values(bin)[0];
  if (path === undefined) throw new Error(`${tool} has no program.`);
  return join(dirname(file), path);
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`It ended with ${code ?? "a signal"}: nothing further was done.`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
