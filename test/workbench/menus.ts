import type { Locator, Page } from "playwright-core";

/** Context menus, which VS Code draws itself in a browser. */
export interface Menus {
  /** Opens the menu of the text that is selected in the active editor. */
  openSelectionMenu(): Promise<void>;
  /** Opens the menu of a file or folder in sight in the explorer. */
  openExplorerMenu(name: string): Promise<void>;
  /** Labels of the entries in the open menu, its open submenus included. */
  menuLabels(): Promise<string[]>;
  /** Follows a path of labels through the open menu and its submenus. */
  chooseFromMenu(...labels: string[]): Promise<void>;
  closeMenu(): Promise<void>;
}

/** An editor that is drawn anew has its selection nowhere for a moment, though the element is there. */
async function placeOf(target: Locator) {
  for (const until = Date.now() + 10_000; ;) {
    const box = await target.boundingBox();
    if (box !== null && box.width > 0 && box.height > 0) return box;
    if (Date.now() > until) throw new Error("There is nothing to click on.");
  }
}

export function menusOn(page: Page): Menus {
  const menu = page.locator(".monaco-menu");
  const entries = menu.getByRole("menuitem");
  const selection = page.locator(".editor-group-container.active .selected-text");

  async function openOn(target: Locator, position?: { x: number; y: number }): Promise<void> {
    const click = async () => {
      const { x, y, width, height } = await placeOf(target);
      const inside = position ?? { x: width / 2, y: height / 2 };
      await page.mouse.click(x + inside.x, y + inside.y, { button: "right" });
    };
    await click();
    // VS Code closes the menu of an editor that is still being filled: ask once more, as a person would.
    await entries.first().waitFor({ timeout: 10_000 }).catch(click);
    await entries.first().waitFor();
  }

  return {
    openSelectionMenu: () => openOn(selection.filter({ visible: true }).first(), { x: 4, y: 4 }),
    openExplorerMenu: (name) =>
      openOn(page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true })),
    menuLabels: () => entries.locator(".action-label").allInnerTexts(),
    async chooseFromMenu(...labels) {
      for (const [depth, label] of labels.entries()) {
        const entry = menu
          .nth(depth)
          .locator(":scope > * > * > .action-item")
          .getByText(label, { exact: true });
        await entry.hover();
        await entry.click();
      }
      const hidden = { state: "hidden" } as const;
      // VS Code passes over a click that comes too soon after the menu opened.
      await menu
        .first()
        .waitFor({ ...hidden, timeout: 2000 })
        .catch(() => entries.getByText(labels.at(-1) ?? "", { exact: true }).click());
      await menu.first().waitFor(hidden);
    },
    async closeMenu() {
      while (await menu.first().isVisible()) await page.keyboard.press("Escape");
    },
  };
}
