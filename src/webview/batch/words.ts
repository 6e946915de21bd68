import * as l10n from "@vscode/l10n";
import type {
  BatchListItem,
  BatchRowState,
  BatchRowView,
  BatchStageView,
} from "../../protocol/batchMessages.ts";
import { displayLanguage } from "../displayLanguage.ts";

interface Look {
  readonly word: string;
  /** A codicon's name. */
  readonly icon: string;
}

/** In the order in which an item goes through them. */
export const states: Readonly<Record<BatchRowState, Look>> = {
  waiting: { word: l10n.t("Waiting"), icon: "clock" },
  asking: { word: l10n.t("Asking"), icon: "sync" },
  answered: { word: l10n.t("Answered"), icon: "comment" },
  done: { word: l10n.t("Done"), icon: "check" },
  failed: { word: l10n.t("Failed"), icon: "error" },
  skipped: { word: l10n.t("Skipped"), icon: "debug-step-over" },
  cancelled: { word: l10n.t("Cancelled"), icon: "circle-slash" },
};

export const stages: Readonly<Record<BatchStageView, Look>> = {
  running: { word: l10n.t("Running"), icon: "sync" },
  pausing: { word: l10n.t("Pausing…"), icon: "debug-pause" },
  paused: { word: l10n.t("Paused"), icon: "debug-pause" },
  cancelling: { word: l10n.t("Cancelling…"), icon: "circle-slash" },
  cancelled: { word: l10n.t("Cancelled"), icon: "circle-slash" },
  exported: { word: l10n.t("Exported"), icon: "export" },
  finished: { word: l10n.t("Finished"), icon: "check-all" },
};

const small = new Intl.NumberFormat(displayLanguage, { maximumFractionDigits: 1 });
const large = new Intl.NumberFormat(displayLanguage, { maximumFractionDigits: 0 });

export function numberText(value: number): string {
  return (value < 10 ? small : large).format(value);
}

/** How much of a batch there is an answer for, e.g. “3 of 5 done”. */
export function doneText({
  counts,
  isReviewed,
}: Pick<BatchListItem, "counts" | "isReviewed">): string {
  const { done = 0, answered = 0 } = counts;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const all = numberText(total);
  if (!isReviewed || answered === 0) return l10n.t("{0} of {1} done", numberText(done), all);
  const came = numberText(done + answered);
  return done === 0
    ? l10n.t("{0} of {1} answered, to be reviewed", came, all)
    : l10n.t("{0} of {1} answered, {2} to be reviewed", came, all, numberText(answered));
}

/** @param isEstimate whether the completion is not counted yet. */
export function tokensText(
  { prompt, completion }: NonNullable<BatchRowView["tokens"]>,
  isEstimate: boolean,
): string {
  return `${numberText(prompt)} → ${isEstimate ? "≈" : ""}${numberText(completion)}`;
}

/** A time in the two largest units that it has, e.g. “0.8 s”, “12 s”, “3 min 5 s”, “2 h 10 min”. */
export function durationText(milliseconds: number): string {
  const tenths = Math.round(Math.max(0, milliseconds) / 100);
  if (tenths < 100) return l10n.t("{0} s", (tenths / 10).toFixed(1));
  const seconds = Math.round(tenths / 10);
  if (seconds < 60) return l10n.t("{0} s", seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutesText(minutes, seconds % 60);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hoursText(hours, minutes % 60);
  return daysText(Math.floor(hours / 24), hours % 24);
}

function minutesText(minutes: number, seconds: number): string {
  if (seconds === 0) return l10n.t("{0} min", minutes);
  return l10n.t("{0} min {1} s", minutes, seconds);
}

function hoursText(hours: number, minutes: number): string {
  if (minutes === 0) return l10n.t("{0} h", hours);
  return l10n.t("{0} h {1} min", hours, minutes);
}

function daysText(days: number, hours: number): string {
  return hours === 0 ? l10n.t("{0} d", days) : l10n.t("{0} d {1} h", days, hours);
}
