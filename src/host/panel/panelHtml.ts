import * as vscode from "vscode";

/**
 * The page: no inline script or style, nothing remote, only files of the extension's own `dist`
 * and `media`. Scripts need the nonce, which the modules they import inherit.
 */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = crypto.randomUUID();
  const asset = (...path: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join("; ");
  const styles = sheets
    .map((name) => `<link rel="stylesheet" href="${asset("media", `${name}.css`)}">`)
    .join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${asset("dist", "webview", "codicon.css")}">
${styles}
<title>Tibet Model Chat</title>
</head>
<body>
<main><h1 class="for-ears">Tibet Model Chat</h1></main>
<script type="module" nonce="${nonce}" src="${asset("dist", "webview", "main.js")}"></script>
</body>
</html>`;
}

/** Files of `media/`, the wider before the narrower. */
const sheets = ["panel", "exchange", "composer", "markdown", "history", "find"];
