import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Batches } from "../../src/host/batch/batches.ts";
import { direct } from "./heldReply.ts";
import {
  asked,
  beside,
  forgetAsked,
  makeBatch,
  ownBatches,
  surveyOf,
  untilEnded,
} from "./ownBatch.ts";
import { makeOwnFolder, type OwnFolder } from "./ownFolder.ts";

const origin = process.env["PRACTICE_ORIGIN"] ?? "";
const token = process.env["PRACTICE_TOKEN"] ?? "";
const reply = "第一行\n第二行";

describe("batches elsewhere", () => {
  let own: OwnFolder;
  let batches: Batches;
  before(async () => {
    batches = await ownBatches();
  });
  beforeEach(async () => {
    own = await makeOwnFolder();
    await direct({ reply });
    await forgetAsked();
  });
  afterEach(() => own.remove());

  const read = (path: string) => readFile(own.at(path).fsPath);

  it("exports what is to be asked, and takes the results back", async () => {
    const names = Array.from({ length: 5 }, (_, index) => `${index}.txt`);
    await own.write(Object.fromEntries(names.map((name) => [name, `Text ${name}.\n`])));
    const run = await makeBatch(
      batches,
      await surveyOf(
        names.map((name) => own.at(name)),
        beside,
      ),
    );
    const { id } = run.batch;
    await batches.export(id, own.uri);
    assert.equal((await asked()).length, 0);
    assert.equal(run.stage, "exported");
    const [file = ""] = (await readdir(own.uri.fsPath)).filter((name) => name.endsWith(".jsonl"));
    const requests = String(await read(file));
    assert.equal(requests.trim().split("\n").length, 5);
    assert.ok(!requests.includes(token), "no token leaves with the file");
    const results = own.at("results").fsPath;
    await runBatchFile(own.at(file).fsPath, results);

    const lines = String(await readFile(results))
      .trim()
      .split("\n");
    const strange = lines[0]?.replace(/"custom_id":"[^"]*"/u, '"custom_id":"../../x.0.abc"');
    await writeFile(own.at("hostile").fsPath, [strange, "{", "[]", "null", ""].join("\n"));
    await batches.import(id, [own.at("hostile")]);
    assert.ok(run.items.every(({ state }) => state === "waiting"));

    // One result is missing, one came twice.
    await writeFile(results, [...lines.slice(0, 4), lines[0]].join("\r\n"));
    await batches.import(id, [own.at("results")]);
    assert.deepEqual(
      run.items.map(({ state }) => state),
      ["done", "done", "done", "done", "waiting"],
    );
    assert.equal(String(await read("3.zh.txt")), `${reply}\n`);
    assert.equal((await asked()).length, 5, "an import asks nothing");
    await batches.start(id);
    await untilEnded(run);
    assert.ok(run.items.every(({ state }) => state === "done"));
    assert.equal((await asked()).length, 6);
  });
});

/** Has the practice server execute a file of requests, in a process of its own as on a cluster. */
async function runBatchFile(input: string, output: string): Promise<void> {
  // The bundle is CommonJS, two folders below the repository.
  const root = join(__dirname, "..", "..");
  const script = join(root, "test", "servers", "practice", "runBatch.ts");
  const path = [join(root, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  const args = [script, "--url", origin, "-i", input, "-o", output];
  await promisify(execFile)("node", args, { env: { ...process.env, PATH: path } });
}
