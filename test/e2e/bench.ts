import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { Locator } from "playwright-core";
import type { StoredConversation } from "../../src/core/conversation/storedConversation.ts";
import { openStore } from "../../src/history/openStore.ts";
import { canaryPassage, canaryToken } from "../canary.ts";
import { removeSearched } from "../canary/record.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { repository } from "../workbench/places.ts";
import type { Profile, Settings } from "../workbench/profile.ts";
import type { WorkbenchWindow } from "../workbench/window.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "../workbench/workbench.ts";
import { panelOf, type Panel } from "./panel.ts";

export type { Panel } from "./panel.ts";

const token = canaryToken;
export const passage = canaryPassage;

/** A workbench with the extension, a practice server and a folder that may be written to. */
export interface Bench {
  readonly workbench: Workbench;
  readonly server: PracticeServer;
  readonly folder: string;
  /** The mark of notifications that nobody has seen; a window without focus shows no more. */
  readonly bell: Locator;
  /** What has a window as its last parameter means the first one without it. */
  panel(window?: WorkbenchWindow): Promise<Panel>;
  /** Begins a conversation; resolves when the window's panel shows it and has the cursor. */
  newConversation(window?: WorkbenchWindow): Promise<Panel>;
  /** Shows the history, with the cursor in its search. */
  showHistory(window?: WorkbenchWindow): Promise<Panel>;
  /**
   * Selects the sample's passage and asks from its menu: the Tibet model, or the one picked by
   * its label.
   */
  askAboutPassage(label?: string): Promise<Panel>;
  close(): Promise<void>;
}

/** Settings for the three models on the practice server, with changes to each. */
function practiceModels(server: PracticeServer, changes: ModelChanges): Settings {
  const keys = ["general", "taiwan", "tibet"] as const;
  const models = keys.map((key) => [key, { baseUrl: server.baseUrl(key), ...changes[key] }]);
  return { "tibetChat.models": Object.fromEntries(models) as Settings };
}

/** Fields of the settings by model key, over those of the practice server. */
type ModelChanges = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export async function openBench(
  options: Partial<WorkbenchOptions> & {
    readonly models?: ModelChanges;
    /** Further files of the folder, by their paths. */
    readonly files?: Readonly<Record<string, string>>;
    /** What is opened in place of the folder, such as its address in a virtual file system. */
    readonly openedAs?: (folder: string) => string;
  } = {},
): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), "tibet-chat-e2e-"));
  await writeFile(join(folder, "passage.md"), `# 宣言\n\n${passage}\n\nThe end.\n`);
  await cp(join(repository, "test/sample"), folder, { recursive: true });
  for (const [path, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const server = await startPracticeServer({ token });
  const workbench = await openWorkbench({
    folder,
    ...(options.vsix === undefined ? { extensionPath: repository } : {}),
    env: { TIBET_CHAT_PRACTICE_TOKEN: token },
    ...options,
    ...(options.openedAs && { opened: options.openedAs(folder) }),
    // A browser's VS Code saves by itself, which would leave nothing to revert.
    settings: {
      "files.autoSave": "off",
      ...practiceModels(server, options.models ?? {}),
      ...options.settings,
    },
  });
  const panel = async (window: WorkbenchWindow = workbench) => panelOf(await window.panelFrame());
  return {
    workbench,
    server,
    folder,
    bell: workbench.page.locator(".statusbar-item .codicon-bell-dot"),
    panel,
    newConversation: async (window = workbench) => {
      await window.page.bringToFront();
      await window.runCommand("Tibet Model Chat: New conversation");
      return freshPanel(window);
    },
    showHistory: async (window = workbench) => {
      await window.page.bringToFront();
      await window.runCommand("Tibet Model Chat: Show history");
      const shown = await panel(window);
      await shown.frame.locator(".history-search input:focus").waitFor();
      return shown;
    },
    askAboutPassage: async (label) => {
      await workbench.openFile("passage.md");
      await workbench.selectLines(3, 3);
      await workbench.openSelectionMenu();
      if (label === undefined) {
        await workbench.chooseFromMenu("Ask Tibet model about selection");
      } else {
        await workbench.chooseFromMenu("Tibet Model Chat", "Ask a model about selection…");
        await workbench.pick(label);
      }
      return panel();
    },
    close: async () => {
      await workbench.close();
      await server.stop();
      await removeSearched("folder", folder, () => true);
    },
  };
}

/** The panel of a window, when it shows a conversation without questions and has the cursor. */
async function freshPanel(window: WorkbenchWindow): Promise<Panel> {
  const panel = panelOf(await window.panelFrame());
  await panel.frame.getByRole("region", { name: "How to start" }).waitFor();
  await panel.frame.locator(".message-field:focus").waitFor();
  return panel;
}

/** Where the extension keeps its history in a profile. */
export function historyFolder({ userDataDir }: Profile): string {
  return join(userDataDir, "User/globalStorage/tibet-model-chat.tibet-model-chat");
}

/** A conversation by its title, as it is on the disk. */
export async function keptConversation(
  bench: Bench,
  title: string,
): Promise<StoredConversation & { readonly isBeingWritten: boolean }> {
  const { store } = await openStore(historyFolder(bench.workbench.profile));
  try {
    const id = store.list(100).find((each) => each.title === title)?.id ?? "";
    const kept = store.load(id);
    assert.ok(kept, `“${title}” is not in the history.`);
    return { ...kept, isBeingWritten: store.isBeingWritten(id) };
  } finally {
    store.close();
  }
}

/** Resolves when the history has a text as the draft of one of its conversations. */
export async function draftIsKept(bench: Bench, text: string): Promise<void> {
  const path = join(historyFolder(bench.workbench.profile), "conversations.db");
  await eventually(() => {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const drafts = database.prepare("SELECT draft_text AS text FROM conversations").all();
      assert.ok(drafts.some((draft) => draft["text"] === text));
    } finally {
      database.close();
    }
  });
}

/** Tries an assertion until it holds; after `limit` ms it fails as it last did. */
export async function eventually(
  assertion: () => void | Promise<void>,
  limit = 10_000,
): Promise<void> {
  for (const until = Date.now() + limit; ; await setTimeout(50)) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

/** Pictures what was on the screen when the current test failed. */
export async function pictureFailure(bench: Bench, test: Mocha.Test | undefined): Promise<void> {
  if (test?.state !== "failed") return;
  await bench.workbench.screenshot(`failed ${test.title.replace(/\W+/gu, " ").trim()}`);
}

/** Bodies of the chat completions that the server received, oldest first. */
export async function completions(server: PracticeServer): Promise<CompletionBody[]> {
  const log = await server.log();
  return log
    .filter(({ path }) => path.endsWith("/chat/completions"))
    .map(({ body }) => body as CompletionBody);
}

interface CompletionBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly [parameter: string]: unknown;
}
