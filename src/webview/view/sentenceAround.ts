import { html, type TemplateResult } from "lit";

/** A translated sentence with an element in its place `{0}`. */
export function sentenceAround(sentence: string, part: TemplateResult): TemplateResult {
  const [before, after] = sentence.split("{0}");
  return html`${before}${part}${after}`;
}
