import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, readFile, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Metafile } from "esbuild";
import { packagesFile, type ShippedPackage } from "../build/licences.ts";

const repository = join(import.meta.dirname, "..");

/** What ships, built for a look at it. */
export interface OwnBuild {
  readonly folder: string;
  readonly packages: readonly ShippedPackage[];
  /** What esbuild tells of the host's side and of the pages. */
  readonly metafiles: readonly Metafile[];
}

let build: Promise<OwnBuild> | undefined;

/** Builds once in a process, into a folder of its own: `dist` may be in use. It goes at the end. */
export function ownBuild(): Promise<OwnBuild> {
  build ??= buildInto();
  return build;
}

async function buildInto(): Promise<OwnBuild> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "tibet-chat-build-")));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const metafile = join(folder, "metafile.json");
  const args = ["esbuild.js", "--production", "--outdir", folder, "--metafile", metafile];
  await promisify(execFile)(process.execPath, args, { cwd: repository });
  const packages = await readFile(join(folder, packagesFile), "utf8");
  return {
    folder,
    packages: JSON.parse(packages) as ShippedPackage[],
    metafiles: JSON.parse(await readFile(metafile, "utf8")) as Metafile[],
  };
}
