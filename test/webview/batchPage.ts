import type { Locator } from "playwright-core";
import type {
  BatchHeadView,
  BatchHostMessage,
  BatchListItem,
  BatchPageMessage,
  BatchRowView,
} from "../../src/protocol/batchMessages.ts";
import { head } from "./batchSamples.ts";
import { openNamed, type PageHarness, type PageOptions } from "./page.ts";

/** A page that shows a batch, and its parts by the roles and names that screen readers see. */
export interface BatchHarness extends PageHarness<BatchHostMessage, BatchPageMessage> {
  readonly grid: Locator;
  /** Lines that are in the page, the heads of the columns left out. */
  readonly lines: Locator;
  line(id: string): Locator;
  button(name: string): Locator;
  show(rows: readonly BatchRowView[], overrides?: Partial<BatchHeadView>): Promise<void>;
  change(
    all: readonly BatchRowView[],
    changed: readonly BatchRowView[],
    overrides?: Partial<BatchHeadView>,
  ): Promise<void>;
  /** What was said of a type, oldest first. */
  said(type: BatchPageMessage["type"]): Promise<BatchPageMessage[]>;
  /** Ids of the lines in the page from above. */
  ids(): Promise<string[]>;
}

export async function openBatch(
  rows: readonly BatchRowView[],
  options: PageOptions = {},
  batches: readonly BatchListItem[] = [],
): Promise<BatchHarness> {
  const harness = await openNamed<BatchHostMessage, BatchPageMessage>("batch", {
    width: 1000,
    ...options,
  });
  const { page } = harness;
  const grid = page.getByRole("grid");
  const lines = grid.locator(".grid-body").getByRole("row");
  const show = (shown: readonly BatchRowView[], overrides: Partial<BatchHeadView> = {}) =>
    harness.send({ type: "batch", batches, head: head(shown, overrides), rows: shown });
  await show(rows);
  return {
    ...harness,
    grid,
    lines,
    show,
    line: (id) => grid.locator(`[data-item="${id}"]`),
    button: (name) => page.getByRole("button", { name, exact: true }),
    change: (all, changed, overrides = {}) =>
      harness.send({ type: "changes", head: head(all, overrides), rows: changed }),
    said: async (type) => (await harness.posted()).filter((message) => message.type === type),
    ids: () =>
      lines.evaluateAll((elements) =>
        elements.map((element) => (element as HTMLElement).dataset["item"] ?? ""),
      ),
  };
}
