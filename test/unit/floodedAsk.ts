import { createModelClient } from "../../src/models/client.ts";
import { ReplyRecord } from "../../src/core/conversation/replyRecord.ts";
import { deliver, fanOut } from "../../src/core/reply/reply.ts";
import { requestFor } from "./askedModel.ts";

/**
 * A process of its own that asks one question, after one that it warms up with, and prints how its
 * resident memory grew over what it was in between: `floodedAsk.ts <quiet base URL> <base URL> <n>`.
 */
export interface FloodReport {
  /** In bytes, at its highest. */
  readonly grown: number;
  readonly status: string;
  /** Kind of the fault, where there is one, and the setting it names. */
  readonly fault?: string;
  readonly setting?: string;
  /** Characters of all answers, thinking included. */
  readonly length: number;
}

async function asked(baseUrl: string, n: number, onEvent: () => void): Promise<ReplyRecord> {
  const record = new ReplyRecord();
  const request = requestFor(baseUrl, {
    fields: { n },
    limits: { firstByteTimeout: 60, idleTimeout: 60 },
  });
  const reply = createModelClient().stream(request, new AbortController().signal);
  await deliver(reply, fanOut(record, { receive: onEvent, end: onEvent }));
  return record;
}

const [quiet = "", flooding = "", n = "1"] = process.argv.slice(2);
await asked(quiet, 1, () => undefined);
const idle = process.memoryUsage.rss();
let peak = idle;
const sample = () => (peak = Math.max(peak, process.memoryUsage.rss()));
const sampling = setInterval(sample, 2);
let events = 0;
const record = await asked(flooding, Number(n), () => {
  if (events++ % 1000 === 0) sample();
});
clearInterval(sampling);
sample();
const { outcome, answers } = record;
const fault = outcome?.status === "failed" ? outcome.fault : undefined;
const report: FloodReport = {
  grown: peak - idle,
  status: outcome?.status ?? "",
  ...(fault === undefined ? {} : { fault: fault.kind }),
  ...(fault?.kind === "replyTooLarge" && fault.setting ? { setting: fault.setting } : {}),
  length: answers.reduce((sum, { text, thinking }) => sum + text.length + thinking.length, 0),
};
console.log(JSON.stringify(report));
