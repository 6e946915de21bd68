import * as l10n from "@vscode/l10n";

/**
 * Files that the chat page's script imports at once, with blanks between them; the build says them.
 * A page asks for each file through VS Code's whole window: named in the page they are fetched
 * beside the script, not after it.
 */
declare const importsOfChatPage: string | undefined;
/** Files that draw replies, which the chat page imports when there is one. */
declare const importsForReplies: string | undefined;

/** A page of the extension by what it is made of. */
export interface PageSource {
  readonly title: string;
  /** File of `dist/webview` without its extension. */
  readonly script: string;
  /** Files of `media` without their extension, the wider before the narrower. */
  readonly sheets: readonly string[];
  /** Files of `dist/webview` that the script imports at once. */
  readonly imports: readonly string[];
  /** Whether there will be a reply to draw, as in a conversation that comes back. */
  readonly awaitsReplies: boolean;
}

export const chatPageSource: PageSource = {
  title: "Tibet Model Chat",
  script: "main",
  sheets: ["panel", "exchange", "composer", "markdown", "history", "find", "typography"],
  imports: typeof importsOfChatPage === "undefined" ? [] : importsOfChatPage.split(" "),
  awaitsReplies: false,
};

/** The chat page with what draws replies. */
export const repliesPageSource: PageSource = {
  ...chatPageSource,
  imports: [
    ...chatPageSource.imports,
    ...(typeof importsForReplies === "undefined" ? [] : importsForReplies.split(" ")),
  ],
  awaitsReplies: true,
};

export const batchPageSource: PageSource = {
  get title() {
    return l10n.t("Batches");
  },
  script: "batch",
  sheets: ["panel", "batch", "typography"],
  imports: [],
  awaitsReplies: false,
};

/** What a page's texts are in. */
export interface PageLanguage {
  /** Such as “zh-cn”. */
  readonly id: string;
  /** Texts by their English ones; those that are not here stay English. */
  readonly bundle?: Readonly<Record<string, string>> | undefined;
  /** English texts in the page's code; of the others it is given none. */
  readonly texts?: string[] | undefined;
}

/** What a page is served with. */
export interface PagePlace {
  /** Not the same twice. */
  readonly nonce: string;
  /** Where style sheets may come from, as a policy names it. */
  readonly source: string;
  /** The address of a file of the extension. */
  readonly address: (...path: string[]) => string;
  readonly language: PageLanguage;
}

/**
 * A page: no inline script or style, nothing remote, only files of the extension's own `dist` and
 * `media`. Scripts need the nonce, which the modules they import inherit. Whatever else a page could
 * load, send or be led by is refused. The texts of its language are data, which no policy has to let
 * in. VS Code and the tests in a browser get the same one.
 */
export function pageSkeleton(
  { title, script, imports, awaitsReplies }: PageSource,
  { nonce, source, address, language }: PagePlace,
): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    // The icons'.
    "font-src data:",
    // Neither falls back to the default.
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const built = (file: string) => address("dist", "webview", file);
  const preloads = imports.map(
    (file) => `<link rel="modulepreload" nonce="${nonce}" href="${built(file)}">\n`,
  );
  return `<!DOCTYPE html>
<html lang="${language.id}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${built("codicon.css")}">
<link rel="stylesheet" href="${built(`${script}.css`)}">
${preloads.join("")}<title>${title}</title>
${languageData(language)}
</head>
<body>
<main${awaitsReplies ? " data-awaits-replies" : ""}><h1 class="for-ears">${title}</h1></main>
<script type="module" nonce="${nonce}" src="${built(`${script}.js`)}"></script>
</body>
</html>`;
}

/** What `src/webview/language.ts` reads. No text in it can end it. */
function languageData({ bundle = {}, texts }: PageLanguage): string {
  const json = JSON.stringify(bundle, texts).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="l10n">${json}</script>`;
}
