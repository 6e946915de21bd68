import type { PageMessage } from "../protocol.ts";

/** What VS Code gives a page. */
interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: PageMessage): void {
  api.postMessage(message);
}

/** The text that was being typed when the page was last hidden, moved or reloaded. */
export function loadDraft(): string {
  const state = api.getState();
  const isKept = typeof state === "object" && state !== null && "draft" in state;
  return isKept && typeof state.draft === "string" ? state.draft : "";
}

export function saveDraft(draft: string): void {
  api.setState({ draft });
}
