import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { repository, results } from "./places.ts";

let packaged: Promise<string> | undefined;

/** Builds and packages the extension as `npm run package` does, once in a process; the `.vsix`. */
export function packageExtension(): Promise<string> {
  packaged ??= makePackage();
  return packaged;
}

async function makePackage(): Promise<string> {
  const vsix = join(results, "tibet-model-chat.vsix");
  const vsce = join(repository, "node_modules/@vscode/vsce/vsce");
  const readme = ["--readme-path", "dist/README.md"];
  const flags = ["--no-dependencies", "--allow-missing-repository", ...readme];
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, args, { cwd: repository });
  await mkdir(results, { recursive: true });
  await run("esbuild.js", "--production");
  await run(vsce, "package", ...flags, "--out", vsix);
  return vsix;
}

/** The files of a `.vsix`, which is a zip file of less than 4 GB, by their names. */
export async function readVsix(vsix: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await readFile(vsix);
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const count = zip.readUInt16LE(end + 10);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const nameLength = zip.readUInt16LE(at + 28);
    const header = zip.readUInt32LE(at + 42);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    // The file's own header repeats the name and may have other further fields.
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const bytes = zip.subarray(start, start + size);
    if (!name.endsWith("/")) files.set(name, method === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
