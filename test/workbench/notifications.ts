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
      await page.locator('.statusbar-item[id="status.notifications"] .codicon-bell-dot').waitFor();
      await page.locator('.statusbar-item[id="status.notifications"] a').click();
      const item = page
        .locator(".notifications-center.visible .notification-list-item")
        .filter({ hasText: text });
      await item.getByRole("button", { name, exact: true }).click();
    },
    answerDialog: (text, name) => dialog(text).getByRole("button", { name, exact: true }).click(),
  };
}
