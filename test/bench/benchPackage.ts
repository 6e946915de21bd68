import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "../workbench/places.ts";
import { runCommand } from "../workbench/processes.ts";

/** Builds and packages the extension as `npm run package` does; the `.vsix` and its size in bytes. */
export async function packageExtension(): Promise<{
  readonly vsix: string;
  readonly size: number;
}> {
  const vsix = join(repository, "test-results", "bench.vsix");
  const vsce = join(repository, "node_modules/@vscode/vsce/vsce");
  const flags = ["--no-dependencies", "--allow-missing-repository", "--out", vsix];
  const run = (...args: string[]) =>
    runCommand({ command: process.execPath, args, cwd: repository, env: process.env });
  await mkdir(join(repository, "test-results"), { recursive: true });
  await run("esbuild.js", "--production");
  await run(vsce, "package", ...flags);
  return { vsix, size: (await stat(vsix)).size };
}
