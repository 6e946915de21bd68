/** The language of the page's texts, as a tag; English where there is no page. */
export const displayLanguage =
  typeof document === "undefined" ? "en" : document.documentElement.lang;

const whole = new Intl.NumberFormat(displayLanguage);

/** A number with its digits grouped as the page's language does. */
export function numberText(value: number): string {
  return whole.format(value);
}
