import assert from "node:assert/strict";
import { canaryToken } from "../canary.ts";
import { packageExtension } from "../workbench/packaged.ts";
import { openBench, type Bench } from "./bench.ts";

describe("the packaged extension", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({ vsix: await packageExtension() });
  });
  after(() => bench.close());

  it("asks once, with the token that was set for its server", async () => {
    const { workbench, server, bell } = bench;
    await server.direct({ reply: "From the package." });
    await workbench.runCommand("Tibet Model Chat: Set token");
    await workbench.answerInput(canaryToken);
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
