import type { BatchHeadView, BatchStageView } from "../../protocol/batchMessages.ts";
import { doneText, numberText } from "./words.ts";

/** How far apart failures are told of, in milliseconds. */
const failuresRest = 10_000;

/** Tells screen readers when a batch pauses or ends and that items fail, not of each item. */
export class Announcements {
  readonly #region = document.createElement("div");
  #told:
    { readonly id: string; readonly stage: BatchStageView; readonly failed: number } | undefined;
  #head: BatchHeadView | undefined;
  #waiting: number | undefined;

  constructor(parent: HTMLElement) {
    this.#region.className = "for-ears";
    this.#region.role = "status";
    parent.append(this.#region);
  }

  /** Call when the head may have changed; what a batch was before it was shown is no news. */
  tell(head: BatchHeadView | undefined): void {
    this.#head = head;
    if (head === undefined || head.id !== this.#told?.id) {
      clearTimeout(this.#waiting);
      this.#waiting = undefined;
      this.#told = head && remembered(head);
    } else if (head.stage !== this.#told.stage) {
      this.#told = remembered(head);
      this.#say(ofStage(head));
    } else if (failedOf(head) > this.#told.failed && this.#waiting === undefined) {
      this.#tellFailures();
    }
  }

  #tellFailures(): void {
    this.#waiting = undefined;
    const head = this.#head;
    if (head === undefined || failedOf(head) <= (this.#told?.failed ?? 0)) return;
    this.#told = remembered(head);
    this.#say(`${numberText(failedOf(head))} failed so far.`);
    this.#waiting = window.setTimeout(() => this.#tellFailures(), failuresRest);
  }

  #say(sentence: string): void {
    this.#region.textContent = sentence;
  }
}

function remembered(head: BatchHeadView): {
  id: string;
  stage: BatchStageView;
  failed: number;
} {
  return { id: head.id, stage: head.stage, failed: failedOf(head) };
}

function failedOf({ counts }: BatchHeadView): number {
  return counts.failed ?? 0;
}

function ofStage(head: BatchHeadView): string {
  const { stage, notice, counts } = head;
  switch (stage) {
    case "running":
      return "The batch runs.";
    case "pausing":
      return "The batch pauses once what is being asked is answered.";
    case "paused":
      return notice === undefined ? "The batch is paused." : `The batch is paused. ${notice}`;
    case "cancelling":
      return "The batch is being cancelled.";
    case "cancelled":
      return "The batch was cancelled.";
    case "exported":
      return "The batch was exported.";
    case "finished":
      return `The batch is through: ${doneText(head)}, ${numberText(counts.failed ?? 0)} failed.`;
  }
}
