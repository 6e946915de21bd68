import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { virtualScheme } from "./scheme.ts";

const manifest = {
  name: "virtual-files",
  publisher: "tibet-model-chat-tests",
  version: "1.0.0",
  engines: { vscode: "^1.110.0" },
  main: "./main.cjs",
  extensionKind: ["workspace"],
  activationEvents: [`onFileSystem:${virtualScheme}`],
  capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
};

/** Makes an extension of `main.ts` in a folder of extensions; VS Code finds it when it first starts. */
export async function installVirtualFiles(extensionsDir: string): Promise<void> {
  const { publisher, name, version } = manifest;
  const folder = join(extensionsDir, `${publisher}.${name}-${version}`);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await build({
    entryPoints: [join(import.meta.dirname, "main.ts")],
    outfile: join(folder, "main.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "es2024",
    external: ["vscode"],
    logLevel: "warning",
  });
}
