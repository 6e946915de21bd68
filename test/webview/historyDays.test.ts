import { describe, it } from "mocha";
import assert from "node:assert/strict";
import { groupByDay, timeText } from "../../src/webview/view/history/days.ts";

/** A Wednesday, in local time. */
const now = new Date(2026, 2, 11, 9, 30).getTime();

function item(at: Date, pinned = false) {
  return { id: String(at.getTime()), title: "T", pinned, updatedAt: at.getTime() };
}

function groups(...items: ReturnType<typeof item>[]): [string, number][] {
  return groupByDay(items, now).map(({ title, items: grouped }) => [title, grouped.length]);
}

describe("the history's days", () => {
  it("are those of the calendar, not of hours that passed", () => {
    assert.deepEqual(
      groups(
        item(new Date(2026, 2, 11, 9, 29)),
        item(new Date(2026, 2, 11, 0, 0)),
        item(new Date(2026, 2, 10, 23, 59)),
        item(new Date(2026, 2, 10, 0, 0)),
        item(new Date(2026, 2, 9, 23, 59)),
      ),
      [
        ["Today", 2],
        ["Yesterday", 2],
        ["Monday", 1],
      ],
    );
  });

  it("are weekdays for the last seven days, then months with their year", () => {
    assert.deepEqual(
      groups(
        item(new Date(2026, 2, 5, 12)),
        item(new Date(2026, 2, 4, 12)),
        item(new Date(2026, 1, 28, 12)),
        item(new Date(2025, 2, 30, 12)),
      ),
      [
        ["Thursday", 1],
        ["March 2026", 1],
        ["February 2026", 1],
        ["March 2025", 1],
      ],
    );
  });

  it("have the pinned before them, and what a clock ahead has written today", () => {
    assert.deepEqual(groups(item(new Date(2024, 0, 1), true), item(new Date(2026, 2, 12, 8))), [
      ["Pinned", 1],
      ["Today", 1],
    ]);
  });

  it("survive the days with 23 and 25 hours", () => {
    for (const [year, month, day] of [
      [2026, 2, 29],
      [2026, 9, 25],
      [2026, 2, 8],
      [2026, 10, 1],
    ] as const) {
      const later = new Date(year, month, day + 1, 0, 30).getTime();
      const before = item(new Date(year, month, day, 0, 5));
      assert.equal(groupByDay([before], later)[0]?.title, "Yesterday");
    }
  });

  it("say the time of recent items, the date of older ones and the year of long ago", () => {
    const friday = new Date(2026, 2, 6, 14, 7);
    assert.equal(timeText(item(new Date(2026, 2, 11, 0, 5)), now, true), "00:05");
    assert.equal(timeText(item(new Date(2026, 2, 11, 0, 5)), now, false), "00:05");
    assert.equal(timeText(item(friday), now, true), "14:07");
    assert.equal(timeText(item(friday), now, false), "Mar 6");
    assert.equal(timeText(item(friday, true), now, true), "Mar 6");
    assert.equal(timeText(item(new Date(2026, 0, 3)), now, true), "Jan 3");
    assert.equal(timeText(item(new Date(2025, 11, 31)), now, true), "Dec 31, 2025");
  });
});
