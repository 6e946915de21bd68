import { delimiter, join } from "node:path";
import { exists, fetched, type Progress } from "./places.ts";
import { runCommand } from "./processes.ts";

/** A desktop VS Code that can be started from a terminal. */
export interface DesktopCode {
  readonly command: string;
  /** For example `1.110.0`. */
  readonly version: string;
}

/** Older ones are refused by the extension's manifest. */
const oldest = { major: 1, minor: 110 };

/** Whether programs with windows can show them. */
export function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return [process.env["DISPLAY"], process.env["WAYLAND_DISPLAY"]].some(Boolean);
}

/** Why a desktop VS Code cannot run here; undefined where it can. */
function obstacleToDesktop(): string | undefined {
  if (process.platform === "linux" && process.getuid?.() === 0) return "it does not start as root";
  return hasDisplay() ? undefined : "there is no display";
}

/** The person's own VS Code, where its `code` command is found and new enough. */
export async function findDesktopCode(): Promise<DesktopCode | undefined> {
  if (obstacleToDesktop() !== undefined) return undefined;
  for (const command of commands()) {
    if (!(await exists(command))) continue;
    const answer = await runCommand({ command, args: ["--version"] }, 20_000).catch(() => "");
    const version = /^(\d+)\.(\d+)\.\d+/u.exec(answer);
    if (version === null) continue;
    const [major, minor] = [Number(version[1]), Number(version[2])];
    if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) {
      return { command, version: version[0] };
    }
  }
  return undefined;
}

/**
 * Path of a desktop VS Code under `.vscode-test/`, fetched on first use; undefined, with a line
 * that says why, where it cannot be fetched within ten minutes or could not run.
 */
export async function downloadDesktop(progress: Progress): Promise<string | undefined> {
  const obstacle = obstacleToDesktop();
  if (obstacle !== undefined) {
    progress(`No desktop VS Code here: ${obstacle}.`);
    return undefined;
  }
  progress("Looking for a desktop VS Code under .vscode-test, fetching it if need be …");
  // The fetch cannot be told to give up, so it runs in a process that can be stopped.
  const script = join(import.meta.dirname, "desktopDownload.ts");
  try {
    const args = [script, fetched];
    return (await runCommand({ command: process.execPath, args }, 600_000)).trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split("\n").at(-1) : "";
    progress(`No desktop VS Code: it could not be fetched (${reason}).`);
    return undefined;
  }
}

/** The `code` command on PATH and where installers put it; a remote terminal's is none. */
function commands(): string[] {
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && !/remote-cli|^\/mnt\//u.test(folder))
    .map((folder) => join(folder, process.platform === "win32" ? "code.cmd" : "code"));
  const bundle = "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code";
  return process.platform === "darwin" ? [...onPath, bundle] : onPath;
}
