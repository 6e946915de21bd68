import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";

/**
 * Resolves when VS Code has noted, in its databases in the browser, a tab that shows this: a reload
 * before that brings the tab back without it. It notes such things once a minute at the latest.
 */
export async function whenRemembered(page: Page, text: string): Promise<void> {
  for (const until = Date.now() + 80_000; !(await page.evaluate(isRemembered, text));) {
    if (Date.now() > until) throw new Error(`VS Code has noted no tab that shows “${text}”.`);
    await wait(200);
  }
}

/** Runs in the page. */
async function isRemembered(text: string): Promise<boolean> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message));
    });
  const isTabs = (value: unknown): value is string =>
    typeof value === "string" && value.includes("mainThreadWebview-tibetChat.");
  for (const { name = "" } of await indexedDB.databases()) {
    if (!name.startsWith("vscode-web-state-db")) continue;
    const database = await settled(indexedDB.open(name));
    try {
      const items = database.transaction("ItemTable").objectStore("ItemTable");
      const values: unknown[] = await settled(items.getAll());
      if (values.some((value) => isTabs(value) && value.includes(text))) return true;
    } finally {
      database.close();
    }
  }
  return false;
}
