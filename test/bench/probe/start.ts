import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "esbuild";
import { probeVariable, probeView, type PlainText, type ProbeReport } from "./report.ts";

/** An extension that counts edits, beside the one that makes them, and has an empty view. */
export interface Probe {
  /** Folder to load it from, in development mode. */
  readonly extensionPath: string;
  /** For the environment of the extension host. */
  readonly env: Readonly<Record<string, string>>;
  report(): Promise<ProbeReport>;
  /** Forgets the edits so far. */
  forget(): Promise<void>;
  /** Has its view, which must be open, show a text as it grows; resolves when all of it was sent. */
  grow(text: PlainText): Promise<void>;
  /** Takes it off the disk, when nobody runs it any more. */
  remove(): Promise<void>;
}

const manifest = {
  ...{ name: "bench-probe", publisher: "bench", version: "0.0.1", main: "./main.cjs" },
  ...{ engines: { vscode: "^1.110.0" }, activationEvents: ["*"], extensionKind: ["workspace"] },
  contributes: {
    viewsContainers: { activitybar: [{ id: "bench", title: probeView.title, icon: "icon.svg" }] },
    views: { bench: [{ type: "webview", id: probeView.id, name: "Empty", icon: "icon.svg" }] },
  },
};

/** Builds the probe into a folder of its own; it speaks as soon as VS Code has loaded it. */
export async function buildProbe(): Promise<Probe> {
  const folder = await mkdtemp(join(tmpdir(), "tibet-chat-probe-"));
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "icon.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await build({
    entryPoints: [join(import.meta.dirname, "main.ts")],
    outfile: join(folder, "main.cjs"),
    ...{ bundle: true, platform: "node", format: "cjs", external: ["vscode"] },
  });
  const file = join(folder, "address");
  const ask = async (method: "GET" | "DELETE" | "POST", text?: PlainText) => {
    const body = text === undefined ? null : JSON.stringify(text);
    const response = await fetch(await addressIn(file), { method, body });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as ProbeReport;
  };
  return {
    extensionPath: folder,
    env: { [probeVariable]: file },
    report: () => ask("GET"),
    forget: async () => {
      await ask("DELETE");
    },
    grow: async (text) => {
      await ask("POST", text);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function addressIn(file: string): Promise<string> {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(100)) {
    const address = await readFile(file, "utf8").catch(() => "");
    if (address !== "") return address;
  }
  throw new Error("The probe did not start within a minute.");
}
