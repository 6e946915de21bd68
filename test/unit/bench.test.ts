import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readArguments } from "../bench/benchArguments.ts";
import { figuresOf, isReached, reportText, type BenchReport } from "../bench/benchReport.ts";
import { figureNames, figures, groups } from "../bench/figures.ts";
import { plotOf } from "../bench/plot.ts";
import { activationTime } from "../bench/startupPerformance.ts";
import { mostInASecond, shareWithin, summarise } from "../bench/statistics.ts";

/** Three runs, in each of which the floor took half a second; the extension took so many times that. */
function reportOf(timesFloor: number, quick = false): BenchReport {
  const runs = [1, 3, 2].map((busy100) => ({
    ...{ floor100: 0.5, reply100: timesFloor / 2, whole100: 25 },
    ...{ plain100: 0.5, busy100, lag100: 60 },
  }));
  return {
    ...{ machine: "linux, 2 × <CPU>", date: "2026-01-02T03:04:05Z", quick },
    figures: figuresOf(runs),
    missing: { hostMemory: "can be read on Linux only" },
  };
}

describe("the bench's statistics", () => {
  it("take the middle of several runs, with their range", () => {
    const values = [5, 1, 4];
    assert.deepEqual(summarise(values), { median: 4, least: 1, most: 5, values });
    assert.equal(summarise([4, 1, 3, 2])?.median, 2.5);
    assert.equal(summarise([]), undefined);
  });

  it("count the edits of the busiest second, wherever it begins", () => {
    assert.equal(mostInASecond([0, 900, 950, 1800, 1899, 5000]), 4);
    assert.equal(mostInASecond([0, 1000, 2000]), 1);
    assert.equal(mostInASecond([]), 0);
  });

  it("tell the share of frames that came in time", () => {
    assert.equal(shareWithin([16, 20, 21, 100], 20), 0.5);
  });
});

describe("the bench's report", () => {
  it("compares medians with the floor, and both with what is to be reached", () => {
    const { figures: found } = reportOf(1.6);
    assert.equal(found.busy100?.median, 2);
    assert.equal(found.busy100.ratio, 4);
    assert.equal(isReached(figures.busy100, found.busy100), true);
    assert.equal(found.reply100 && isReached(figures.reply100, found.reply100), false);
    assert.equal(found.whole100 && isReached(figures.whole100, found.whole100), undefined);
    const least = { median: 94, least: 94, most: 94, values: [94] };
    assert.equal(isReached(figures.framesInTime, least), false);
  });

  it("says what was missed, and why something is not there", () => {
    const text = reportText(reportOf(1.6));
    assert.match(
      text,
      /100 kB as this extension draws it +0\.8 s +0\.8 – 0\.8 +1\.6 +≤ 1\.5 × the floor {2}missed/u,
    );
    assert.match(text, /100 kB at 500 tokens\/s: main thread +2 s +1 – 3 +4 +≤ 4 s$/mu);
    assert.match(text, /Extension host over its idle, view open +– +can be read on Linux only$/mu);
    assert.doesNotMatch(text, /Click to panel/u);
  });

  it("holds short texts against nothing", () => {
    const text = reportText(reportOf(1.6, true));
    assert.doesNotMatch(text, /missed|≤/u);
    assert.throws(() => plotOf(reportOf(1, true)), /quick/u);
  });

  it("knows the group and the floor of each figure", () => {
    for (const name of figureNames) {
      const { group, floor } = figures[name];
      assert.ok(group in groups);
      assert.ok(floor === undefined || floor in figures, name);
    }
  });
});

describe("the bench's plot", () => {
  it("draws each figure against its target, and what is missed in another colour", () => {
    const svg = plotOf(reportOf(1.6));
    // 2 of at most 4 seconds, with room for half as much again.
    assert.match(svg, /main thread<\/text>\n<rect class="bar" x="300" y="\d+" width="76\.7"/u);
    assert.match(svg, /last chunk to last text<\/text>\n<rect class="missed"/u);
    assert.match(svg, /this extension draws it<\/text>\n<rect class="missed"/u);
    assert.match(svg, /drawn anew each frame<\/text>\n<rect class="other" .* width="230\.0"/u);
    assert.match(plotOf(reportOf(1.4)), /this extension draws it<\/text>\n<rect class="bar"/u);
  });

  it("is text that nothing breaks out of, and needs nothing from elsewhere", () => {
    const svg = plotOf(reportOf(1));
    assert.match(svg, /2 × &lt;CPU> · 2026-01-02/u);
    assert.doesNotMatch(svg, /href|url\(|@import|NaN|undefined/u);
  });
});

describe("the bench's arguments", () => {
  it("measure all three times, or once where it is to be quick", () => {
    const all = readArguments([]);
    assert.ok(all !== "help");
    assert.deepEqual([all.runs, all.only], [3, Object.keys(groups)]);
    const few = readArguments(["--quick", "--only", "latency,editor", "--json", "x.json"]);
    const only = ["latency", "editor"];
    assert.deepEqual(few, { runs: 1, only, quick: true, json: "x.json" });
    assert.equal(readArguments(["--help"]), "help");
  });

  it("that cannot be meant are refused", () => {
    for (const [args, problem] of [
      [["--runs", "0"], /--runs wants/u],
      [["--only", "speed"], /not “speed”/u],
      [["--plot", "x.gif"], /\.svg or \.png/u],
      [["--from", "x.json"], /goes with --plot/u],
      [["--fast"], /--fast/u],
    ] as const) {
      assert.throws(() => readArguments(args), problem);
    }
  });
});

describe("VS Code's own figures of a start", () => {
  const rows = (id: string) =>
    "## Extension Activation Stats\n" +
    "| Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |\n" +
    `| ${id}        | false | 7         | 4             | 11              | onView:x | ${id} |\n`;

  it("are the time to load the code and to call it", () => {
    assert.equal(activationTime(rows("tibet-model-chat.tibet-model-chat")), 11);
  });

  it("are not there before it has started", () => {
    assert.throws(() => activationTime(rows("vscode.git")), /tells nothing/u);
    assert.throws(() => activationTime(""), /tells nothing/u);
  });
});
