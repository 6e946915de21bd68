import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { canaryToken } from "../canary.ts";
import { markVariable } from "../canary/needles.ts";
import { completions, eventually, openBench, pictureFailure, type Bench } from "./bench.ts";

const workspaceSettings = ".vscode/settings.json";
/** What a folder brings; it counts for nothing, and is its own. */
const ofWorkspace = `{ "tibetChat.defaultModel": "theirs", "tibetChat.models": { "theirs": {} } }\n`;

describe("setting a model up", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    // The token is set as a person does, so that a server without one can be seen.
    bench = await openBench({
      env: { [markVariable]: "" },
      files: { [workspaceSettings]: ofWorkspace },
    });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.workbench.page.keyboard.press("Escape");
    await bench.server.direct({});
    await bench.server.clearLog();
  });

  const box = () => bench.workbench.quickInputBox;
  const titled = (step: string) =>
    box().locator(".quick-input-title").getByText(`Configure models · ${step}`, { exact: true });
  const field = () => box().locator("input.input");
  const says = (text: string | RegExp) => box().locator(".quick-input-message").getByText(text);

  async function type(text: string): Promise<void> {
    await field().fill(text);
    await field().press("Enter");
  }

  async function settings(): Promise<Record<string, Record<string, unknown>>> {
    const { userDataDir } = bench.workbench.profile;
    const text = await readFile(join(userDataDir, "User/settings.json"), "utf8");
    const all = JSON.parse(text) as Record<string, unknown>;
    return all["tibetChat.models"] as Record<string, Record<string, unknown>>;
  }

  it("adds one by its address, with what the server has, its token and a test, and no JSON", async () => {
    const { workbench, server } = bench;
    const before = await settings();
    await server.direct({ reply: "Hello." });
    await workbench.runCommand("Tibet Model Chat: Configure models");
    await workbench.pick("Add a model");
    await titled("Address").waitFor();
    await field().fill("ftp://x");
    await says(/Type a host and a port/u).waitFor();
    await field().fill(new URL(server.url).host);
    await says(`The models are read from ${server.url}/v1/models.`).waitFor();
    await workbench.screenshot("setup-address");
    assert.equal((await server.log()).length, 0, "nothing is asked while it is typed");
    await field().press("Enter");
    // The server wants a token before it tells anything.
    await titled("Token").waitFor();
    assert.equal(await field().getAttribute("type"), "password");
    await type("wrong");
    await says(/does not accept this token/u).waitFor();
    await type(canaryToken);
    await titled("Model").waitFor();
    await workbench.pick("model/model_taiwan");
    await titled("Name").waitFor();
    assert.equal(await field().inputValue(), "model_taiwan");
    await type("New one");
    await titled("Test").waitFor();
    await box()
      .getByText(/^It answered after [\d,]+ ms/u)
      .waitFor();
    await workbench.screenshot("setup-test");
    assert.deepEqual(await settings(), before, "nothing is written before the end");
    await workbench.pick("Save “New one”");
    const added = { label: "New one", baseUrl: `${server.url}/v1`, model: "model/model_taiwan" };
    await eventually(async () => assert.deepEqual((await settings())["new-one"], added));
    assert.deepEqual(await settings(), { ...before, "new-one": added });
    const [body] = await completions(server);
    assert.equal(body?.["max_tokens"], 16);
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  it("keeps the token that is there, goes back a step, and leaves the rest of a model alone", async () => {
    const { workbench, server } = bench;
    await workbench.changeSettings({
      "tibetChat.models": {
        ...((await settings()) as object),
        "new-one": { label: "Old", baseUrl: server.baseUrl(), model: "m", temperature: 0.3 },
      },
    });
    await workbench.runCommand("Tibet Model Chat: Configure models");
    await workbench.pick("Old");
    await titled("Address").waitFor();
    await field().press("Enter");
    await titled("Model").waitFor();
    await box().getByRole("button", { name: "Back" }).click();
    await titled("Address").waitFor();
    await field().press("Enter");
    await titled("Model").waitFor();
    await workbench.pick("model/model_xizang");
    await titled("Name").waitFor();
    await type("Changed");
    await titled("Token").waitFor();
    await workbench.pick("Keep the token");
    await workbench.pick("Save “Changed”");
    await eventually(async () =>
      assert.deepEqual((await settings())["new-one"], {
        label: "Changed",
        baseUrl: server.baseUrl(),
        model: "model/model_xizang",
        temperature: 0.3,
      }),
    );
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  it("tells what is wrong with an address in the step, and loses nothing on Escape", async () => {
    const { workbench, server } = bench;
    const before = await settings();
    await workbench.runCommand("Tibet Model Chat: Configure models");
    await workbench.pick("Add a model");
    await titled("Address").waitFor();
    const address = `https://${new URL(server.url).host}/nowhere`;
    await type(address);
    await says(/does not speak https\. With http/u).waitFor();
    await box().getByRole("button", { name: "Change between http and https" }).click();
    await says(/has no list of models at this path \(404\)/u).waitFor();
    assert.equal(await field().inputValue(), `${server.url}/nowhere/v1`);
    await field().press("Escape");
    await box().waitFor({ state: "hidden" });
    assert.deepEqual(await settings(), before);
    await workbench.runCommand("Tibet Model Chat: Configure models");
    await workbench.pick(`Go on with “${server.url}/nowhere/v1”`);
    await titled("Address").waitFor();
    assert.equal(await field().inputValue(), `${server.url}/nowhere/v1`);
  });

  it("shows all connections side by side, a fault of several once, and can be stopped", async () => {
    const { workbench, server } = bench;
    await workbench.runCommand("Tibet Model Chat: Test connections");
    const details = box().locator(".quick-input-list-rows > div:nth-child(2)");
    await eventually(async () => {
      const texts = await details.allInnerTexts();
      assert.equal(texts.length, 4);
      for (const text of texts) {
        assert.match(text, /^Reachable · authorised · has the model · 32,768 tokens/u);
        assert.match(text, / · first token after [\d,]+ ms$/u);
      }
    });
    assert.equal(
      await box()
        .getByText(/ · version practice$/u)
        .count(),
      4,
    );
    await workbench.screenshot("setup-connections");
    await box().getByRole("button", { name: "Copy as a table" }).click();
    await eventually(async () => {
      const copied = await workbench.page.evaluate(() => navigator.clipboard.readText());
      const [head = "", rule = "", ...rows] = copied.split("\n");
      assert.match(head, /^\| Model \| Server \| Reachable \| .+ \| Fault \|$/u);
      assert.equal(rule, head.replace(/[^|]+/gu, " - "));
      const { host } = new URL(server.url);
      const known = `${host} | yes | yes | yes | 32,768 | `;
      const asked = [
        "Qwen/Qwen3-14B",
        "model/model_taiwan",
        ...Array<string>(2).fill("model/model_xizang"),
      ];
      assert.deepEqual(
        rows.map((row) => row.split(known)[0]).sort(),
        asked.map((model) => `| ${model} | `),
      );
    });
    await workbench.page.keyboard.press("Escape");
    await server.clearLog();
    await server.direct({ error: { status: 500, body: "Out of memory" } });
    await workbench.runCommand("Tibet Model Chat: Test connections");
    // What is wrong is told once, in full, for the row that is chosen.
    const told = box().getByText(/failed \(500\): “Out of memory”/u);
    await told.waitFor();
    assert.equal(
      await box()
        .getByText(/tokens · does not answer$/u)
        .count(),
      4,
    );
    await field().press("ArrowDown");
    assert.equal(await told.count(), 1);
    await workbench.page.keyboard.press("Escape");
    await server.clearLog();
    await server.direct({ firstByteDelay: 60_000 });
    await workbench.runCommand("Tibet Model Chat: Test connections");
    const isAsked = ({ method }: { readonly method: string }) => method === "POST";
    await eventually(async () => {
      assert.equal((await server.log()).filter(isAsked).length, 4);
    });
    await workbench.page.keyboard.press("Escape");
    await eventually(async () => {
      const asked = (await server.log()).filter(isAsked);
      assert.ok(asked.every(({ state }) => state === "aborted"));
    });
    assert.equal(await bench.bell.count(), 0);
  });

  it("goes on without a list and without a token, and leaves a folder’s settings alone", async () => {
    const { workbench, server } = bench;
    const { host } = new URL(server.url);
    await workbench.runCommand("Tibet Model Chat: Configure models");
    await workbench.pick("Add a model");
    await type(`${host}/nowhere`);
    await says(/has no list of models at this path \(404\)/u).waitFor();
    await box().getByRole("button", { name: "Go on without the list of models" }).click();
    await titled("Model").waitFor();
    await type("hidden");
    await titled("Name").waitFor();
    await type("Hidden");
    await titled("Token").waitFor();
    await box().getByText(`forgets the one of ${server.url} in the end`).waitFor();
    await workbench.pick("No token");
    await titled("Test").waitFor();
    await box().getByText("Save all the same").waitFor();
    const asked = (await server.log()).find(({ path }) => path === "/nowhere/v1/chat/completions");
    assert.equal(asked?.headers["authorization"], "absent");
    await workbench.pick("Save all the same");
    await workbench.answerListed("“Hidden” is saved in your settings.", "Make It the Default");
    const file = join(bench.workbench.profile.userDataDir, "User/settings.json");
    await eventually(async () => {
      const own = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
      assert.equal(own["tibetChat.defaultModel"], "hidden");
      const models = own["tibetChat.models"] as Record<string, unknown>;
      const baseUrl = `${server.url}/nowhere/v1`;
      assert.deepEqual(models["hidden"], { label: "Hidden", baseUrl, model: "hidden" });
      assert.equal(models["theirs"], undefined);
    });
    assert.equal(await readFile(join(bench.folder, workspaceSettings), "utf8"), ofWorkspace);
    // The token was the server’s, so it is gone for all its models.
    await workbench.runCommand("Tibet Model Chat: Test connections");
    await box()
      .getByText(/^Reachable · not authorised/u)
      .nth(3)
      .waitFor();
    await workbench.page.keyboard.press("Escape");
  });
});
