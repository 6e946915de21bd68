import * as vscode from "vscode";

/**
 * `npm start` hands over the practice server's token by this environment variable. It speaks only
 * while the extension is being developed and only for servers on this machine, so no installed
 * extension and no real server can be reached with it.
 */
export function practiceToken(mode: vscode.ExtensionMode): (origin: string) => string | undefined {
  const token = process.env["TIBET_CHAT_PRACTICE_TOKEN"];
  if (mode !== vscode.ExtensionMode.Development || token === undefined) return () => undefined;
  return (origin) => (isLoopback(origin) ? token : undefined);
}

function isLoopback(origin: string): boolean {
  return /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/u.test(new URL(origin).hostname);
}
