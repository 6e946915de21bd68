import * as vscode from "vscode";

/** Shows a notification with a button to cancel while some work is done. */
export function withProgress<T>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_, token) => work(token));
}
