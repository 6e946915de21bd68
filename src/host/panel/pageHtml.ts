import * as vscode from "vscode";

/** A page of the extension by what it is made of. */
export interface PageSource {
  readonly title: string;
  /** File of `dist/webview` without its extension. */
  readonly script: string;
  /** Files of `media` without their extension, the wider before the narrower. */
  readonly sheets: readonly string[];
}

export const chatPageSource: PageSource = {
  title: "Tibet Model Chat",
  script: "main",
  sheets: ["panel", "exchange", "composer", "markdown", "history", "find"],
};

export const batchPageSource: PageSource = {
  title: "Batches",
  script: "batch",
  sheets: ["panel", "batch"],
};

/**
 * A page: no inline script or style, nothing remote, only files of the extension's own `dist` and
 * `media`. Scripts need the nonce, which the modules they import inherit.
 */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { title, script, sheets }: PageSource,
): string {
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
<title>${title}</title>
</head>
<body>
<main><h1 class="for-ears">${title}</h1></main>
<script type="module" nonce="${nonce}" src="${asset("dist", "webview", `${script}.js`)}"></script>
</body>
</html>`;
}
