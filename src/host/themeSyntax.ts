import * as vscode from "vscode";
import { isRecord } from "../core/record.ts";
import {
  readTokenColorCustomizations,
  readTokenColors,
  resolveSyntaxColors,
  type TokenColorRule,
} from "../core/editor/syntaxTheme.ts";
import type { SyntaxColors } from "../protocol/views.ts";

/**
 * Follows the syntax colours of the person's theme. VS Code gives a webview the colours of the
 * workbench but not those of code, so they are read from the theme's own files.
 */
export class ThemeSyntax implements vscode.Disposable {
  readonly #listener: (colors: SyntaxColors) => void;
  readonly #subscriptions: vscode.Disposable[] = [];
  #isStarted = false;
  /** As they were told last. */
  colors: SyntaxColors = {};
  /** Grows with each reading, so that one which was overtaken is not told. */
  #reading = 0;
  /** What the listener knows, as JSON. */
  #told = "{}";

  /** Nothing is read or watched before {@link start}. */
  constructor(listener: (colors: SyntaxColors) => void) {
    this.#listener = listener;
  }

  /**
   * Tells the listener the colours soon, then again whenever they change; an empty object when the
   * theme cannot be read, unless nothing was told yet. Further calls do nothing. Never throws.
   */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const read = () => void this.#read();
    this.#subscriptions.push(
      vscode.window.onDidChangeActiveColorTheme(read),
      vscode.extensions.onDidChange(read),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (settings.some((name) => change.affectsConfiguration(name))) read();
      }),
    );
    read();
  }

  dispose(): void {
    this.#isStarted = true;
    this.#reading += 1;
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  async #read(): Promise<void> {
    const reading = (this.#reading += 1);
    const colors = await readActiveColors().catch((): SyntaxColors => ({}));
    const json = JSON.stringify(colors);
    if (reading !== this.#reading || json === this.#told) return;
    this.#told = json;
    this.colors = colors;
    this.#listener(colors);
  }
}

const settings = [
  "workbench.colorTheme",
  "workbench.preferredDarkColorTheme",
  "workbench.preferredLightColorTheme",
  "workbench.preferredHighContrastColorTheme",
  "workbench.preferredHighContrastLightColorTheme",
  "window.autoDetectColorScheme",
  "window.autoDetectHighContrast",
  "editor.tokenColorCustomizations",
];

interface Theme {
  /** As the settings name it. */
  readonly name: string;
  readonly file: vscode.Uri;
  /** The folder that the theme's files have to be in. */
  readonly extension: vscode.Uri;
}

/** Rejects where something about the theme is not as it should be. */
async function readActiveColors(): Promise<SyntaxColors> {
  const theme = findActiveTheme();
  if (theme === undefined) return {};
  const custom = vscode.workspace.getConfiguration("editor").get("tokenColorCustomizations");
  return resolveSyntaxColors([
    ...(await readThemeFile(theme, theme.file, deepestInclude)),
    ...readTokenColorCustomizations(custom, theme.name),
  ]);
}

/**
 * The theme that is shown: of those that the settings name for one occasion or another, the first
 * of the kind that VS Code says is active. While a person tries themes out no setting names the one
 * that is shown; then it may be another of the same kind.
 */
function findActiveTheme(): Theme | undefined {
  const kind = vscode.window.activeColorTheme.kind;
  return namedThemes()
    .map(findTheme)
    .find((theme) => theme?.kind === kind);
}

function namedThemes(): string[] {
  const window = vscode.workspace.getConfiguration("window");
  const workbench = vscode.workspace.getConfiguration("workbench");
  const keys = [
    ...(window.get("autoDetectColorScheme") === true
      ? ["preferredDarkColorTheme", "preferredLightColorTheme"]
      : ["colorTheme"]),
    ...(window.get("autoDetectHighContrast") === true
      ? ["preferredHighContrastColorTheme", "preferredHighContrastLightColorTheme"]
      : []),
  ];
  return keys.map((key) => workbench.get<unknown>(key)).filter((name) => typeof name === "string");
}

const kinds: Readonly<Record<string, vscode.ColorThemeKind>> = {
  vs: vscode.ColorThemeKind.Light,
  "vs-dark": vscode.ColorThemeKind.Dark,
  "hc-black": vscode.ColorThemeKind.HighContrast,
  "hc-light": vscode.ColorThemeKind.HighContrastLight,
};

function findTheme(name: string): (Theme & { readonly kind: vscode.ColorThemeKind }) | undefined {
  // VS Code dropped "Default " from the names of some of its themes; settings hold either.
  const names = [name, `Default ${name}`, name.replace(/^Default /u, "")];
  const themes = vscode.extensions.all.flatMap(({ extensionUri, packageJSON }) =>
    contributedThemes(packageJSON).map((theme) => ({ ...theme, extension: extensionUri })),
  );
  for (const wanted of names) {
    const found = themes.find(({ id, label }) => (id ?? label) === wanted || label === wanted);
    const kind = kinds[found?.uiTheme ?? ""];
    if (found === undefined || kind === undefined) continue;
    const { extension, path } = found;
    return { name: wanted, kind, extension, file: vscode.Uri.joinPath(extension, path) };
  }
  return undefined;
}

function contributedThemes(manifest: unknown) {
  const contributes = isRecord(manifest) ? manifest["contributes"] : undefined;
  const themes = isRecord(contributes) ? contributes["themes"] : undefined;
  return (Array.isArray(themes) ? themes : []).filter(isRecord).flatMap((theme) => {
    const { id, label, uiTheme = "vs-dark", path } = theme;
    if (typeof path !== "string" || typeof uiTheme !== "string") return [];
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return [{ id: text(id), label: text(label), uiTheme, path }];
  });
}

const deepestInclude = 6;
/** In bytes. */
const largestFile = 2_000_000;

/** The rules of a theme file behind those of the one that it includes. */
async function readThemeFile(
  theme: Theme,
  file: vscode.Uri,
  depth: number,
): Promise<TokenColorRule[]> {
  const isInside = file.path.startsWith(`${theme.extension.path}/`);
  if (depth === 0 || !isInside || !/\.jsonc?$/iu.test(file.path)) return [];
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > largestFile) return [];
  const bytes = await vscode.workspace.fs.readFile(file);
  const { parse } = await import("jsonc-parser");
  const json: unknown = parse(new TextDecoder().decode(bytes), [], { allowTrailingComma: true });
  if (!isRecord(json)) return readTokenColors(json);
  const { include, tokenColors } = json;
  const readOther = (path: string) =>
    readThemeFile(theme, vscode.Uri.joinPath(file, "..", path), depth - 1);
  return [
    ...(typeof include === "string" ? await readOther(include) : []),
    ...(typeof tokenColors === "string"
      ? await readOther(tokenColors)
      : readTokenColors(tokenColors)),
  ];
}
