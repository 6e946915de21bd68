import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { Directives } from "../servers/practice/directives.ts";
import { completions, openBench, pictureFailure, type Bench, type Panel } from "./bench.ts";

describe("when something goes wrong", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      env: {},
      settings: { "tibetChat.idleTimeout": 1 },
      models: {
        general: { label: "Nobody", baseUrl: `http://127.0.0.1:${await freePort()}/v1` },
        tibet: { thinking: false },
        taiwan: { label: "Unknown", model: "model/nobody" },
      },
    });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.newConversation();
    await bench.server.clearLog();
  });

  /** Asks with a server that does as it is told; resolves with the panel and its one message. */
  async function askBadly(practice: Directives, label?: string): Promise<[Panel, string]> {
    await bench.server.direct(practice);
    const panel = await bench.askAboutPassage(label);
    await panel.ask("What does it say?");
    const alert = panel.log.getByRole("alert");
    await alert.waitFor();
    assert.equal(await alert.count(), 1);
    assert.equal(await bench.bell.count(), 0);
    await panel.questions.getByText("What does it say?").waitFor();
    return [panel, await alert.innerText()];
  }

  it("asks for the token on 401, keeps the question, and retries with it", async () => {
    const { workbench, server, bell } = bench;
    const [panel, message] = await askBadly({ reply: "Authorised." });
    assert.match(message, /127\.0\.0\.1:\d+ did not accept the token \(401\)/u);
    await workbench.screenshot("fault-401");
    await panel.log.getByRole("button", { name: "Set Token" }).click();
    await workbench.answerInput("practice-token");
    assert.ok((await workbench.pickerLabels()).includes(server.url));
    await workbench.page.keyboard.press("Enter");
    await bell.waitFor();
    await panel.log.getByRole("button", { name: "Retry" }).click();
    await panel.replies.getByText("Authorised.").waitFor();
    assert.equal(await panel.questions.count(), 1);
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  it("says what a 400 found wrong", async () => {
    const [, message] = await askBadly({
      error: { status: 400, body: { error: { message: "temperature is odd" } } },
    });
    assert.match(message, /refused the request \(400\).*temperature is odd/u);
  });

  it("lists what the server has when the model is not there", async () => {
    const [panel, message] = await askBadly({}, "Unknown");
    assert.match(message, /has no model “model\/nobody”.*It offers “model\/model_taiwan”/u);
    await panel.log.getByRole("button", { name: "Open Settings" }).waitFor();
  });

  it("shows a 500 as plain text", async () => {
    const body = "<html><head><title>x</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    const [, message] = await askBadly({ error: { status: 502, body, contentType: "text/html" } });
    assert.match(message, /failed \(502\): “502 Bad Gateway”/u);
  });

  it("names a server that cannot be reached", async () => {
    const [, message] = await askBadly({}, "Nobody");
    assert.match(message, /^127\.0\.0\.1:\d+ could not be reached.*ECONNREFUSED/u);
  });

  it("keeps what arrived before a stall, marked, and asks once", async () => {
    const reply = "Half of the answer";
    const [panel, message] = await askBadly({ reply, stallAfter: 3 });
    assert.match(message, /stopped sending: no new text for 1 s/u);
    await panel.replies.locator("reply-text").getByText("Half").waitFor();
    assert.equal(
      await panel.replies.getByRole("button", { name: "Insert", exact: true }).count(),
      0,
    );
    assert.equal((await completions(bench.server)).length, 1);
  });
});

/** A port of this machine where nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
