import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { deltaPause, drawnAtOnce, mostUndrawn } from "../../src/protocol/deltaPace.ts";
import { DeltaPacer, type Delta } from "../../src/host/panel/deltaPacer.ts";

const delta = (text: string, answer = "a", exchange = "x"): Delta => ({
  ...{ type: "delta", exchange, answer, text, thinking: "" },
});

/** A pacer with what it has sent, and a pause that the test ends. */
function startPacer() {
  const sent: Delta[] = [];
  let ended: (() => void) | undefined;
  const pacer = new DeltaPacer(
    (message) => sent.push(message),
    (milliseconds, callback) => {
      assert.equal(milliseconds, deltaPause);
      assert.equal(ended, undefined, "one pause at a time");
      ended = callback;
      return () => (ended = undefined);
    },
  );
  const endPause = () => {
    const callback = ended;
    ended = undefined;
    callback?.();
  };
  return { pacer, sent, endPause, isPausing: () => ended !== undefined };
}

describe("the pace of deltas", () => {
  it("sends the first piece at once, and joins what comes in the pause behind it", () => {
    const { pacer, sent, endPause, isPausing } = startPacer();
    for (const piece of ["人", "人", "生", "而"]) pacer.append(delta(piece));
    assert.deepEqual(sent, [delta("人")]);
    endPause();
    assert.deepEqual(sent, [delta("人"), delta("人生而")]);
    endPause();
    assert.equal(sent.length, 2);
    assert.equal(isPausing(), false);
    pacer.append(delta("自由"));
    assert.equal(sent.length, 3);
  });

  it("does not wait for a page whose answer is on its way, and sends no more than it can hold", () => {
    const { pacer, sent, endPause } = startPacer();
    for (let count = 0; count < 3 * mostUndrawn; count += 1) {
      pacer.append(delta("字"));
      endPause();
    }
    assert.equal(sent.length, mostUndrawn);
    pacer.drawn(drawnAtOnce);
    assert.equal(sent.length, mostUndrawn + 1);
    assert.equal(sent.at(-1)?.text, "字".repeat(2 * mostUndrawn));
  });

  it("keeps 100,000 pieces from a page that draws nothing, in one message for each answer", () => {
    const { pacer, sent, endPause } = startPacer();
    for (let index = 0; index < 100_000; index++) pacer.append(delta("字", `${index % 2}`));
    assert.equal(sent.length, 1);
    endPause();
    assert.equal(sent.length, 3);
  });

  it("forgets what the page is about to get whole", () => {
    const { pacer, sent, endPause } = startPacer();
    pacer.append(delta("one"));
    pacer.append(delta("two"));
    pacer.append(delta("other", "b", "y"));
    pacer.forget("x");
    endPause();
    assert.deepEqual(sent, [delta("one"), delta("other", "b", "y")]);
  });

  it("owes a new page nothing of the old one, and has it wait for nothing", () => {
    const { pacer, sent, endPause } = startPacer();
    for (let count = 0; count <= mostUndrawn; count += 1) {
      pacer.append(delta("old"));
      endPause();
    }
    pacer.append(delta("pending"));
    pacer.restart();
    pacer.append(delta("new"));
    assert.equal(sent.length, mostUndrawn + 1);
    assert.deepEqual(sent.at(-1), delta("new"));
  });

  it("loses and doubles nothing, however slow the page is", () => {
    const step = fc.oneof(
      fc.record({ answer: fc.constantFrom("a", "b"), text: fc.string(), isThought: fc.boolean() }),
      fc.record({ drawn: fc.nat({ max: mostUndrawn }) }),
      fc.constant("pause" as const),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const [wanted, shown] = [new Map<string, string>(), new Map<string, string>()];
        const add = (map: Map<string, string>, key: string, text: string) =>
          map.set(key, (map.get(key) ?? "") + text);
        const { pacer, sent, endPause, isPausing } = startPacer();
        for (const each of steps) {
          if (each === "pause") {
            endPause();
            continue;
          }
          if ("drawn" in each) {
            pacer.drawn(each.drawn);
            continue;
          }
          const { answer, text, isThought } = each;
          add(wanted, `${answer} text`, isThought ? "" : text);
          add(wanted, `${answer} thinking`, isThought ? text : "");
          const pieces = isThought ? { text: "", thinking: text } : { text, thinking: "" };
          pacer.append({ type: "delta", exchange: "x", answer, ...pieces });
        }
        pacer.drawn(sent.length);
        while (isPausing()) endPause();
        for (const { answer, text, thinking } of sent) {
          add(shown, `${answer} text`, text);
          add(shown, `${answer} thinking`, thinking);
        }
        assert.deepEqual(new Map([...shown].sort()), new Map([...wanted].sort()));
      }),
    );
  });
});
