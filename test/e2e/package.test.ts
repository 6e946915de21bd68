import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { repository } from "../workbench/places.ts";
import { openBench, token, type Bench } from "./bench.ts";

const run = promisify(execFile);

describe("the packaged extension", () => {
  const vsix = join(repository, "test-results", "tibet-model-chat.vsix");
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    const vsce = join(repository, "node_modules/@vscode/vsce/vsce");
    const flags = ["--no-dependencies", "--allow-missing-repository"];
    const options = { cwd: repository };
    await mkdir(dirname(vsix), { recursive: true });
    await run(process.execPath, ["esbuild.js", "--production"], options);
    await run(process.execPath, [vsce, "package", ...flags, "--out", vsix], options);
    bench = await openBench({ vsix });
  });
  after(() => bench.close());

  it("asks once, with the token that was set for its server", async () => {
    const { workbench, server, bell } = bench;
    await server.direct({ reply: "From the package." });
    await workbench.runCommand("Tibet Model Chat: Set token");
    await workbench.answerInput(token);
    await workbench.pickerLabels();
    await workbench.page.keyboard.press("Enter");
    await bell.waitFor();
    assert.deepEqual(await server.log(), []);
    const panel = await bench.askAboutPassage();
    await panel.ask("Packaged?");
    await panel.replies.getByText("From the package.").waitFor();
    // What the model's window is the server tells once it has answered.
    await server.waitForRequest(({ path }) => path.endsWith("/models"));
    const log = await server.log();
    assert.deepEqual(
      log.map(({ path, headers }) => [path, headers["authorization"]]),
      [
        ["/tibet/v1/chat/completions", "present"],
        ["/tibet/v1/models", "present"],
      ],
    );
  });
});
