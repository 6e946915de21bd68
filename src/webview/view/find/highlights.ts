const all = "find-match";
const one = "find-current";

/** Marks places on the page, the current one above the others; marks from before go. */
export function showHighlights(
  places: readonly AbstractRange[],
  current: AbstractRange | undefined,
): void {
  CSS.highlights.set(all, new Highlight(...places));
  const marked = new Highlight(...(current === undefined ? [] : [current]));
  marked.priority = 1;
  CSS.highlights.set(one, marked);
}

export function clearHighlights(): void {
  CSS.highlights.delete(all);
  CSS.highlights.delete(one);
}
