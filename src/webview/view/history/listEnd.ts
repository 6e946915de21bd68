/** How far below the view the end of a list counts as in sight, in CSS pixels. */
const margin = "400px";

/** Tells when the end of a list comes into sight, so that more can be asked for in time. */
export class ListEnd {
  readonly #onSight: () => void;
  #observer: IntersectionObserver | undefined;
  #element: Element | undefined;

  constructor(onSight: () => void) {
    this.#onSight = onSight;
  }

  /** Takes the element at the end of the list, or none when the list is gone. */
  readonly adopt = (element: Element | undefined): void => {
    this.#observer?.disconnect();
    this.#element = element;
    if (element === undefined) return;
    const told = (entries: readonly IntersectionObserverEntry[]) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.#onSight();
    };
    this.#observer = new IntersectionObserver(told, {
      root: element.parentElement,
      rootMargin: margin,
    });
    this.#observer.observe(element);
  };

  /** Looks again, where more has come and the end may be in sight still. */
  look(): void {
    if (this.#element === undefined) return;
    this.#observer?.unobserve(this.#element);
    this.#observer?.observe(this.#element);
  }
}
