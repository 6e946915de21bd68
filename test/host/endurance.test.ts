import assert from "node:assert/strict";
import * as vscode from "vscode";
import { heapLevel, LeakCounter, type Counts } from "./endurance/counts.ts";
import { faultyModels } from "./endurance/faultyModels.ts";
import { Person } from "./endurance/person.ts";
import { Random } from "./endurance/random.ts";
import { panelChat, tidyUp } from "./heldReply.ts";
import { hostTestMark } from "./index.ts";
import { testAccess } from "./testAccess.ts";

const practice = process.env["PRACTICE_ORIGIN"] ?? "";
const raw = process.env["RAW_ORIGIN"] ?? "";
/** Requests after which is looked first, and at last. */
const [early, late] = [200, 2000];
/** By how much memory may grow between the looks. */
const mostGrowth = 0.2;

/**
 * Node and VS Code make these for themselves, too, and let go of them when they like; a leak of one
 * for every request would be far beyond. Of everything else no more may be left than at first.
 */
const swings = /^(?:active|handle): |abort signals$|^open/u;
const mostSwing = 20;

describe(`${late} requests with random faults in one window`, () => {
  const models = faultyModels(practice, raw);
  const settings = () => vscode.workspace.getConfiguration("tibetChat");
  const global = vscode.ConfigurationTarget.Global;
  const before = settings().inspect("models")?.globalValue;
  let counter: LeakCounter | undefined;

  after(async function () {
    this.timeout(30_000);
    counter?.dispose();
    await settings().update("models", before, global);
    for (const name of ["idleTimeout", "firstByteTimeout"]) {
      await settings().update(name, undefined, global);
    }
    await tidyUp();
  });

  it("leave no socket, listener, timer, disposable or memory behind", async function () {
    this.timeout(600_000);
    const access = await testAccess();
    await panelChat();
    const entries = Object.entries(models).map(([key, model]) => [key, model.settings]);
    await settings().update("models", Object.fromEntries(entries), global);
    await settings().update("idleTimeout", 1, global);
    await settings().update("firstByteTimeout", 30, global);

    const seed = Number(process.env["ENDURANCE_SEED"] ?? Date.now() % 2 ** 31);
    say(`seed ${seed}`);
    const watch = (counter = new LeakCounter(access, [practice, raw]));
    const person = new Person(access, watch, new Random(seed), models);
    await person.begin();
    const workUntil = async (requests: number) => {
      const isEnough = () => watch.requests >= requests;
      await Promise.all([
        person.workInPanel(isEnough),
        ...[1, 2, 3, 4, 5, 6].map(() => person.workInTabs(isEnough)),
      ]);
      await person.rest();
    };

    await workUntil(early);
    const [first, firstLevel] = [await watch.counts(), await heapLevel()];
    await workUntil(late);
    const [last, lastLevel] = [await watch.counts(), await heapLevel()];

    const growth = lastLevel / firstLevel - 1;
    say(`${watch.requests} requests`);
    say(`memory ${megabytes(firstLevel)} → ${megabytes(lastLevel)}, ${percent(growth)}`);
    say(JSON.stringify(last));
    const problems = [...leaks(first, last), ...watch.complaints];
    if (growth > mostGrowth) problems.push(`memory: ${percent(growth)} more`);
    assert.deepEqual(problems, [], `seed ${seed}`);
    // There the tests, it seems, have an API of their own: nothing that the extension makes is counted.
    if (vscode.version.startsWith("1.110.")) return;
    const marks = last["vscode: window.createTextEditorDecorationType"];
    assert.equal(marks, 0, "No reply went into a document, or it was not counted.");
  });
});

/** For the report that the runner prints. */
function say(text: string): void {
  console.log(`${hostTestMark}    ${text}`);
}

/** What there is more of than there should be, with both numbers. */
function leaks(first: Counts, last: Counts): string[] {
  return Object.entries(last).flatMap(([kind, count]) => {
    const had = first[kind] ?? 0;
    const most = had + (swings.test(kind) ? mostSwing : 0);
    return count > most ? [`${kind}: ${had} → ${count}`] : [];
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
