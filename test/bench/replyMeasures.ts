import { setTimeout as wait } from "node:timers/promises";
import {
  clickIcon,
  openChatBench,
  replyText,
  textEnd,
  whenRequest,
  type BenchContext,
  type ChatBench,
} from "./chatBench.ts";
import { canReadProcesses, cpuTimeOf, extensionHost } from "./extensionHost.ts";
import type { Group, Readings } from "./figures.ts";
import { MainThread } from "./mainThread.ts";
import { probeView } from "./probe/report.ts";
import { buildProbe, type Probe } from "./probe/start.ts";
import {
  endWatch,
  forgetFrames,
  momentsOf,
  watchReply,
  whenTextBegins,
  whenTextEnds,
} from "./replyWatch.ts";
import { shareWithin, summarise } from "./statistics.ts";

/** What a reply cost, in milliseconds and bytes. */
interface ReplyCost {
  /** From the last chunk on its way out of the server to all of the text in the document. */
  readonly lag: number;
  /** The main thread, from before the question to a second behind the text's end. */
  readonly busy: number;
  /** What the page's heap has grown by. */
  readonly heap: number;
  /** The extension host in the same time; undefined where processes cannot be read. */
  readonly hostCpu: number | undefined;
}

const question = "Tell all of it.";
/** As the practice server cuts replies. */
const charactersOfToken = 4;
/** How often in a second a reply is to be drawn at least. */
const leastDrawn = 20;
/** How long a model computes before its first token, in milliseconds. */
const prefill = 300;
/** How often the short ways are measured in one run, after one that only warms up. */
const repeats = 5;

/** Measures replies in the panel of one VS Code, each in a conversation of its own. */
export async function measureReplies(
  { vsix, scale, progress }: BenchContext,
  wanted: ReadonlySet<Group>,
): Promise<Readings> {
  const probe = await buildProbe();
  const { extensionPath, env } = probe;
  const bench = await openChatBench({ vsix, progress, extensionPath, env });
  const hear = (length: number, rate?: number) => hearReply(bench, length * scale, rate);
  const readings: Readings = {};
  try {
    await bench.openPanel();
    // First: it is about the first question of a window, too.
    if (wanted.has("latency")) Object.assign(readings, await measureWays(bench));
    if (wanted.has("stream20")) {
      const { busy } = await hear(20_000, 100);
      readings.busy20 = busy / 1000;
      readings.plain20 = (await plainBusy(bench, probe, 20_000 * scale, 100)) / 1000;
    }
    if (wanted.has("burst20")) readings.lag20 = (await hear(20_000)).lag;
    if (wanted.has("stream100")) {
      const { busy, lag, heap, hostCpu } = await hear(100_000, 500);
      readings.busy100 = busy / 1000;
      readings.lag100 = lag;
      readings.heap100 = heap / 1e6;
      readings.plain100 = (await plainBusy(bench, probe, 100_000 * scale, 500)) / 1000;
      if (hostCpu !== undefined) readings.hostCpu100 = hostCpu / 1000;
    }
    if (wanted.has("burst100")) readings.burst100 = (await hear(100_000)).lag;
    if (wanted.has("frames")) {
      Object.assign(readings, await measureFrames(bench, 100_000 * scale));
    }
    return readings;
  } finally {
    await bench.close();
    await probe.remove();
  }
}

/**
 * The main thread's milliseconds for a view that shows the text of a reply as it is, drawn as seldom
 * as a reply may be: what VS Code and the browser need for that, whatever an extension does.
 */
async function plainBusy(
  bench: ChatBench,
  probe: Probe,
  length: number,
  rate: number,
): Promise<number> {
  const { page } = bench.workbench;
  await clickIcon(page, probeView.title);
  const thread = await MainThread.of(page.mainFrame());
  const before = await thread.busy();
  const size = (rate * charactersOfToken) / leastDrawn;
  await probe.grow({ text: replyText(length), size, pause: 1000 / leastDrawn });
  await wait(1000);
  const busy = (await thread.busy()) - before;
  await thread.end();
  await bench.openPanel();
  return busy;
}

/** @param rate in tokens a second; without it as fast as the server can. */
async function hearReply(bench: ChatBench, length: number, rate?: number): Promise<ReplyCost> {
  const { server } = bench;
  await server.clearLog();
  await server.direct({ reply: replyText(length), ...(rate !== undefined && { rate }) });
  const panel = await bench.newConversation();
  await watchReply(panel.frame, textEnd);
  const thread = await MainThread.of(panel.frame);
  const host = canReadProcesses ? await extensionHost() : undefined;
  const cpu = async () => (host === undefined ? undefined : cpuTimeOf(host));
  const heapBefore = await thread.heap();
  const [busyBefore, cpuBefore] = [await thread.busy(), await cpu()];
  await panel.ask(question);
  const { lastText = NaN } = await whenTextEnds(panel.frame);
  // What is coloured later is work for this reply, too.
  await wait(1000);
  const [busyAfter, cpuAfter] = [await thread.busy(), await cpu()];
  const heap = (await thread.heap()) - heapBefore;
  await thread.end();
  await endWatch(panel.frame);
  const { moments } = await whenRequest(server, ({ state }) => state === "finished");
  return {
    lag: lastText - (moments.lastText ?? NaN),
    busy: busyAfter - busyBefore,
    heap,
    hostCpu: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore,
  };
}

/** How long the ways take, in milliseconds, each time that they were gone. */
interface Ways {
  readonly enter: readonly number[];
  readonly text: readonly number[];
  readonly stop: readonly number[];
}

/** The ways with a server that takes its time to the first token, as models do, and with one that does not. */
async function measureWays(bench: ChatBench): Promise<Readings> {
  const ways = await goWays(bench, prefill);
  const [enterFirst = NaN] = ways.enter;
  const usual = (values: readonly number[]) => summarise(values.slice(1))?.median ?? NaN;
  return {
    enterFirst,
    enterToRequest: usual(ways.enter),
    firstText: usual(ways.text),
    firstTextAtOnce: usual((await goWays(bench, 0)).text),
    stop: usual(ways.stop),
  };
}

/** Asks and stops at the first words, some times. */
async function goWays(bench: ChatBench, firstByteDelay: number): Promise<Ways> {
  const { server } = bench;
  await server.direct({ reply: replyText(20_000), rate: 100, firstByteDelay });
  const ways = { enter: [] as number[], text: [] as number[], stop: [] as number[] };
  for (let count = 0; count <= repeats; count++) {
    await server.clearLog();
    const panel = await bench.newConversation();
    await watchReply(panel.frame, textEnd);
    await panel.ask(question);
    await whenTextBegins(panel.frame);
    await panel.stop.click();
    const { moments } = await whenRequest(server, ({ state }) => state === "aborted");
    const { enter = NaN, firstText = NaN, stop = NaN } = await momentsOf(panel.frame);
    await endWatch(panel.frame);
    ways.enter.push(moments.received - enter);
    ways.text.push(firstText - (moments.firstText ?? NaN));
    ways.stop.push((moments.closed ?? NaN) - stop);
  }
  return ways;
}

/** How smoothly the window draws, first at rest and then while a reply comes at 2,000 tokens/s. */
async function measureFrames(bench: ChatBench, length: number): Promise<Readings> {
  await bench.server.direct({ reply: replyText(length), rate: 2000 });
  const panel = await bench.newConversation();
  await watchReply(panel.frame, textEnd, true);
  await wait(3000);
  const atRest = await momentsOf(panel.frame);
  await forgetFrames(panel.frame);
  await panel.ask(question);
  const { frames, longTasks } = await whenTextEnds(panel.frame);
  await endWatch(panel.frame);
  const share = (times: readonly number[]) => shareWithin(times, 20) * 100;
  return {
    longestTask: Math.max(0, ...longTasks),
    framesInTime: share(frames),
    framesAtRest: share(atRest.frames),
  };
}
