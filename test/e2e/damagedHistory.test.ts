import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { historyFolder, openBench, pictureFailure, type Bench } from "./bench.ts";

describe("a history that is damaged", () => {
  const garbage = "this is no database ".repeat(500);
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      prepare: async (profile) => {
        await mkdir(historyFolder(profile), { recursive: true });
        await writeFile(join(historyFolder(profile), "conversations.db"), garbage);
      },
    });
  });
  after(() => bench.close());
  afterEach(function () {
    return pictureFailure(bench, this.currentTest);
  });

  it("is set aside and told once, and the panel works", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "All the same." });
    let panel = await bench.newConversation();
    await panel.hear("Does it work?");
    await panel.replies.getByText("All the same.").waitFor();
    const told = await workbench.listedNotifications();
    assert.equal(told.length, 1);
    assert.match(
      told[0] ?? "",
      /^The history could not be read\. It was set aside as “.*damaged\.db”/u,
    );
    const folder = historyFolder(workbench.profile);
    const aside = (await readdir(folder)).find((name) => name.endsWith(".damaged.db")) ?? "";
    assert.equal(await readFile(join(folder, aside), "utf8"), garbage);
    await workbench.runCommand("Notifications: Clear All Notifications");
    await workbench.reload();
    panel = await bench.showHistory();
    await panel.history.open("Does it work?").click();
    await panel.replies.getByText("All the same.").waitFor();
    assert.deepEqual(await workbench.listedNotifications(), []);
  });
});
