/** What the name and the bytes of a file say about it. */

/** Folders that hold what programs made or fetched, nobody's text. */
const generatedFolders: ReadonlySet<string> = new Set([
  ".hg",
  ".svn",
  "node_modules",
  "bower_components",
  "__pycache__",
  ".venv",
  ".tox",
  ".mypy_cache",
  ".pytest_cache",
  ".gradle",
  ".next",
  ".nuxt",
  ".parcel-cache",
  ".turbo",
  ".vscode-test",
  "dist",
]);

/** Whether folders of that name are left out unless a person chooses one of them. */
export function isGeneratedFolder(name: string): boolean {
  return generatedFolders.has(name);
}

/**
 * Whether a path leads to what Git keeps for itself: history, configuration, credentials. Windows
 * knows `.git` by other names too.
 */
export function isGitData(path: string): boolean {
  return /(?:^|[\\/])(?:\.git|git~\d+)[. ]*(?::[^\\/]*)?(?:[\\/]|$)/iu.test(path);
}

const binaryExtensions: ReadonlySet<string> = new Set(
  (
    "7z a apk avi bin bmp bz2 cab class db dll dmg doc docx dylib eot epub exe flac gif gz heic " +
    "ico img iso jar jpeg jpg lz4 m4a mkv mov mp3 mp4 mpeg mpg msi node o odp ods odt ogg otf pdf " +
    "pickle png ppt pptx psd pyc pyd rar so sqlite sqlite3 tar tgz tif tiff ttc ttf vsix wasm wav " +
    "webm webp whl wma wmv woff woff2 xls xlsx xz zip zst"
  ).split(" "),
);

/** Whether a file's name says that it is not plain text; some such files begin like text. */
export function isBinaryName(name: string): boolean {
  return binaryExtensions.has(extensionOf(name));
}

/** Whether the bytes of a file are no text in any encoding; UTF-16 has zeros in one half only. */
export function isBinaryContent(bytes: Uint8Array): boolean {
  if (isUtf16Mark(bytes)) return false;
  let zerosAtEven = 0;
  let zerosAtOdd = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) {
    if (at % 2 === 0) zerosAtEven++;
    else zerosAtOdd++;
    if (zerosAtEven > 0 && zerosAtOdd > 0) return true;
  }
  return false;
}

function isUtf16Mark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** VS Code's language ids where they are not the extension itself. */
const languages: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bash: "shellscript",
    bat: "bat",
    c: "c",
    cc: "cpp",
    cjs: "javascript",
    cmd: "bat",
    cpp: "cpp",
    cs: "csharp",
    css: "css",
    csv: "csv",
    cts: "typescript",
    cxx: "cpp",
    dart: "dart",
    diff: "diff",
    fs: "fsharp",
    go: "go",
    h: "cpp",
    hpp: "cpp",
    htm: "html",
    html: "html",
    ini: "ini",
    java: "java",
    js: "javascript",
    json: "json",
    jsonc: "jsonc",
    jsx: "javascriptreact",
    kt: "kotlin",
    less: "less",
    lua: "lua",
    m: "objective-c",
    markdown: "markdown",
    md: "markdown",
    mjs: "javascript",
    mts: "typescript",
    patch: "diff",
    php: "php",
    pl: "perl",
    ps1: "powershell",
    py: "python",
    r: "r",
    rb: "ruby",
    rs: "rust",
    rst: "restructuredtext",
    sass: "sass",
    scss: "scss",
    sh: "shellscript",
    sql: "sql",
    svg: "xml",
    swift: "swift",
    tex: "latex",
    toml: "toml",
    ts: "typescript",
    tsx: "typescriptreact",
    vue: "vue",
    xml: "xml",
    yaml: "yaml",
    yml: "yaml",
    zsh: "shellscript",
  }),
);

/** VS Code's language id for a file by its name alone; `plaintext` where nothing is known. */
export function languageOf(name: string): string {
  return languages.get(extensionOf(name)) ?? "plaintext";
}

/** In lower case without its dot; empty where there is none. */
function extensionOf(name: string): string {
  return /[^\\/]\.([^.\\/]+)$/u.exec(name)?.[1]?.toLowerCase() ?? "";
}
