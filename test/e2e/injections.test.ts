import assert from "node:assert/strict";
import { glob, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { html } from "../injections/html.ts";
import { markdown } from "../injections/markdown.ts";
import { ran } from "../injections/marks.ts";
import { text } from "../injections/text.ts";
import { eventually, openBench, pictureFailure, type Bench, type Panel } from "./bench.ts";

declare global {
  // What the test puts into the panel's page.
  var seenViolations: string[] | undefined;
  var heldApi: { postMessage(message: unknown): void } | undefined;
}

/** Replies that hold all injections: what never ends in one of them swallows the rest of it. */
const replies = [html, markdown, text].map((kinds) => Object.values(kinds).flat().join("\n\n"));

describe("injections in VS Code", () => {
  let bench: Bench;
  let panel: Panel;
  const requests: { readonly url: string; readonly frame: Frame }[] = [];
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({ models: { tibet: { thinking: false } } });
    const context = bench.workbench.page.context();
    await context.addInitScript(holdApi);
    panel = await bench.newConversation();
    await panel.frame.evaluate(() => {
      const seen: string[] = (globalThis.seenViolations = []);
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        seen.push(`${violatedDirective} ${blockedURI}`);
      });
    });
    context.on("request", (request) => {
      requests.push({ url: request.url(), frame: request.frame() });
    });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  const tabs = () => bench.workbench.page.locator(".tabs-container .tab").count();
  const dialog = () => bench.workbench.page.locator(".monaco-dialog-box");

  async function assertQuiet(): Promise<void> {
    assert.deepEqual(await panel.frame.evaluate(() => globalThis.seenViolations), []);
    for (const frame of bench.workbench.page.frames()) {
      assert.equal(await frame.evaluate((name) => name in globalThis, ran), false);
    }
    const away = requests.filter(({ url, frame }) => {
      const isOwn = /^https:\/\/[^/]*vscode-resource[^?]*\/(?:dist|media)\/[^?]*$/u.test(url);
      return url.includes("injected.test") || (frame === panel.frame && !isOwn);
    });
    assert.deepEqual(
      away.map(({ url }) => url),
      [],
    );
    assert.equal(await tabs(), 0);
    assert.equal(await dialog().count(), 0);
  }

  it("are shown in replies, and nothing is asked for, run, opened or written", async () => {
    const files = await filesIn(bench.folder);
    const shown: string[] = [];
    for (const reply of replies) {
      await bench.server.direct({ reply });
      shown.push((await (await panel.hear("Show it.")).textContent()) ?? "");
      await assertQuiet();
    }
    assert.equal(await panel.questions.count(), replies.length);
    assert.ok(shown[0]?.includes(`<script>globalThis.${ran}=1</script>`));
    assert.deepEqual(await filesIn(bench.folder), files);
  });

  it("open a link only behind the whole of its address", async () => {
    const url = "https://example.test@injected.test/a/b?c=d#e";
    await bench.server.direct({ reply: `[https://example.test](${url})` });
    const reply = await panel.hear("A link?");
    const link = reply.getByRole("link");
    await link.click({ button: "middle" });
    assert.equal(await dialog().count(), 0);
    for (const act of [() => link.click(), () => link.press("Enter")]) {
      await act();
      await dialog().getByText(url, { exact: true }).waitFor();
      await bench.workbench.page.keyboard.press("Escape");
      await dialog().waitFor({ state: "detached" });
    }
    await assertQuiet();
  });

  it("name no command and no file in messages of the page, and fill no log with them", async () => {
    const logged = async () => (await logOf(bench)).filter((line) => line.includes("Dropped"));
    assert.deepEqual(await logged(), []);
    await panel.frame.evaluate(() => {
      const command = "workbench.action.files.newUntitledFile";
      const bad: unknown[] = [
        { type: "command", command },
        { type: command },
        { type: "openLink", url: `command:${command}` },
        { type: "openLink", url: "file:///etc/passwd" },
        { type: "remedy", remedy: command },
        { type: "send", text: "x".repeat(2_000_001) },
        { type: "send", text: { toString: "x" } },
        ...[null, "ready", 1, [], { type: "__proto__" }, { __proto__: { type: "import" } }],
      ];
      for (let count = 0; count < 1_500; count += 1) {
        // The long one once: it is the others that make a flood.
        const index = count % bad.length;
        globalThis.heldApi?.postMessage(count >= bad.length && index === 5 ? null : bad[index]);
      }
    });
    const count = (line: string) => /Dropped (a|\d+) message/u.exec(line)?.[1];
    await eventually(async () => {
      assert.deepEqual((await logged()).map(count), ["a", "10", "100", "1000"]);
    });
    await assertQuiet();
  });

  it("are drawn as deep as the setting says, at once", async () => {
    await bench.server.direct({ reply: `${"> ".repeat(30)}deep` });
    const reply = await panel.hear("How deep?");
    assert.equal(await reply.locator("blockquote").count(), 30);
    await bench.workbench.changeSettings({ "tibetChat.renderDepth": 8 });
    await eventually(async () => assert.equal(await reply.locator("blockquote").count(), 8));
    assert.match(await reply.innerText(), /> deep/u);
    await assertQuiet();
  });
});

/** Runs in every frame before its scripts: keeps what VS Code gives the page, which it gives once. */
function holdApi(): void {
  let acquire: () => typeof globalThis.heldApi;
  Object.defineProperty(globalThis, "acquireVsCodeApi", {
    get: () => () => (globalThis.heldApi = acquire()),
    set: (given: typeof acquire) => {
      acquire = given;
    },
  });
}

/** Names and contents of all files in a folder. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return `${path}\n${await readFile(path, "utf8")}`;
  });
  return (await Promise.all(texts)).sort();
}

/** What the extension has logged, a line each. */
async function logOf({ workbench }: Bench): Promise<string[]> {
  const { userDataDir } = workbench.profile;
  const [file] = await Array.fromAsync(glob("**/Tibet Model Chat.log", { cwd: userDataDir }));
  return file === undefined ? [] : (await readFile(join(userDataDir, file), "utf8")).split("\n");
}
