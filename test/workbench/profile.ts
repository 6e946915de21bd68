import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { removeSearched } from "../canary/record.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** A person's side of VS Code that leaves nothing behind. */
export interface Profile {
  /** Holds the rest; a good place for files that live as long as the profile. */
  readonly folder: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** Writes settings into the user's file, as a person would; `undefined` removes one. */
  changeSettings(changes: Settings): Promise<void>;
  /** Takes the profile off the disk; in tests all in its folder is searched for the canary first. */
  remove(): Promise<void>;
}

/** Only the extension under test may speak, so VS Code itself keeps still. */
const quiet: Settings = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "workbench.enableExperiments": false,
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.commandPalette.experimental.suggestCommands": false,
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
  "git.enabled": false,
  "git.autofetch": false,
  "npm.fetchOnlinePackageInfo": false,
  "json.schemaDownload.enable": false,
  "typescript.disableAutomaticTypeAcquisition": true,
  "files.autoSave": "off",
  "window.commandCenter": false,
};

/**
 * Where a profile may hold a passage that a person asked about: the history is there to keep it, and
 * at trace VS Code may log what is in its editors.
 */
function mayHoldPassage(path: string, isTraced: boolean): boolean {
  const isHistory = path.startsWith(
    "user-data/User/globalStorage/tibet-model-chat.tibet-model-chat/",
  );
  return isHistory || (isTraced && path.startsWith("user-data/logs/"));
}

/** @param logLevel what VS Code will be started with. */
export async function createProfile(settings: Settings = {}, logLevel?: "trace"): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), "tibet-model-chat-"));
  const userDataDir = join(folder, "user-data");
  const extensionsDir = join(folder, "extensions");
  const file = join(userDataDir, "User", "settings.json");
  await mkdir(dirname(file), { recursive: true });
  await mkdir(extensionsDir);
  await writeFile(file, JSON.stringify({ ...quiet, ...settings }, undefined, 2));
  return {
    folder,
    userDataDir,
    extensionsDir,
    changeSettings: async (changes) => {
      const before = JSON.parse(await readFile(file, "utf8")) as Settings;
      await writeFile(file, JSON.stringify({ ...before, ...changes }, undefined, 2));
    },
    remove: () =>
      removeSearched("profile", folder, (path) => mayHoldPassage(path, logLevel === "trace")),
  };
}
