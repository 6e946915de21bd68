import type {
  BatchListItem,
  BatchRowState,
  BatchRowView,
  BatchStageView,
} from "../../protocol/batchMessages.ts";

interface Look {
  readonly word: string;
  /** A codicon's name. */
  readonly icon: string;
}

/** In the order in which an item goes through them. */
export const states: Readonly<Record<BatchRowState, Look>> = {
  waiting: { word: "Waiting", icon: "clock" },
  asking: { word: "Asking", icon: "sync" },
  answered: { word: "Answered", icon: "comment" },
  done: { word: "Done", icon: "check" },
  failed: { word: "Failed", icon: "error" },
  skipped: { word: "Skipped", icon: "debug-step-over" },
  cancelled: { word: "Cancelled", icon: "circle-slash" },
};

export const stages: Readonly<Record<BatchStageView, Look>> = {
  running: { word: "Running", icon: "sync" },
  pausing: { word: "Pausing…", icon: "debug-pause" },
  paused: { word: "Paused", icon: "debug-pause" },
  cancelling: { word: "Cancelling…", icon: "circle-slash" },
  cancelled: { word: "Cancelled", icon: "circle-slash" },
  exported: { word: "Exported", icon: "export" },
  finished: { word: "Finished", icon: "check-all" },
};

export function numberText(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** How much of a batch there is an answer for, e.g. “3 of 5 done”. */
export function doneText({
  counts,
  isReviewed,
}: Pick<BatchListItem, "counts" | "isReviewed">): string {
  const { done = 0, answered = 0 } = counts;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const of = (count: number) => `${numberText(count)} of ${numberText(total)}`;
  if (!isReviewed || answered === 0) return `${of(done)} done`;
  const review = done === 0 ? "to be reviewed" : `${numberText(answered)} to be reviewed`;
  return `${of(done + answered)} answered, ${review}`;
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
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(tenths / 10);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return two(minutes, "min", seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, "h", minutes % 60, "min");
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smallUnit}`;
}
