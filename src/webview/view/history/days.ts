import * as l10n from "@vscode/l10n";
import type { HistoryItemView } from "../../../protocol/views.ts";
import { displayLanguage } from "../../displayLanguage.ts";

/** Items of the history that stand under one heading. */
export interface HistoryGroup {
  readonly title: string;
  readonly items: readonly HistoryItemView[];
}

const weekday = new Intl.DateTimeFormat(displayLanguage, { weekday: "long" });
const month = new Intl.DateTimeFormat(displayLanguage, { month: "long", year: "numeric" });
const time = new Intl.DateTimeFormat(displayLanguage, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const date = new Intl.DateTimeFormat(displayLanguage, { month: "short", day: "numeric" });
const dateOfYear = new Intl.DateTimeFormat(displayLanguage, {
  ...{ year: "numeric", month: "short", day: "numeric" },
});
const moment = new Intl.DateTimeFormat(displayLanguage, {
  ...{ weekday: "long", year: "numeric", month: "long", day: "numeric" },
  ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
});

/**
 * Groups items by local calendar days: the pinned ones, today, yesterday, the weekdays of the last
 * seven days, then months. Their order stays.
 *
 * @param now in milliseconds since the epoch.
 */
export function groupByDay(items: readonly HistoryItemView[], now: number): HistoryGroup[] {
  const groups = Map.groupBy(items, ({ pinned, updatedAt }) =>
    pinned ? l10n.t("Pinned") : dayTitle(updatedAt, now),
  );
  return [...groups].map(([title, grouped]) => ({ title, items: grouped }));
}

/**
 * When an item was last added to, as briefly as may be.
 *
 * @param isUnderDay whether it stands under the heading of its day, as {@link groupByDay} puts it.
 */
export function timeText(item: HistoryItemView, now: number, isUnderDay: boolean): string {
  const days = daysBetween(item.updatedAt, now);
  const at = new Date(item.updatedAt);
  if (days < 1 || (days < 7 && isUnderDay && !item.pinned)) return time.format(at);
  const isThisYear = at.getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? date : dateOfYear).format(at);
}

/** The whole of it, for a tooltip. */
export function momentText(at: number): string {
  return moment.format(at);
}

function dayTitle(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days < 1) return l10n.t("Today");
  if (days === 1) return l10n.t("Yesterday");
  return (days < 7 ? weekday : month).format(at);
}

/** How many midnights lie between; a day may have 23 or 25 hours. */
function daysBetween(earlier: number, later: number): number {
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
