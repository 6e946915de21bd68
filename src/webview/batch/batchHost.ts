import type { BatchPageMessage } from "../../protocol/batchMessages.ts";
import { readArrangement, type Arrangement } from "./arrangement.ts";

/** What VS Code gives a page. */
interface VsCodeApi {
  postMessage(message: BatchPageMessage): void;
  getState(): unknown;
  setState(state: PageStorage): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What outlives the page. */
export interface PageStorage {
  /** Id of the batch that is shown: the host brings the tab back by it. */
  readonly batch: string;
  readonly arrangement: Arrangement;
  /** Id of the line at hand. */
  readonly active: string;
  /** How far the table is scrolled, in CSS pixels. */
  readonly top: number;
}

const api = acquireVsCodeApi();

export function post(message: BatchPageMessage): void {
  api.postMessage(message);
}

export function keepStorage(storage: PageStorage): void {
  api.setState(storage);
}

/** What the page kept before it was hidden or reloaded. */
export function readStorage(): PageStorage {
  const state = api.getState();
  const fields = typeof state === "object" && state !== null ? state : {};
  const { batch, arrangement, active, top }: Partial<Record<keyof PageStorage, unknown>> = fields;
  return {
    batch: typeof batch === "string" ? batch : "",
    arrangement: readArrangement(arrangement),
    active: typeof active === "string" ? active : "",
    top: typeof top === "number" ? top : 0,
  };
}
