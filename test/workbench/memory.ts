import type { Page } from "playwright-core";

/** Resolves when one of VS Code's databases in the browser holds a text. */
export async function whenRemembered(page: Page, text: string): Promise<void> {
  await page.waitForFunction(isRemembered, text, { polling: 200 });
}

/** Runs in the page. */
async function isRemembered(text: string): Promise<boolean> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message));
    });
  for (const { name = "" } of await indexedDB.databases()) {
    if (!name.startsWith("vscode-web-state-db")) continue;
    const database = await settled(indexedDB.open(name));
    try {
      const items = database.transaction("ItemTable").objectStore("ItemTable");
      const values: unknown[] = await settled(items.getAll());
      if (values.some((value) => typeof value === "string" && value.includes(text))) return true;
    } finally {
      database.close();
    }
  }
  return false;
}
