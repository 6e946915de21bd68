import type { Anchor } from "./floating.ts";

/** The line that the caret of a text field stands on, as it is wrapped. */
export interface CaretLine extends Anchor {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** What decides where text breaks. */
const copied = [
  "font",
  "line-height",
  "letter-spacing",
  "padding",
  "box-sizing",
  "tab-size",
  "word-break",
] as const;

/** Longest text that is measured, in UTF-16 code units; laying out more would be felt at each key. */
const longestMeasured = 20_000;

/** Lays the text out once more where it can be measured: a text field tells nothing of its lines. */
export function caretLine(field: HTMLTextAreaElement): CaretLine {
  const { value, selectionStart } = field;
  const box = field.getBoundingClientRect();
  if (value.length > longestMeasured) {
    const { top, bottom, left } = box;
    const isFirst = selectionStart === 0;
    return { top, bottom, left, isFirst, isLast: selectionStart === value.length };
  }
  const twin = document.createElement("div");
  twin.className = "field-twin";
  const style = getComputedStyle(field);
  for (const name of copied) twin.style.setProperty(name, style.getPropertyValue(name));
  twin.lang = field.lang;
  twin.style.width = `${field.clientWidth}px`;
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  const end = document.createElement("span");
  end.textContent = "\u200b";
  twin.append(value.slice(0, selectionStart), mark, value.slice(selectionStart), end);
  document.body.append(twin);
  const top = box.top + mark.offsetTop - field.scrollTop;
  const line = {
    top: Math.max(box.top, top),
    bottom: Math.min(box.bottom, top + mark.offsetHeight),
    left: box.left,
    isFirst: mark.offsetTop < parseFloat(style.paddingTop) + mark.offsetHeight / 2 + 2,
    isLast: end.offsetTop - mark.offsetTop < mark.offsetHeight / 2,
  };
  twin.remove();
  return line;
}
