import assert from "node:assert/strict";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { afterEach, beforeEach, describe, it } from "mocha";
import { fileURLToPath } from "node:url";
import { HistoryFolder, until } from "./historyFolder.ts";
import { batch, items } from "./sampleBatch.ts";

describe("batch store and processes", function () {
  this.timeout(60_000);

  let folder: HistoryFolder;
  const children: ChildProcessByStdio<Writable, Readable, null>[] = [];
  beforeEach(async () => {
    folder = await HistoryFolder.create();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await folder.dispose();
  });

  function start(script: string, ...args: string[]) {
    const path = fileURLToPath(new URL(`../history/${script}`, import.meta.url));
    const stdio = ["pipe", "pipe", "inherit"] as const;
    const child = spawn(process.execPath, [path, folder.path, ...args], { stdio: [...stdio] });
    children.push(child);
    return { child, lines: createInterface(child.stdout) };
  }

  async function kill(child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
    const closed = once(child, "close");
    child.kill("SIGKILL");
    assert.deepEqual(await closed, [null, "SIGKILL"]);
  }

  it("lets one of two windows have a batch, and the other one once that is dead for 10 s", async () => {
    const store = await folder.open();
    const names = Array.from({ length: 10 }, (_, count) => `b${count}`);
    for (const name of names) store.batches.create(batch(name), items(name, 1));
    for (const name of names) {
      const windows = ["one", "two"].map((runner) => start("claimer.ts", name, runner));
      await Promise.all(windows.map(({ lines }) => nextLine(lines)));
      const ask = async (window: (typeof windows)[number], question: string) => {
        const answer = nextLine(window.lines);
        window.child.stdin.write(`${question}\n`);
        return answer;
      };
      const answers = await Promise.all(windows.map((window) => ask(window, "claim 100000")));
      assert.deepEqual(answers.toSorted(), ["false", "true"]);
      const [winner, loser] = answers[0] === "true" ? windows : windows.toReversed();
      assert.ok(winner && loser);
      assert.equal(await ask(winner, "keepAlive 105000"), "true");
      await kill(winner.child);
      assert.equal(await ask(loser, "claim 114999"), "false");
      assert.equal(await ask(loser, "keepAlive 114999"), "false");
      assert.equal(await ask(loser, "claim 115000"), "true");
      assert.equal(await ask(loser, "keepAlive 115000"), "true");
      await kill(loser.child);
    }
  });

  for (const told of [7, 503, 1_999]) {
    it(`has all that a window had saved that was killed after ${told} savings`, async () => {
      const { child, lines } = start("batchWriter.ts", "2000");
      const said: string[] = [];
      lines.on("line", (line) => said.push(line));
      await until(() => said.length >= told);
      await kill(child);

      const store = (await folder.open()).batches;
      const whole = store.load("b");
      const states = new Map(whole?.items.map(({ id, state }) => [id, state]));
      assert.equal(states.size, 2_000);
      const counts: Record<string, number> = {};
      for (const state of states.values()) counts[state] = (counts[state] ?? 0) + 1;
      assert.deepEqual(store.list(1)[0]?.counts, counts);
      assert.ok((counts["waiting"] ?? 0) > 0);
      for (const line of said) {
        const [kind, id = "", what] = line.split(" ");
        if (kind === "part") {
          const answer = store.parts(id).find(({ index }) => index === Number(what));
          assert.equal(answer?.text, `ལན། ${id} ${what} `.repeat(200));
        } else {
          const state = states.get(id);
          assert.ok(state === what || state === "answered", `${line}, but it is ${state}`);
        }
      }
      assert.equal(folder.raw().prepare("PRAGMA integrity_check").get()?.["integrity_check"], "ok");
    });
  }
});

async function nextLine(lines: Interface): Promise<string> {
  const [line] = (await once(lines, "line")) as [string];
  return line;
}
