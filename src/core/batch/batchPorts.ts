import type { ChatMessage, ModelClient, Outcome, RequestLimits, Usage } from "../reply/reply.ts";
import type { Fault } from "../reply/fault.ts";
import type { ModelEndpoint } from "../settings/endpoint.ts";
import type { Batch, BatchItem, BatchStage, BatchStore } from "./batch.ts";

/** A file's text, decoded. */
export interface SourceText {
  readonly text: string;
  /** VS Code's id of its language. */
  readonly languageId: string;
}

/** What a run needs of the world around it. */
export interface BatchPorts {
  readonly store: BatchStore;
  readonly client: ModelClient;
  /** As the settings are now, with the model's window where that is known; undefined where there is no such model. */
  endpoint(key: string): ModelEndpoint | undefined;
  token(origin: string): Promise<string | undefined>;
  limits(): RequestLimits;
  /** Requests that a server gets at once, 1 or more. */
  concurrency(origin: string): number;
  /** Tokens of the model for one estimated. */
  scale(endpoint: ModelEndpoint): number;
  /** Told of every request that ended. */
  learn(
    endpoint: ModelEndpoint,
    messages: readonly ChatMessage[],
    usage: Usage | undefined,
    outcome: Outcome,
  ): void;
  /** The source of an item, or why it is not asked. */
  read(item: BatchItem): Promise<SourceText | { readonly skip: string }>;
  /**
   * Puts a whole answer where it belongs. Called again after a crash: it then finds its own file. For
   * `edits` it is not called: answers wait for the preview.
   */
  write(
    batch: Batch,
    item: BatchItem,
    answer: string,
  ): Promise<{ readonly output: string; readonly remark?: string } | { readonly problem: string }>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after some milliseconds, or at once where `signal` is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** What happens while a batch runs. */
export type BatchEvent =
  | { readonly type: "item"; readonly item: BatchItem }
  /** Tokens of an item's reply so far, estimated; not kept. */
  | { readonly type: "progress"; readonly item: string; readonly tokens: number }
  /**
   * `reason` is for the person: why the run paused by itself, e.g. that the token is missing; `fault`
   * is what a server did, where that is why.
   */
  | {
      readonly type: "stage";
      readonly stage: BatchStage;
      readonly reason?: string;
      readonly fault?: Fault;
    }
  /** Nothing is left to do, or to do at the moment. */
  | { readonly type: "ended" };
