import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { exists, type Progress } from "./places.ts";
import { runCommand } from "./processes.ts";

/** Names a Chromium, Chrome or Edge to use before any other. */
const variable = "CHROMIUM_PATH";

/**
 * Keep the browser off the network: it asks nobody for updates or settings, and what a page would
 * fetch from elsewhere finds no address.
 */
const quietFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** The path of a Chromium, installed where there is none. */
async function ensureChromium(progress: Progress): Promise<string> {
  const present = await findChromium();
  if (present !== undefined) return present;
  if (process.getuid?.() === 0 && (await isDebian())) {
    progress("Installing Chromium and Noto fonts with apt …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const packages = ["chromium", "fonts-noto-cjk", "fonts-noto-core"];
    await runCommand({ command: "apt-get", args: ["update"], env });
    await runCommand({ command: "apt-get", args: ["install", "-y", ...packages], env });
  } else {
    progress("Fetching Chromium through playwright …");
    const cli = join(dirname(createRequire(import.meta.url).resolve("playwright-core")), "cli.js");
    await runCommand({ command: process.execPath, args: [cli, "install", "chromium"] }).catch(
      (error: unknown) => {
        throw new Error(`No Chromium found. Install one, or name one in ${variable}.`, {
          cause: error,
        });
      },
    );
  }
  const installed = await findChromium();
  if (installed === undefined) throw new Error(`No Chromium found; name one in ${variable}.`);
  return installed;
}

/** A browser of its own, without a window unless the environment says HEADED=1. */
export async function launchBrowser(progress: Progress): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(progress),
    headless: process.env["HEADED"] !== "1",
    chromiumSandbox: process.getuid?.() !== 0 && process.env["CI"] === undefined,
    args: quietFlags,
  });
}

async function findChromium(): Promise<string | undefined> {
  const named = process.env[variable];
  if (named !== undefined && named !== "") {
    if (await exists(named)) return named;
    throw new Error(`${variable} names ${named}, which does not exist.`);
  }
  for (const path of [...usualPlaces(), chromium.executablePath()]) {
    if (await exists(path)) return path;
  }
  return undefined;
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case "darwin":
      return ["Chromium", "Google Chrome", "Microsoft Edge"].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
        const folder = process.env[name];
        if (folder === undefined) return [];
        return [
          join(folder, "Google", "Chrome", "Application", "chrome.exe"),
          join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
        ];
      });
    default:
      return (process.env["PATH"] ?? "")
        .split(delimiter)
        .filter((folder) => folder !== "")
        .flatMap((folder) =>
          [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "microsoft-edge",
          ].map((name) => join(folder, name)),
        );
  }
}

async function isDebian(): Promise<boolean> {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID(?:_LIKE)?=.*debian/mu.test(release);
}
