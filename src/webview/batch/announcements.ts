import * as l10n from "@vscode/l10n";
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
    this.#say(l10n.t("{0} failed so far.", numberText(failedOf(head))));
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
      return l10n.t("The batch runs.");
    case "pausing":
      return l10n.t("The batch pauses once what is being asked is answered.");
    case "paused":
      return notice === undefined
        ? l10n.t("The batch is paused.")
        : l10n.t("The batch is paused. {0}", notice);
    case "cancelling":
      return l10n.t("The batch is being cancelled.");
    case "cancelled":
      return l10n.t("The batch was cancelled.");
    case "exported":
      return l10n.t("The batch was exported.");
    case "finished":
      return l10n.t(
        "The batch is through: {0}, {1} failed.",
        doneText(head),
        numberText(counts.failed ?? 0),
      );
  }
}
