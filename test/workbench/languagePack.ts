import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Profile } from "./profile.ts";

/**
 * Gives a profile a language pack without a text, before VS Code starts: a window then has that
 * display language, for itself and for each extension, though VS Code's own texts stay English. What
 * is installed later has VS Code forget it.
 */
export async function addLanguagePack(profile: Profile, language: string): Promise<void> {
  const texts = join(profile.folder, `texts.${language}.json`);
  await writeFile(texts, JSON.stringify({ contents: {} }));
  const pack = {
    hash: "none",
    label: language,
    extensions: [{ extensionIdentifier: { id: `tests.language-${language}` }, version: "1.0.0" }],
    translations: { vscode: texts },
  };
  const file = join(profile.userDataDir, "languagepacks.json");
  await writeFile(file, JSON.stringify({ [language]: pack }));
}
