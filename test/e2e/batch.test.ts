import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoggedRequest } from "../servers/practice/requestLog.ts";
import { eventually, openBench, pictureFailure, type Bench } from "./bench.ts";

const count = 300;
/** What a server gets at once. */
const concurrency = 8;
const names = Array.from({ length: count }, (_, index) => `texts/${index}.txt`);

/** A text that is in no other file. */
const mark = (name: string) => `〔${name}〕`;

describe("a batch of 300 files", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    const files = names.map((name) => [
      name,
      `${mark(name)}人人生而自由，在尊严和权利上一律平等。\n`,
    ]);
    bench = await openBench({ files: Object.fromEntries(files) as Record<string, string> });
    await bench.server.direct({
      ...{ echo: true, pace: 1 },
      firstTries: [
        {},
        { resetAfter: 3 },
        {},
        { error: { status: 429, headers: { "retry-after": "0" } } },
        {},
      ],
    });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  async function answers(): Promise<string[]> {
    const found = await readdir(join(bench.folder, "texts"));
    return found.filter((name) => name.endsWith(".out.txt"));
  }

  it("brings every answer exactly once, over faults and a killed extension host", async function () {
    if (process.platform === "win32") return this.skip();
    this.timeout(240_000);
    const { server, workbench } = bench;
    await workbench.runCommand("Tibet Model Chat: Run a batch on files…");
    await workbench.answerInput("texts/*.txt");
    await workbench.pickOnly("Type an instruction…");
    await workbench.answerInput("Repeat the text.");
    await workbench.acceptPicker("Which models?");
    await workbench.pick("Beside each file");
    await workbench.answerInput("out");
    assert.deepEqual(await server.log(), [], "nothing is sent before the person agrees");
    await workbench.answerDialog("300 files", "Start");

    await eventually(async () => assert.ok((await answers()).length > count / 3), 60_000);
    await workbench.killExtensionHosts();
    assert.ok((await answers()).length < count, "it was killed half-way");
    await workbench.reload();
    await workbench.runCommand("View: Show Tibet Model Chat");
    await workbench.answerListed("A batch was interrupted", "Resume");
    await eventually(async () => assert.equal((await answers()).length, count), 90_000);

    for (const name of names) {
      const answer = await readFile(join(bench.folder, name.replace(/txt$/u, "out.txt")), "utf8");
      const marks = names.filter((each) => answer.includes(mark(each)));
      assert.deepEqual(marks, [name]);
    }
    const log = await server.log();
    const answered = log.filter(({ state, status }) => state === "finished" && status === 200);
    assert.ok(answered.length < log.length - 50, "there were faults");
    // What the extension host had not kept when it was killed is asked again, and nothing else.
    const twice = names.filter(
      (name) => answered.filter((each) => nameOf(each) === name).length > 1,
    );
    assert.ok(twice.length <= concurrency, `asked again: ${twice.join(", ")}`);
  });
});

/** The file that a request is about. */
function nameOf({ body }: LoggedRequest): string {
  return /〔(.+?)〕/u.exec(JSON.stringify(body))?.[1] ?? "";
}
