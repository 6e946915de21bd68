import type { ExchangeView } from "../../protocol.ts";
import { isRunning } from "../state.ts";

/** Tells screen readers when a reply begins and ends; its text can be read in the log. */
export class Announcer {
  readonly #region: HTMLElement;
  #last = "";

  constructor(parent: HTMLElement) {
    this.#region = document.createElement("div");
    this.#region.className = "for-ears";
    this.#region.role = "status";
    parent.append(this.#region);
  }

  tell(exchange: ExchangeView | undefined): void {
    if (exchange === undefined) return;
    const state = `${exchange.id} ${isRunning(exchange) ? "running" : exchange.status}`;
    if (state === this.#last) return;
    this.#last = state;
    this.#region.textContent = sentence(exchange);
  }
}

function sentence({ status, modelLabel }: ExchangeView): string {
  switch (status) {
    case "waiting":
    case "streaming":
      return `${modelLabel} is asked.`;
    case "done":
      return `${modelLabel} has answered.`;
    case "stopped":
      return "The reply was stopped.";
    case "failed":
      return "The reply failed.";
  }
}
