import type { ParameterName, ParameterView } from "../../protocol/views.ts";
import { post } from "../host.ts";

/** How long typing rests before the host is told, in milliseconds. */
const rest = 150;

/** What is typed as parameters and not yet what the host says, so that no message overwrites it. */
export class TypedParameters {
  readonly #typed = new Map<ParameterName, string>();
  readonly #unsaid = new Set<ParameterName>();
  #heard: readonly ParameterView[] = [];
  #timer: number | undefined;

  /** What to show for a parameter of which the host says `text`. */
  text(name: ParameterName, text: string): string {
    return this.#typed.get(name) ?? text;
  }

  type(name: ParameterName, text: string): void {
    this.#typed.set(name, text);
    this.#unsaid.add(name);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.flush(), rest);
  }

  /** Tells the host at once. */
  flush(): void {
    clearTimeout(this.#timer);
    for (const name of this.#unsaid) {
      post({ type: "setParameter", name, text: this.#typed.get(name) ?? "" });
    }
    this.#unsaid.clear();
  }

  /** The host's word holds again, but not over what is in the hands of a person. */
  hear(parameters: readonly ParameterView[]): void {
    if (parameters === this.#heard) return;
    this.#heard = parameters;
    for (const { name, text } of parameters) {
      const isHeld = this.#unsaid.has(name) || document.activeElement?.id === `parameter-${name}`;
      if (!isHeld || text === this.#typed.get(name)) this.#typed.delete(name);
    }
  }
}
