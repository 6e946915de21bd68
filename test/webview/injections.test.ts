import fc from "fast-check";
import { after, afterEach, before, describe, it } from "mocha";
import { deepEqual, equal, ok } from "node:assert/strict";
import type { HostMessage } from "../../src/protocol/hostMessage.ts";
import type { AnswerView, ExchangeView } from "../../src/protocol/views.ts";
import { cutAt } from "../unit/parsedReply.ts";
import { allInjections } from "../injections/injections.ts";
import { openBatch, type BatchHarness } from "./batchPage.ts";
import { head, listed, row } from "./batchSamples.ts";
import { openPage, type PageHarness } from "./page.ts";
import { answer, composer, exchange, panelState } from "./samples.ts";
import { watchPage, type Watch } from "./watch.ts";

/** Handfuls of injections that are drawn at once: few at a time where they are long. */
const handfuls = allInjections.reduce<string[][]>((all, each) => {
  const last = all.at(-1);
  const isFull = last === undefined || last.length === 30 || last.join("").length > 9_000;
  return isFull ? [...all, [each]] : [...all.slice(0, -1), [...last, each]];
}, []);

let conversations = 0;

/** Shows exchanges in a conversation of their own, drawn with all their parts. */
function conversation(exchanges: readonly ExchangeView[], title = ""): HostMessage[] {
  conversations += 1;
  const state = panelState({ conversation: `hostile-${conversations}`, exchanges, title });
  return [
    { type: "snapshot", state },
    ...exchanges.map(({ id }) => ({ type: "reveal", message: id }) as const),
  ];
}

/** A passage chip, a notice and the like of one text. */
function everywhere(text: string): Partial<ExchangeView> {
  return {
    question: text,
    summary: text,
    passages: [
      {
        ...{
          id: `passage-${text}`,
          kind: "file",
          title: text,
          preview: text,
          tokens: 1,
          hidden: text,
        },
      },
    ],
  };
}

function answerOf(text: string): AnswerView {
  const remedies = [{ id: "retry", label: text }] as const;
  return answer({
    ...{ text: "", thinking: text, modelLabel: text, remark: text },
    notice: { message: text, remedies },
  });
}

/** Deltas that let each answer grow to its text, in so many rounds, cut at any places. */
function grownIn(
  rounds: number,
  texts: readonly string[],
  exchanges: readonly ExchangeView[],
  seed: number,
): HostMessage[][] {
  const anyCuts = fc.array(fc.nat(), { minLength: rounds - 1, maxLength: rounds - 1 });
  const cuts = fc.sample(anyCuts, { numRuns: texts.length, seed });
  const pieces = texts.map((text, index) => cutAt(text, cuts[index] ?? []));
  return Array.from({ length: rounds }, (_, round) =>
    exchanges.map(({ id, answers: [growing] }, index) => ({
      ...{ type: "delta", exchange: id, answer: growing?.id ?? "", thinking: "" },
      text: pieces[index]?.[round] ?? "",
    })),
  );
}

describe("injections in the conversation's page", () => {
  let page: PageHarness;
  let watch: Watch;
  before(async () => {
    page = await openPage({ width: 900, height: 1_000 });
    // What is loaded with the first formula and the first code is there from now on.
    const text = "$x$\n\n```js\nlet x;\n```";
    const first = conversation([exchange({ answers: [answer({ text })] })]);
    for (const message of first) await page.send(message);
    await page.page.locator("reply-text math").waitFor();
    await page.page.locator("reply-text .hljs-keyword").waitFor();
    watch = await watchPage(page);
  });
  after(() => page.close());
  afterEach(async () => {
    deepEqual(await watch.findings(), []);
  });

  const drawn = () => page.page.locator("reply-text").count();

  it("are at least 150, and no two alike", () => {
    ok(allInjections.length >= 150);
    equal(new Set(allInjections).size, allInjections.length);
  });

  it("are text in replies that are whole", async () => {
    for (const texts of handfuls) {
      const exchanges = texts.map((text) => exchange({ answers: [answer({ text })] }));
      await watch.sendAll(conversation(exchanges));
      equal(await drawn(), texts.length);
      deepEqual(await watch.strangers(), []);
    }
  });

  it("are text in replies that grow in pieces of any size", async () => {
    for (const [seed, texts] of handfuls.entries()) {
      const growing = texts.map(() =>
        exchange({ answers: [answer({ status: "streaming", text: "" })] }),
      );
      await watch.sendAll(conversation(growing));
      for (const deltas of grownIn(2, texts, growing, seed)) {
        await watch.sendAll(deltas);
        deepEqual(await watch.strangers(), []);
      }
      equal(await drawn(), texts.length);
      await watch.sendAll(
        growing.map((each, index) => {
          const [first] = each.answers;
          const whole = { ...first, status: "done", text: texts[index] };
          return { type: "exchange", exchange: { ...each, answers: [whole] } };
        }),
      );
      deepEqual(await watch.strangers(), []);
    }
  });

  it("are text in thinking, questions, passages, labels, notices and summaries", async () => {
    for (const texts of handfuls) {
      const exchanges = texts.map((text) =>
        exchange({ ...everywhere(text), answers: [answerOf(text)] }),
      );
      await watch.sendAll(conversation(exchanges, texts.join(" ")));
      equal(await page.page.locator(".thinking-text").count(), texts.length);
      deepEqual(await watch.strangers(), []);
    }
  });

  it("are text in the composer", async () => {
    for (const texts of handfuls) {
      const models = texts.map((text, index) => ({ key: String(index), label: text }));
      const passages = texts.flatMap((text) => everywhere(text).passages ?? []);
      const choices = texts.map((text) => ({ id: "trim", label: text, detail: text }) as const);
      const message = texts.join(" ");
      const notice = { message, remedies: [{ id: "retry", label: message }] as const };
      const overflow = { message, choices };
      const said = composer({ models, modelKey: "0", passages, notice, overflow });
      await watch.sendAll([{ type: "composer", composer: said }]);
      deepEqual(await watch.strangers(), []);
    }
  });

  it("are text in the history", async () => {
    await watch.sendAll([{ type: "show", view: "history" }]);
    // Showing it asks for it, as a person who opens it does.
    await page.waitForPosted(({ type }) => type === "history");
    watch = await watchPage(page);
    for (const texts of handfuls) {
      const items = texts.map((text, index) => {
        const excerpt = { before: text, match: text, after: text };
        return { id: `c${index}`, title: text, pinned: index < 2, updatedAt: Date.now(), excerpt };
      });
      const deleted = { id: "d", title: texts[0] ?? "" };
      const notice = { message: texts.join(" "), remedies: [] };
      const history = { query: "", items, hasMore: false, deleted, notice };
      await watch.sendAll([{ type: "history", append: false, history }]);
      equal(await page.page.locator(".history-item").count(), texts.length);
      deepEqual(await watch.strangers(), []);
    }
    await watch.sendAll([{ type: "show", view: "chat" }]);
  });

  it("are text in entries that complete what is typed", async () => {
    const field = page.page.getByRole("textbox", { name: "Message" });
    await field.pressSequentially("@");
    const asked = await page.waitForPosted(({ type }) => type === "complete");
    const request = asked.type === "complete" ? asked.request : 0;
    // The draft is told in its time; what comes behind it is somebody's else.
    await page.waitForPosted(({ type }) => type === "draft");
    const quiet = await watchPage(page);
    for (const texts of handfuls) {
      const items = texts.map((text, index) => ({
        ...{ id: String(index), label: text, detail: text, icon: "file" },
      }));
      await watch.sendAll([{ type: "completions", request, items }]);
      equal(
        await page.page.getByRole("option").and(page.page.locator(".completion")).count(),
        texts.length,
      );
      deepEqual(await watch.strangers(), []);
    }
    deepEqual(await quiet.findings(), []);
    await field.fill("");
    watch = quiet;
  });
});

describe("injections in the batches' page", () => {
  let batch: BatchHarness;
  before(async () => {
    batch = await openBatch([], { height: 3_000 });
  });
  after(() => batch.close());

  it("are text in titles, notices, names of files, templates, models and faults", async () => {
    const watch = await watchPage(batch);
    // Only lines in view are drawn, and the texts above them take their room.
    const few = handfuls.flatMap((texts) =>
      [0, 10, 20].map((from) => texts.slice(from, from + 10)),
    );
    for (const texts of few) {
      const rows = texts.map((text, index) =>
        row(String(index), {
          ...{ name: `${text}/${text}`, template: text, model: text, remark: text },
          state: "failed",
        }),
      );
      const others = [row("x", { template: "x", model: "x" })];
      const [title = ""] = texts;
      const batches = [listed("b1", { title }), listed("b2", { title })];
      const text = { title, notice: texts.join(" "), output: texts.join(" ") };
      const all = [...rows, ...others];
      await watch.sendAll([{ type: "batch", batches, head: head(all, text), rows: all }]);
      equal(await batch.lines.count(), all.length);
      deepEqual(await watch.strangers(), []);
    }
    deepEqual(await watch.findings(), []);
  });
});
