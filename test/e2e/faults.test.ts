import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { canaryToken } from "../canary.ts";
import { markVariable } from "../canary/needles.ts";
import type { Directives } from "../servers/practice/directives.ts";
import {
  completions,
  eventually,
  openBench,
  passage,
  pictureFailure,
  type Bench,
  type Panel,
} from "./bench.ts";

describe("when something goes wrong", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({
      // At trace VS Code logs the environment of its processes, so the token is set as a person does.
      env: { [markVariable]: "" },
      logLevel: "trace",
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
    await workbench.answerInput(canaryToken);
    assert.ok((await workbench.pickerLabels()).includes(server.url));
    await workbench.page.keyboard.press("Enter");
    await bell.waitFor();
    await panel.log.getByRole("button", { name: "Retry" }).click();
    await panel.replies.getByText("Authorised.").waitFor();
    assert.equal(await panel.questions.count(), 1);
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  it("logs at trace, so that the canary is looked for in all that can be logged", async () => {
    const logs = join(bench.workbench.profile.userDataDir, "logs");
    const names = await readdir(logs, { recursive: true });
    const textOf = async (end: string) => {
      const name = names.find((each) => each.endsWith(end)) ?? "";
      return readFile(join(logs, name), "utf8");
    };
    assert.match(await textOf("remoteagent.log"), /\[trace\]/u);
    assert.match(await textOf("remoteexthost.log"), /\[trace\]/u);
    assert.match(await textOf("Tibet Model Chat.log"), /\[info\] .*Asking/u);
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
    assert.match(message, /failed \(502\), asked twice: “502 Bad Gateway”/u);
    assert.equal((await completions(bench.server)).length, 2);
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

  /** Asks a server that is busy once, and for longer than any test; resolves when it is waited for. */
  async function askBusy(reply: string): Promise<Panel> {
    const headers = { "retry-after": "59", "x-request-id": "chatcmpl-1a2b3c4d" };
    await bench.server.direct({ firstTries: [{ error: { status: 429, headers } }], reply });
    const panel = await bench.askAboutPassage();
    // Only the first request with a body is refused.
    await panel.ask(`What does it say? ${reply}`);
    await panel.replies.getByText(/is busy \(429\)\. Asking again in \d+ s \(1 of 2\)/u).waitFor();
    assert.equal(await panel.log.getByRole("alert").count(), 0);
    return panel;
  }

  it("counts down while a server is busy, and asks at once where the person does not wait", async () => {
    const panel = await askBusy("Not so busy.");
    await bench.workbench.screenshot("fault-429");
    await panel.button("Ask now").click();
    await panel.replies.getByText("Not so busy.").waitFor();
    assert.equal((await completions(bench.server)).length, 2);
  });

  it("stops in the countdown, and asks no more", async () => {
    const panel = await askBusy("Never read.");
    await panel.stop.click();
    await panel.replies.getByText("Stopped", { exact: true }).waitFor();
    assert.equal((await completions(bench.server)).length, 1);
  });

  it("gets over a 502, with exactly two requests", async () => {
    await bench.server.direct({ firstTries: [{ error: { status: 502 } }], reply: "Here." });
    const panel = await bench.askAboutPassage();
    await panel.hear("What does it say at last?");
    await panel.replies.getByText("Here.").waitFor();
    assert.equal((await completions(bench.server)).length, 2);
  });

  it("tells one cause once, however many questions it hit, and leads to the log", async () => {
    await bench.server.direct({ error: { status: 501, body: "Not built" } });
    const panel = await bench.askAboutPassage();
    for (const question of ["One?", "Two?", "Three?"]) await panel.hear(question);
    const [first, second, third] = [0, 1, 2].map((at) => panel.replies.nth(at));
    await first?.getByText("The same happened here as further down.").waitFor();
    await second?.getByText("The same happened here as further down.").waitFor();
    await third?.getByText(/failed \(501\): “Not built”/u).waitFor();
    assert.equal(await panel.button("Retry").count(), 1);
    await panel.button("Show Log").click();
    const { page } = bench.workbench;
    await page.getByRole("tab", { name: /^Output/u, selected: true }).waitFor();
  });

  it("has logged each request by an id, and nothing that was said, nor the token", async () => {
    await eventually(async () => {
      const log = await extensionLog(bench);
      assert.match(
        log,
        /\[[0-9a-f]{8}\] Asking model\/model_xizang on 127\.0\.0\.1:\d+: \d+ messages?/u,
      );
      assert.match(log, /\[[0-9a-f]{8}\] rateLimited \(429\), asking again in 59 s \(1 of 2\)/u);
      assert.match(log, /\[[0-9a-f]{8}\] stopped after/u);
      assert.match(
        log,
        /\[[0-9a-f]{8}\] failed after [\d,]+ ms: serverError \(502\), tried 2 times/u,
      );
      const replies = ["Authorised.", "Half of", "Not so busy.", "Here."];
      for (const word of [canaryToken, passage, "What does it say", ...replies]) {
        assert.ok(!log.includes(word), word);
      }
    });
  });
});

/** What the extension has logged in the window. */
async function extensionLog({ workbench }: Bench): Promise<string> {
  const folder = join(workbench.profile.userDataDir, "logs");
  const names = await readdir(folder, { recursive: true });
  const own = names.filter((name) => name.endsWith("Tibet Model Chat.log"));
  const texts = await Promise.all(own.map((name) => readFile(join(folder, name), "utf8")));
  return texts.join("\n");
}

/** A port of this machine where nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
