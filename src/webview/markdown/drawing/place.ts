/** Where blocks stand, one behind the other. */
export interface Place {
  /** @param last what has been the last so far. */
  put(element: HTMLElement, last: HTMLElement | undefined): void;
  /** Takes out the last. */
  take(last: HTMLElement): void;
}

/** The children of an element; those that are there already stay before them. */
export function placeIn(parent: HTMLElement): Place {
  return {
    put: (element, last) => {
      if (last === undefined) parent.append(element);
      else last.after(element);
    },
    take: (last) => last.remove(),
  };
}
