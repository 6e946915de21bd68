import type { Page } from "playwright-core";

/** Built-in color themes by the name a person knows. */
const themes = {
  "Dark Modern": { id: "Default Dark Modern", file: "dark_modern" },
  "Light Modern": { id: "Default Light Modern", file: "light_modern" },
  "High Contrast": { id: "Default High Contrast", file: "hc_black" },
  "High Contrast Light": { id: "Default High Contrast Light", file: "hc_light" },
} as const;

export type Theme = keyof typeof themes;

export function themeSetting(theme: Theme): Readonly<Record<string, string>> {
  return { "workbench.colorTheme": themes[theme].id };
}

/** Resolves when the workbench wears the theme. */
export async function whenThemed(page: Page, theme: Theme): Promise<void> {
  const { file } = themes[theme];
  await page.locator(`.monaco-workbench.vscode-theme-defaults-themes-${file}-json`).waitFor();
}
