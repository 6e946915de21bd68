import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { DeltaPacer, type Delta } from "../../src/host/panel/deltaPacer.ts";

const delta = (text: string, answer = "a", exchange = "x"): Delta => ({
  ...{ type: "delta", exchange, answer, text, thinking: "" },
});

describe("the pace of deltas", () => {
  it("sends the first piece at once, and joins what comes before the page has drawn it", () => {
    const sent: Delta[] = [];
    const pacer = new DeltaPacer((message) => sent.push(message));
    for (const piece of ["人", "人", "生", "而"]) pacer.append(delta(piece));
    assert.deepEqual(sent, [delta("人")]);
    pacer.drawn();
    assert.deepEqual(sent, [delta("人"), delta("人生而")]);
    pacer.drawn();
    assert.equal(sent.length, 2);
    pacer.append(delta("自由"));
    assert.equal(sent.length, 3);
  });

  it("keeps 100,000 pieces from a page that draws nothing, in one message for each answer", () => {
    let count = 0;
    const pacer = new DeltaPacer(() => (count += 1));
    for (let index = 0; index < 100_000; index++) pacer.append(delta("字", `${index % 2}`));
    assert.equal(count, 1);
    pacer.drawn();
    assert.equal(count, 3);
  });

  it("forgets what the page is about to get whole", () => {
    const sent: Delta[] = [];
    const pacer = new DeltaPacer((message) => sent.push(message));
    pacer.append(delta("one"));
    pacer.append(delta("two"));
    pacer.append(delta("other", "b", "y"));
    pacer.forget("x");
    pacer.drawn();
    assert.deepEqual(sent, [delta("one"), delta("other", "b", "y")]);
  });

  it("owes a new page nothing of the old one", () => {
    const sent: Delta[] = [];
    const pacer = new DeltaPacer((message) => sent.push(message));
    pacer.append(delta("old"));
    pacer.append(delta("pending"));
    pacer.restart();
    pacer.append(delta("new"));
    assert.deepEqual(sent, [delta("old"), delta("new")]);
  });

  it("loses and doubles nothing, however slow the page is", () => {
    const step = fc.oneof(
      fc.record({ answer: fc.constantFrom("a", "b"), text: fc.string(), isThought: fc.boolean() }),
      fc.constant("drawn" as const),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const [wanted, shown] = [new Map<string, string>(), new Map<string, string>()];
        const add = (map: Map<string, string>, key: string, text: string) =>
          map.set(key, (map.get(key) ?? "") + text);
        const pacer = new DeltaPacer(({ answer, text, thinking }) => {
          add(shown, `${answer} text`, text);
          add(shown, `${answer} thinking`, thinking);
        });
        for (const each of steps) {
          if (each === "drawn") {
            pacer.drawn();
            continue;
          }
          const { answer, text, isThought } = each;
          add(wanted, `${answer} text`, isThought ? "" : text);
          add(wanted, `${answer} thinking`, isThought ? text : "");
          const pieces = isThought ? { text: "", thinking: text } : { text, thinking: "" };
          pacer.append({ type: "delta", exchange: "x", answer, ...pieces });
        }
        pacer.drawn();
        assert.deepEqual(new Map([...shown].sort()), new Map([...wanted].sort()));
      }),
    );
  });
});
