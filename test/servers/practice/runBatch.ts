import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { isRecord } from "../../../src/core/record.ts";
import { tokenVariable } from "./options.ts";

/** Where the lines are executed. */
interface BatchServer {
  /** Root of the practice server, without a trailing slash. */
  readonly url: string;
  readonly token?: string;
}

/**
 * Executes a file of OpenAI batch requests line by line against the practice server and writes what
 * `vllm run-batch` would: a line for each, in the same order, with the status and the whole body.
 *
 * @returns how many lines there were.
 */
export async function runBatchFile(
  input: string,
  output: string,
  server: BatchServer,
): Promise<number> {
  let count = 0;
  const file = await open(output, "w");
  try {
    for await (const line of createInterface({ input: createReadStream(input) })) {
      if (line.trim() === "") continue;
      count++;
      await file.write(`${JSON.stringify(await resultOf(line, count, server))}\n`);
    }
  } finally {
    await file.close();
  }
  return count;
}

async function resultOf(line: string, number: number, { url, token }: BatchServer) {
  const request: unknown = JSON.parse(line);
  if (!isRecord(request) || typeof request["custom_id"] !== "string") {
    throw new Error(`line ${number} is no batch request`);
  }
  const { custom_id, method, url: path, body } = request;
  const result = { id: `vllm-practice-${number}`, custom_id };
  const problem = problemOf(method, path, body);
  if (problem !== undefined)
    return { ...result, response: responseOf(400, number), error: problem };
  const response = await fetch(`${url}${String(path)}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return response.ok
    ? { ...result, response: { ...responseOf(200, number), body: answer }, error: null }
    : { ...result, response: responseOf(response.status, number), error: answer };
}

function responseOf(status: number, number: number) {
  return { status_code: status, request_id: `vllm-batch-practice-${number}`, body: null };
}

function problemOf(method: unknown, path: unknown, body: unknown): string | undefined {
  if (method !== "POST" || path !== "/v1/chat/completions") {
    return `${String(method)} ${String(path)} is not supported.`;
  }
  const streams = isRecord(body) && body["stream"] === true;
  return streams ? "A batch request cannot be streamed." : undefined;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      token: { type: "string" },
      input: { type: "string", short: "i" },
      output: { type: "string", short: "o" },
    },
  });
  const { url, token = process.env[tokenVariable], input, output } = values;
  if (url === undefined || input === undefined || output === undefined) {
    console.error("runBatch.ts --url ROOT -i requests.jsonl -o results.jsonl [--token T]");
    process.exitCode = 2;
  } else {
    const server = { url, ...(token === undefined ? {} : { token }) };
    console.log(`${await runBatchFile(input, output, server)} lines executed.`);
  }
}
