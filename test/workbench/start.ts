/** `npm start`: VS Code with the extension in development, ready to be tried by a person. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { startPracticeServer } from "../servers/practice/start.ts";
import { ensureCodeServer, startCodeServer } from "./codeServer.ts";
import { findDesktopCode, hasDisplay, type DesktopCode } from "./desktop.ts";
import { pageAddress } from "./pageAddress.ts";
import { repository } from "./places.ts";
import { runCommand, startProcess, stopProcess } from "./processes.ts";
import { createProfile, type Profile, type Settings } from "./profile.ts";
import { readArguments, type StartArguments } from "./startArguments.ts";
import { Teardown } from "./teardown.ts";

const say = console.log;

/** What the extension is told about its servers. */
interface Servers {
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string>>;
}

const keys = ["general", "taiwan", "tibet"] as const;

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if ("print" in args) {
    say(args.print);
    return;
  }
  const teardown = new Teardown();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void end(teardown));
  }
  await start(args, teardown).catch(fail);
  await end(teardown);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Leaves nothing behind, wherever the start has got to; commands still running end with us. */
async function end(teardown: Teardown): Promise<void> {
  await teardown.run();
  say("Everything that was started has ended, and its files are gone.");
  process.exit();
}

/** Resolves when the person has closed VS Code; in a browser it never does. */
async function start(args: StartArguments, teardown: Teardown): Promise<void> {
  say("Building the extension …");
  await runCommand({ command: process.execPath, args: ["esbuild.js"], cwd: repository });
  const { settings, env } = await prepareServers(args, teardown);
  const profile = await createProfile({ "editor.wordWrap": "on", ...settings });
  teardown.add(profile.remove);
  const folder = join(profile.folder, "sample");
  await cp(join(repository, "test", "sample"), folder, { recursive: true });
  const desktop = args.browser ? undefined : await findDesktopCode();
  if (desktop !== undefined) await openOnDesktop(desktop, profile, folder, env, teardown);
  else await openInBrowser(args, profile, folder, env, teardown);
}

async function prepareServers(args: StartArguments, teardown: Teardown): Promise<Servers> {
  if (args.server !== undefined) return useServer(args.server);
  const token = "practice-token";
  const practice = await startPracticeServer({ token, pace: 40 });
  teardown.add(() => practice.stop());
  say(
    `The practice server plays all three models at ${practice.url}; it answers only with what it received.`,
  );
  say(`It wants the token “${token}”, which this session sends of itself.`);
  const models = Object.fromEntries(keys.map((key) => [key, { baseUrl: practice.baseUrl(key) }]));
  return { settings: { "tibetChat.models": models }, env: { TIBET_CHAT_PRACTICE_TOKEN: token } };
}

function useServer({ baseUrl, model, token }: NonNullable<StartArguments["server"]>): Servers {
  say(`All three models are ${model} at ${baseUrl}.`);
  const models = Object.fromEntries(keys.map((key) => [key, { baseUrl, model }]));
  const isHere = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/u.test(new URL(baseUrl).hostname);
  if (token !== undefined && !isHere) {
    say("The token is not handed over to a server elsewhere: run “Tibet Model Chat: Set token”.");
  }
  return {
    settings: { "tibetChat.models": models },
    env: token !== undefined && isHere ? { TIBET_CHAT_PRACTICE_TOKEN: token } : {},
  };
}

async function openOnDesktop(
  { command, version }: DesktopCode,
  profile: Profile,
  folder: string,
  env: Servers["env"],
  teardown: Teardown,
): Promise<void> {
  const code = startProcess({
    command,
    args: [
      ...[`--extensionDevelopmentPath=${repository}`, "--disable-workspace-trust"],
      ...[`--user-data-dir=${profile.userDataDir}`, `--extensions-dir=${profile.extensionsDir}`],
      // Keeps VS Code a child of this process, so that Ctrl+C here ends it.
      ...["--new-window", "--verbose", folder],
    ],
    env: { ...process.env, ...env },
  });
  code.stdout?.resume();
  code.stderr?.resume();
  teardown.add(() => stopProcess(code));
  say(`VS Code ${version} opens. Close its window, or press Ctrl+C here, to end.`);
  await once(code, "exit");
}

async function openInBrowser(
  args: StartArguments,
  profile: Profile,
  folder: string,
  env: Servers["env"],
  teardown: Teardown,
): Promise<void> {
  say("No desktop VS Code is used, so it opens in a browser.");
  await ensureCodeServer(say);
  const server = await startCodeServer({ ...profile, smokeTestDriver: true, env });
  teardown.add(server.stop);
  const address = pageAddress(server, { folder, extensionPath: repository });
  say(`\nVS Code is at\n\n  ${address}\n\nPress Ctrl+C here to end.`);
  if (args.open) openAddress(address);
  await new Promise(() => undefined);
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

function openAddress(address: string): void {
  if (!hasDisplay()) return;
  const [command, ...args] = openers[process.platform] ?? ["xdg-open"];
  const opener = spawn(command, [...args, address], { stdio: "ignore", detached: true });
  opener.on("error", () => say("No browser could be opened; please open the address yourself."));
  opener.unref();
}

await main().catch(fail);
