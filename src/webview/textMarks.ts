import { nothing } from "lit";
import { hasStacks, languageOf, type TextLanguage } from "./markdown/languageOf.ts";

/** The language of a text for a template, by its script; nothing where that does not tell it. */
export function languageFor(text: string): TextLanguage | typeof nothing {
  return languageOf(text) ?? nothing;
}

/** Tells an element the language of its text, by the script of that. */
export function markLanguage(element: HTMLElement, text: string): void {
  const language = languageOf(text);
  if (language === undefined) element.removeAttribute("lang");
  else if (element.lang !== language) element.lang = language;
}

/** Class names, with the one for a text of some other script that holds Tibetan stacks. */
export function classFor(name: string, text: string): string {
  return hasStacks(text) ? `${name} has-stacks` : name;
}

/** Fields have the language of what is typed into them. */
export function markTypedLanguages(): void {
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)
      markLanguage(target, target.value);
  });
}
