import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import type { UnfinishedInsertions } from "./unfinishedInsertions.ts";

/** What a person can do about a request that is on its way. */
export interface RequestControl {
  stop(): void;
  /** Ends the wait before it is sent again. */
  askNow(): void;
}

/** What a streamed insertion needs to know besides its place. */
export interface InsertionOptions {
  /** With the parameters that the request is made with. */
  readonly endpoint: Pick<ModelEndpoint, "thinking" | "label">;
  readonly request: RequestControl;
  /** Whether what had arrived stays when the person stops the reply: there is nothing else there. */
  readonly keepsStopped?: boolean;
  /** The text that the reply replaces, as it was when the question was asked. */
  readonly original?: string;
  /** Told of the time in which a part of a reply stands in the document. */
  readonly unfinished: UnfinishedInsertions;
  /** Called when the insertion is whole or was taken back again, with what stands there now. */
  readonly onPlaced?: (start: number, end: number) => void;
}
