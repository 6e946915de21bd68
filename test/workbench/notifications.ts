import type { Locator, Page } from "playwright-core";

/** Notifications and modal dialogs. */
export interface Notifications {
  /** The notification that holds a text, shown or about to be. */
  notification(text: string): Locator;
  /** Texts of the notifications in sight. */
  notificationTexts(): Promise<string[]>;
  /** Texts of all notifications that were not closed: a window without focus shows none by itself. */
  listedNotifications(): Promise<string[]>;
  /** Presses a button of the notification that holds a text. */
  answerNotification(text: string, button: string): Promise<void>;
  /** The same in the list of all notifications, once that one is among them. */
  answerListed(text: string, button: string): Promise<void>;
  /** The modal dialog that holds a text, shown or about to be. */
  dialog(text: string): Locator;
  answerDialog(text: string, button: string): Promise<void>;
}

export function notificationsOn(page: Page): Notifications {
  const toasts = page.locator(".notifications-toasts .notification-toast");
  const notification = (text: string) => toasts.filter({ hasText: text });
  const dialog = (text: string) => page.locator(".monaco-dialog-box").filter({ hasText: text });
  return {
    notification,
    dialog,
    notificationTexts: () => toasts.locator(".notification-list-item-message").allInnerTexts(),
    async listedNotifications() {
      const bell = page.locator('.statusbar-item[id="status.notifications"] a');
      const center = page.locator(".notifications-center.visible");
      await bell.click();
      await center.waitFor();
      const texts = await center.locator(".notification-list-item-message").allInnerTexts();
      await bell.click();
      await center.waitFor({ state: "hidden" });
      return texts;
    },
    answerNotification: (text, name) =>
      notification(text).getByRole("button", { name, exact: true }).click(),
    async answerListed(text, name) {
      const bell = page.locator('.statusbar-item[id="status.notifications"] a');
      const center = page.locator(".notifications-center.visible");
      const item = center.locator(".notification-list-item").filter({ hasText: text });
      const button = item.getByRole("button", { name, exact: true });
      // The list closes by itself where something else takes the focus.
      for (const until = Date.now() + 60_000; ;) {
        if (!(await center.isVisible())) await bell.click();
        const failure = await button.click({ timeout: 2000 }).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (failure === undefined) return;
        if (Date.now() > until) throw new Error(`“${text}” is not listed.`, { cause: failure });
      }
    },
    answerDialog: (text, name) => dialog(text).getByRole("button", { name, exact: true }).click(),
  };
}
