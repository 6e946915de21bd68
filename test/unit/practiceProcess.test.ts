import assert from "node:assert/strict";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Readable, Writable } from "node:stream";
import { afterEach, describe, it } from "mocha";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../servers/practice/main.ts", import.meta.url));

describe("practice server's process", function () {
  this.timeout(15_000);

  let child: ChildProcessByStdio<Writable, Readable, Readable>;
  afterEach(() => child.kill("SIGKILL"));

  function start(...args: string[]): void {
    child = spawn(process.execPath, [main, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  }

  /** The output so far: one line is all it may print. */
  async function listening(): Promise<string> {
    const [output] = (await once(child.stdout, "data")) as [Buffer];
    return output.toString();
  }

  async function exitCode(): Promise<number | null> {
    const [code] = (await once(child, "exit")) as [number | null];
    return code;
  }

  it("prints one line of JSON once it listens on the loopback interface", async () => {
    start("--port", "0");
    const output = await listening();
    assert.match(output, /^\{"url":"http:\/\/127\.0\.0\.1:\d+"\}\n$/);
    const { url } = JSON.parse(output) as { url: string };
    assert.equal((await fetch(`${url}/health`)).status, 200);
    assert.equal((await fetch(`${url}/v1/models`)).status, 200, "no token, no check");
  });

  it("ends cleanly on SIGTERM and SIGINT, even with a reply on its way", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      start();
      const { url } = JSON.parse(await listening()) as { url: string };
      const body = JSON.stringify({
        messages: [{ role: "user", content: "x" }],
        stream: true,
        practice: { stallAfter: 0 },
      });
      const reply = await fetch(`${url}/v1/chat/completions`, { method: "POST", body });
      const ended = exitCode();
      child.kill(signal);
      assert.equal(await ended, 0);
      await assert.rejects(reply.text());
    }
  });

  it("ends with its parent where told to", async () => {
    start("--exit-with-parent");
    await listening();
    const ended = exitCode();
    child.stdin.end();
    assert.equal(await ended, 0);
  });

  it("outlives a closed stdin otherwise", async () => {
    start();
    const { url } = JSON.parse(await listening()) as { url: string };
    child.stdin.end();
    assert.equal((await fetch(`${url}/health`)).status, 200);
  });

  it("explains itself", async () => {
    start("--help");
    assert.match(await text(child.stdout), /--exit-with-parent/);
  });

  for (const args of [["--pace", "fast"], ["--thinking-field", "loud"], ["--nonsense"]]) {
    it(`refuses ${args.join(" ")}`, async () => {
      start(...args);
      const ended = exitCode();
      assert.match(await text(child.stderr), /--pace MS/);
      assert.equal(await ended, 2);
    });
  }
});
