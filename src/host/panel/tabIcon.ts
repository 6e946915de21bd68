import * as vscode from "vscode";

/** The icon of the extension's tabs, for light and for dark themes. */
export function tabIcon(extensionUri: vscode.Uri): {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
} {
  const fileOf = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `tab-${theme}.svg`);
  return { light: fileOf("light"), dark: fileOf("dark") };
}
