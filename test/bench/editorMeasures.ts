import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  openChatBench,
  replyText,
  whenRequest,
  type BenchContext,
  type ChatBench,
} from "./chatBench.ts";
import { canReadProcesses, cpuTimeOf, extensionHost } from "./extensionHost.ts";
import type { Readings } from "./figures.ts";
import { MainThread } from "./mainThread.ts";
import { exponentOf } from "./markdown.ts";
import { buildProbe, type Probe } from "./probe/start.ts";
import { replyMarkdown } from "./replyMarkdown.ts";
import { mostInASecond } from "./statistics.ts";

const insertKey = "Control+Alt+F9";
const keyBinding = {
  key: "ctrl+alt+f9",
  command: "tibetChat.askTibetAboutSelection",
  args: { question: "Tell all of it.", target: "insert", model: "tibet" },
};
const passage = "人人生而自由，在尊严和权利上一律平等。";
const documentName = "long.txt";

/** What it cost to insert a reply. */
interface InsertionCost {
  readonly length: number;
  /** Most edits in any second. */
  readonly editRate: number;
  /** Extension host and page together, in milliseconds; undefined where processes cannot be read. */
  readonly cpu: number | undefined;
  /** How often undo was pressed until all of it was gone. */
  readonly undoSteps: number;
}

/**
 * Inserts replies of 20, 100 and 400 kB, at 2,000 tokens a second, into a document of 1 MB. The side
 * bar shows them as well, as it does for a person.
 */
export async function measureEditor({ vsix, scale, progress }: BenchContext): Promise<Readings> {
  const probe = await buildProbe();
  const text = `${passage}\n\n${replyMarkdown(1_000_000 * scale, 2)}`;
  const bench = await openChatBench({
    ...{ vsix, progress, extensionPath: probe.extensionPath, env: probe.env },
    files: { [documentName]: text },
    prepare: ({ userDataDir }) =>
      writeFile(join(userDataDir, "User", "keybindings.json"), JSON.stringify([keyBinding])),
  });
  try {
    const costs: InsertionCost[] = [];
    for (const length of [20_000, 100_000, 400_000]) {
      costs.push(await insert(bench, probe, length * scale));
    }
    return readingsOf(costs);
  } finally {
    await bench.close();
    await probe.remove();
  }
}

function readingsOf(costs: readonly InsertionCost[]): Readings {
  const points = costs.flatMap(({ length, cpu }) =>
    cpu === undefined ? [] : [[length, cpu] as const],
  );
  const middle = costs[1]?.cpu;
  return {
    editRate: Math.max(...costs.map(({ editRate }) => editRate)),
    undoSteps: Math.max(...costs.map(({ undoSteps }) => undoSteps)),
    ...(middle !== undefined && { editorCost: middle / 1000, editorExponent: exponentOf(points) }),
  };
}

async function insert(bench: ChatBench, probe: Probe, length: number): Promise<InsertionCost> {
  const { workbench, server } = bench;
  const reply = replyText(length);
  await server.clearLog();
  await server.direct({ reply, rate: 2000 });
  await workbench.openFile(documentName);
  await workbench.selectLines(1, 1);
  const { length: before } = await probe.report();
  await probe.forget();
  const thread = await MainThread.of(workbench.page.mainFrame());
  const host = canReadProcesses ? await extensionHost() : undefined;
  const cpu = async () => (host === undefined ? NaN : cpuTimeOf(host));
  const [busyBefore, cpuBefore] = [await thread.busy(), await cpu()];
  await workbench.page.keyboard.press(insertKey);
  await whenRequest(server, ({ state }) => state === "finished");
  // All of it but the line end at its end: what is undone before that goes on coming.
  const edits = await whenInserted(probe, before + reply.trimEnd().length);
  const [busyAfter, cpuAfter] = [await thread.busy(), await cpu()];
  await thread.end();
  const spent = cpuAfter - cpuBefore + busyAfter - busyBefore;
  return {
    length: reply.length,
    editRate: mostInASecond(edits),
    cpu: host === undefined ? undefined : spent,
    undoSteps: await undo(bench, probe, before),
  };
}

/** When the edits were made, once the text has its length and there was none for two seconds. */
async function whenInserted(probe: Probe, wanted: number): Promise<readonly number[]> {
  const begun = Date.now();
  for (;;) {
    await wait(1000);
    const { edits, length } = await probe.report();
    const rest = Date.now() - (edits.at(-1) ?? begun);
    if (length === wanted && rest > 2000) return edits;
    if (rest > 60_000) {
      throw new Error(
        `After ${edits.length} edits the document has ${length} of ${wanted} characters.`,
      );
    }
  }
}

/** Presses undo until the text is as long as it was; returns how often. */
async function undo({ workbench }: ChatBench, probe: Probe, wanted: number): Promise<number> {
  await workbench.placeCursor(1);
  for (let steps = 1; steps <= 20; steps++) {
    const { length: before } = await probe.report();
    await workbench.page.keyboard.press("ControlOrMeta+Z");
    for (const until = Date.now() + 10_000; Date.now() < until; await wait(100)) {
      const { length } = await probe.report();
      if (length === wanted) return steps;
      if (length !== before) break;
    }
  }
  throw new Error("Twenty steps of undo do not take the reply out of the document.");
}
