import type {
  BatchHeadView,
  BatchListItem,
  BatchRowState,
  BatchRowView,
} from "../../src/protocol/batchMessages.ts";

/** A line that waits; what differs is given. */
export function row(id: string, overrides: Partial<BatchRowView> = {}): BatchRowView {
  return {
    ...{ id, name: `texts/${id}.md`, template: "Translate", model: "tibet", state: "waiting" },
    ...{ hasOutput: false, canCompare: false },
    canRetry: ["failed", "skipped", "cancelled"].includes(overrides.state ?? ""),
    ...overrides,
  };
}

export function doneRow(id: string, overrides: Partial<BatchRowView> = {}): BatchRowView {
  return row(id, {
    ...{ state: "done", hasOutput: true, canCompare: true },
    ...{ tokens: { prompt: 1_234, completion: 560 }, elapsed: 12_300 },
    ...overrides,
  });
}

/** A head that counts its lines; what differs is given. */
export function head(
  rows: readonly BatchRowView[],
  overrides: Partial<BatchHeadView> = {},
): BatchHeadView {
  const counts: Partial<Record<BatchRowState, number>> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return {
    ...{ id: "b1", title: "Translate texts", createdAt: Date.UTC(2026, 2, 1, 12) },
    ...{ stage: "running", output: "Beside each file, as name.zh.md.", counts },
    actions: ["pause", "cancel", "report"],
    isReviewed: false,
    ...{ throughput: 431.4, remaining: 185_000 },
    ...overrides,
  };
}

export function listed(id: string, overrides: Partial<BatchListItem> = {}): BatchListItem {
  return {
    ...{ id, title: `Batch ${id}`, createdAt: Date.UTC(2026, 2, 1), stage: "finished" },
    ...{ isReviewed: false, counts: { done: 3, failed: 2 } },
    ...overrides,
  };
}

/** So many lines in all states, some of them with reasons. */
export function manyRows(count: number): BatchRowView[] {
  return Array.from({ length: count }, (_, index) => {
    const id = String(index);
    const name = `texts/${id.padStart(5, "0")}.md`;
    if (index % 10 === 3) {
      return row(id, { name, state: "failed", remark: "The server said: too long." });
    }
    return index % 2 === 0 ? doneRow(id, { name }) : row(id, { name });
  });
}
