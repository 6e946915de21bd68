import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { panelOf, type Panel } from "../e2e/panel.ts";
import type { LoggedRequest } from "../servers/practice/requestLog.ts";
import { startPracticeServer, type PracticeServer } from "../servers/practice/start.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "../workbench/workbench.ts";
import { replyMarkdown } from "./replyMarkdown.ts";

/** What all measurements of a run share. */
export interface BenchContext {
  /** The packaged extension. */
  readonly vsix: string;
  /** What lengths of texts are multiplied by. */
  readonly scale: number;
  readonly progress: (line: string) => void;
}

/** A VS Code with the packaged extension and a server whose replies are scripted. */
export interface ChatBench {
  readonly workbench: Workbench;
  readonly server: PracticeServer;
  readonly folder: string;
  /** Opens the panel by a click at its icon. */
  openPanel(): Promise<void>;
  /** Begins a conversation; resolves when the panel has the cursor. */
  newConversation(): Promise<Panel>;
  close(): Promise<void>;
}

export interface ChatBenchOptions extends Partial<WorkbenchOptions> {
  /** Files of the folder, by their names. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What the last paragraph of each reply says. */
export const textEnd = "全文终点";

/** A reply of about a length in UTF-16 code units, the same each time, that ends in {@link textEnd}. */
export function replyText(length: number): string {
  const text = replyMarkdown(length);
  // No block is left open: the end is to be a paragraph of its own.
  return `${text.slice(0, text.lastIndexOf("\n\n"))}\n\n${textEnd}\n`;
}

export async function openChatBench(options: ChatBenchOptions): Promise<ChatBench> {
  const { files = {}, settings, ...rest } = options;
  const folder = await mkdtemp(join(tmpdir(), "tibet-chat-bench-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  // Without a token, as whoever asks is let in; with a window that any reply fits into.
  const server = await startPracticeServer({ maxModelLen: 10_000_000 });
  const model = { baseUrl: server.baseUrl("tibet"), thinking: false };
  const workbench = await openWorkbench({
    folder,
    ...rest,
    settings: {
      "files.autoSave": "off",
      "tibetChat.models": { general: null, taiwan: null, tibet: model },
      ...settings,
    },
  }).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const { page } = workbench;
  const panel = async () => panelOf(await workbench.panelFrame());
  return {
    workbench,
    server,
    folder,
    openPanel: async () => {
      await clickIcon(page, "Tibet Model Chat");
      await (await panel()).message.waitFor();
    },
    newConversation: async () => {
      await workbench.runCommand("Tibet Model Chat: New conversation");
      const fresh = await panel();
      await fresh.frame.getByRole("region", { name: "How to start" }).waitFor();
      await fresh.frame.locator(".message-field:focus").waitFor();
      return fresh;
    },
    close: async () => {
      await workbench.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Clicks at an icon of the activity bar. */
export async function clickIcon(page: Page, name: string): Promise<void> {
  await page.locator(".activitybar").getByRole("tab", { name }).click();
}

/** The request that is under way or over, when it fulfils the condition; the log holds no other. */
export async function whenRequest(
  server: PracticeServer,
  condition: (request: LoggedRequest) => boolean,
): Promise<LoggedRequest> {
  for (const until = Date.now() + 300_000; Date.now() < until; await wait(100)) {
    const log = await server.log();
    const asked = log.find(({ path }) => path.endsWith("/chat/completions"));
    if (asked !== undefined && condition(asked)) return asked;
  }
  throw new Error("The server got no such request within five minutes.");
}
