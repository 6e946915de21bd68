/**
 * A language's own name for itself, e.g. `简体中文` or `English`, by its tag; `English` for what
 * is no tag of a known language.
 *
 * @param tag as VS Code and browsers give it, e.g. `zh-cn`.
 */
export function languageName(tag: string): string {
  try {
    const locale = new Intl.Locale(tag);
    const { language, script } = locale.maximize();
    const own = ownNames.get(language);
    if (own !== undefined) return own;
    // Of Chinese it is the script that matters to a reader, not the country.
    const named = language === "zh" ? `${language}-${script ?? "Hans"}` : locale.toString();
    const names = new Intl.DisplayNames([named], { type: "language", fallback: "none" });
    return names.of(named) ?? english;
  } catch {
    return english;
  }
}

const english = "English";

/** Not every build of the system's language data has these. */
const ownNames: ReadonlyMap<string, string> = new Map([["bo", "བོད་སྐད་"]]);
