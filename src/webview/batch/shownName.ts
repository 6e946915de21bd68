import { html, type TemplateResult } from "lit";
import { languageFor } from "../textMarks.ts";

/**
 * Characters that a name hides behind: they turn its direction, break its line, have no width or
 * spell what nobody sees. Joiners and forms, which letters and emoji need, are left alone.
 */
const hiding =
  /[\p{Bidi_Control}\p{Cc}\u00AD\u200B\u2028\u2029\u2060-\u2064\uFEFF\u{E0000}-\u{E007F}]/gu;

/** A text of somebody else's on one line, with what it hides spelled out, e.g. “⟨U+202E⟩”. */
export function shownText(text: string): string {
  return text.replace(/\r?\n|\t/gu, " ").replace(hiding, mark);
}

/** The same for a page: it turns the direction of nothing beside it. */
export function shownName(text: string): TemplateResult {
  return html`<bdi dir="auto" lang=${languageFor(text)}>${shownText(text)}</bdi>`;
}

function mark(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `⟨U+${code}⟩`;
}
