import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** A package of which something is in the extension. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as its manifest says. */
  readonly licence: string;
  /** As the lockfile names it, e.g. `node_modules/katex`. */
  readonly path: string;
}

/** All licence texts, for whoever has the package. */
export const licencesFile = "licences.txt";
/** The packages as JSON, a {@link ShippedPackage} each, for the checks of the supply chain. */
export const packagesFile = "packages.json";

/**
 * Writes both files: the packages of which esbuild took something, and those that are copied.
 *
 * @param outdir the folder that ships.
 * @param copied folders of packages.
 * @throws Error if a package does not say its licence or brings no text of it: then nothing may ship.
 */
export async function writeLicences(
  outdir: string,
  metafiles: readonly Pick<Metafile, "outputs">[],
  copied: readonly string[],
): Promise<void> {
  const folders = new Set([...metafiles.flatMap(packageFolders), ...copied]);
  const packages = await Promise.all([...folders].map(readPackage));
  packages.sort((a, b) => (lineOf(a) < lineOf(b) ? -1 : 1));
  const listed = packages.map(({ name, version, licence, path }) => ({
    ...{ name, version, licence, path },
  }));
  await writeFile(join(outdir, packagesFile), `${JSON.stringify(listed, undefined, 2)}\n`);
  await writeFile(join(outdir, licencesFile), licencesText(packages));
}

/** Folders of the packages that something in the outputs comes from, as esbuild writes paths. */
function packageFolders({ outputs }: Pick<Metafile, "outputs">): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  return inputs.flatMap((input) => {
    const [folder] = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/u.exec(input) ?? [];
    return folder === undefined ? [] : [folder];
  });
}

interface LicensedPackage extends ShippedPackage {
  readonly text: string;
}

async function readPackage(folder: string): Promise<LicensedPackage> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Readonly<
    Record<"name" | "version" | "license", unknown>
  >;
  const name = String(manifest.name);
  const { license: licence } = manifest;
  if (typeof licence !== "string") {
    throw new Error(`“${name}” would ship, but its package.json names no licence.`);
  }
  const files = (await readdir(folder)).filter((file) => licenceName.test(file)).sort();
  if (!files.some((file) => !/^notice/iu.test(file))) {
    throw new Error(`“${name}” would ship, but it brings no licence file.`);
  }
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return {
    ...{ name, version: String(manifest.version), licence },
    path: folder.slice(folder.indexOf("node_modules/")),
    text: texts.map(plain).join("\n\n"),
  };
}

const licenceName = /^(?:licen[cs]e|copying|notice)/iu;

/** Without what differs from system to system. */
function plain(text: string): string {
  return text
    .replace(/^\uFEFF/u, "")
    .replace(/[ \t]*\r?\n/gu, "\n")
    .trim();
}

function lineOf({ name, version, licence }: ShippedPackage): string {
  return `${name} ${version}: ${licence}`;
}

function licencesText(packages: readonly LicensedPackage[]): string {
  const lines = packages.map(lineOf);
  const rule = "=".repeat(80);
  const head = "Parts of these packages are in this extension, each under its own licence:";
  const sections = packages.map((each) => `${rule}\n${lineOf(each)}\n\n${each.text}\n`);
  return `${head}\n\n${lines.join("\n")}\n\n${sections.join("\n")}`;
}
