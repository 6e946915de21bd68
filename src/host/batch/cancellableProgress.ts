import * as vscode from "vscode";

/** Shows a notification with a button to cancel while some work is done. */
export function withProgress<T>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_, token) => work(token));
}

/** False where the person would not wait for it. */
export function waitFor(ended: Promise<unknown>): Thenable<boolean> {
  return withProgress("Waiting for what is under way…", (token) => {
    const cancelled = Promise.withResolvers<boolean>();
    token.onCancellationRequested(() => cancelled.resolve(false));
    return Promise.race([ended.then(() => true), cancelled.promise]);
  });
}
