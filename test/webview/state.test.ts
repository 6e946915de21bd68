import { describe, it } from "mocha";
import assert from "node:assert/strict";
import type { HistoryItemView, HistoryView } from "../../src/protocol/views.ts";
import { PageState } from "../../src/webview/state.ts";
import { answer, exchange, panelState } from "./samples.ts";

function stateOf(...exchanges: ReturnType<typeof exchange>[]): PageState {
  const state = new PageState();
  state.apply({ type: "snapshot", state: panelState({ exchanges }) });
  return state;
}

describe("the page's state", () => {
  it("appends a delta to its answer and leaves the rest as it is", () => {
    const other = exchange();
    const grown = exchange({
      id: "q",
      answers: [answer({ id: "a", text: "One" }), answer({ id: "b", text: "Zwei", thinking: "T" })],
    });
    const state = stateOf(other, grown);
    state.apply({ type: "delta", exchange: "q", answer: "b", text: " drei", thinking: "h" });
    const [first, second] = state.exchanges;
    assert.equal(first, other);
    assert.equal(second?.answers[0], grown.answers[0]);
    assert.equal(second?.answers[1]?.text, "Zwei drei");
    assert.equal(second.answers[1].thinking, "Th");
  });

  it("drops a delta for an exchange or an answer that it does not know", () => {
    const state = stateOf(exchange({ id: "q" }));
    const before = [...state.exchanges];
    state.apply({ type: "delta", exchange: "q", answer: "?", text: "x", thinking: "" });
    state.apply({ type: "delta", exchange: "?", answer: "?", text: "x", thinking: "" });
    assert.deepEqual(state.exchanges, before);
  });

  it("puts a known exchange in its place and a new one at the end", () => {
    const state = stateOf(exchange({ id: "q1" }), exchange({ id: "q2", question: "Two" }));
    state.apply({ type: "exchange", exchange: exchange({ id: "q1", question: "One again" }) });
    state.apply({ type: "exchange", exchange: exchange({ id: "q3", question: "Three" }) });
    assert.deepEqual(
      state.exchanges.map(({ id }) => id),
      ["q1", "q2", "q3"],
    );
    assert.equal(state.exchanges[0]?.question, "One again");
    assert.deepEqual(state.questions, ["One again", "Two", "Three"]);
  });

  it("shows another path with its title", () => {
    const state = stateOf(exchange({ id: "q1" }), exchange({ id: "q2" }));
    const path = [exchange({ id: "q3", question: "Other" })];
    state.apply({ type: "exchanges", title: "Renamed", exchanges: path });
    assert.deepEqual(state.exchanges, path);
    assert.deepEqual(state.questions, ["Other"]);
    assert.equal(state.title, "Renamed");
  });

  it("tells which exchange has a reply on its way, also in an answer that is not shown", () => {
    assert.equal(stateOf(exchange()).running, undefined);
    const state = stateOf(exchange(), exchange());
    const answers = [answer(), answer({ status: "streaming" })];
    state.apply({ type: "exchange", exchange: exchange({ id: "r", answers, chosen: 0 }) });
    assert.equal(state.running?.id, "r");
  });

  it("goes to the conversation for what happens there", () => {
    for (const message of [
      { type: "compose" },
      { type: "find" },
      { type: "reveal", message: "q" },
      { type: "show", view: "chat" },
    ] as const) {
      const state = new PageState();
      state.apply({ type: "show", view: "history" });
      assert.equal(state.view, "history");
      state.apply(message);
      assert.equal(state.view, "chat");
    }
  });
});

describe("the history in the page's state", () => {
  const item = (id: string, updatedAt: number, pinned = false): HistoryItemView => ({
    ...{ id, title: `Title ${id}`, pinned, updatedAt },
  });
  const told = (state: PageState, append: boolean, history: Partial<HistoryView>) => {
    state.apply({
      type: "history",
      append,
      history: { query: "", items: [], hasMore: false, ...history },
    });
    return state.history?.items.map(({ id }) => id);
  };

  it("appends what is behind, each conversation once", () => {
    const state = new PageState();
    told(state, false, { items: [item("a", 9), item("b", 8)], hasMore: true });
    assert.deepEqual(told(state, true, { items: [item("b", 8), item("c", 7)] }), ["a", "b", "c"]);
    assert.equal(state.history?.hasMore, false);
  });

  it("drops more of a search that is no longer the one", () => {
    const state = new PageState();
    told(state, false, { query: "new", items: [item("a", 9)] });
    assert.deepEqual(told(state, true, { query: "old", items: [item("b", 8)] }), ["a"]);
    assert.equal(state.history?.query, "new");
  });

  it("keeps what was loaded behind a beginning that is told anew, without the deleted", () => {
    const state = new PageState();
    const all = [item("a", 9), item("b", 8), item("c", 7), item("d", 6)];
    told(state, false, { items: all.slice(0, 2), hasMore: true });
    told(state, true, { items: all.slice(2), hasMore: true });
    const anew = {
      items: [item("d", 6, true), item("a", 9), item("b", 8)],
      hasMore: true,
      deleted: { id: "c", title: "Title c" },
    };
    assert.deepEqual(told(state, false, anew), ["d", "a", "b"]);
    assert.deepEqual(told(state, false, { ...anew, items: all.slice(0, 1) }), ["a", "b"]);
  });

  it("takes a list that is told whole, and one of another search, as it is", () => {
    const state = new PageState();
    told(state, false, { items: [item("a", 9), item("b", 8)], hasMore: true });
    assert.deepEqual(told(state, false, { query: "x", items: [item("a", 9)], hasMore: true }), [
      "a",
    ]);
    told(state, false, { query: "", items: [item("a", 9), item("b", 8)], hasMore: true });
    assert.deepEqual(told(state, false, { items: [item("a", 9)] }), ["a"]);
  });

  it("shows a new title at once", () => {
    const state = new PageState();
    told(state, false, { items: [item("a", 9), item("b", 8)] });
    state.rename("b", "Mine");
    assert.deepEqual(
      state.history?.items.map(({ title }) => title),
      ["Title a", "Mine"],
    );
  });
});
