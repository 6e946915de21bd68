import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "../../src/models/connection.ts";
import { requestBody } from "../../src/models/requestBody.ts";
import { direct, answerAsUsual } from "./heldReply.ts";

const token = process.env["PRACTICE_TOKEN"] ?? "";

describe("an error of a request that nobody handles", () => {
  afterEach(answerAsUsual);

  it("is logged by VS Code in all its depth, without the token", async () => {
    const error = await errorOfRequest();
    const mark = `unhandled-${crypto.randomUUID()}`;
    error.stack = `${mark} ${error.stack ?? ""}`;
    void Promise.reject(error);
    // It is logged once it has been unhandled for a while; the test's limit is the longest wait.
    let log: string | undefined;
    while (log === undefined) {
      await wait(100);
      log = (await logs()).find((text) => text.includes(mark));
    }
    assert.ok(token.length > 40 && !log.includes(token));
  });

  /** What the SDK throws for a request with the token, as it is before it becomes a fault. */
  async function errorOfRequest(): Promise<Error> {
    await direct({ error: { status: 500, body: "broken" } });
    const baseUrl = `${process.env["PRACTICE_ORIGIN"] ?? ""}/v1`;
    const request = {
      endpoint: { key: "tibet", label: "Tibet", baseUrl, model: "model/model_xizang" },
      messages: [{ role: "user" as const, content: "x" }],
      limits: { firstByteTimeout: 10, idleTimeout: 10, frame: 1_000_000, reply: 1_000_000 },
      token,
    };
    const connection = new Connection(request, new AbortController().signal);
    try {
      await connection.complete(requestBody(request));
    } catch (error) {
      assert.ok(error instanceof Error);
      return error;
    } finally {
      connection.close();
    }
    throw new Error("The request succeeded.");
  }

  /** All log files of this VS Code, whose profile has the results beside it. */
  async function logs(): Promise<string[]> {
    const folder = join(dirname(process.env["HOST_TEST_RESULT"] ?? ""), "user-data", "logs");
    const names = await readdir(folder, { recursive: true });
    const texts = names.filter((name) => name.endsWith(".log"));
    return Promise.all(texts.map((name) => readFile(join(folder, name), "utf8")));
  }
});
