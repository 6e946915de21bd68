import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ConversationStore } from "../../src/core/conversation/conversationStore.ts";
import type {
  StoredAnswer,
  StoredMessage,
} from "../../src/core/conversation/storedConversation.ts";
import { openStore } from "../../src/history/openStore.ts";
import { languages, openProse, type Language } from "./prose.ts";

/**
 * How long the history takes with years of work in it.
 *
 * `node test/bench/history.ts [--conversations 10000] [--folder FOLDER] [--json]`
 */
const { values } = parseArgs({
  options: {
    conversations: { type: "string", default: "10000" },
    folder: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const conversations = Number(values.conversations);
const messagesEach = 20;
const longOne = { id: "long", messages: 500 };
const shown = 50;
/** The worst that can be looked for: so frequent that the index is left, but all in one place. */
const crowded = { word: "㘓", places: 12_000 };
const emptyHead = { createdAt: Date.now(), title: "", pinned: false, parameters: {}, chosen: {} };
const prose = openProse(1);

/** Times in milliseconds. */
interface Figure {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
  readonly most: number;
  readonly runs: number;
  /** What came out of it, for orientation. */
  readonly found?: number;
}
const figures: Figure[] = [];

function summarise(name: string, times: number[], found?: number): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  const [median, p95, most] = [at(0.5), at(0.95), at(1)].map((time) => Number(time.toFixed(2)));
  if (median === undefined || p95 === undefined || most === undefined) return;
  figures.push({ ...{ name, median, p95, most, runs: times.length }, ...(found && { found }) });
  if (!values.json) {
    const row = [median, p95, most].map((time) => time.toFixed(2).padStart(9)).join("");
    console.log(`${name.padEnd(44)}${row}${String(found ?? "").padStart(7)}`);
  }
}

/** @param work what is done, and how many things it found. */
function measure(name: string, runs: number, work: (run: number) => number | undefined): void {
  let found = 0;
  const times = Array.from({ length: runs }, (_, run) => {
    const began = performance.now();
    found += work(run) ?? 0;
    return performance.now() - began;
  });
  summarise(name, times, Math.round(found / runs));
}

function answerTo(parent: string, text: string, outcome?: StoredAnswer["outcome"]): StoredAnswer {
  const model = { key: "tibet", label: "Tibet", model: "m", host: "h:1", parameters: {} };
  return {
    ...{ role: "assistant", id: `${parent}-reply.0`, parent, model, text, thinking: "" },
    ...{ sentAt: Date.now(), ...(outcome && { outcome }) },
  };
}

function exchange(id: string, language: Language, parent?: string): StoredMessage[] {
  const [asked, answered] = [prose.write(language, 80 + prose.below(200)), 200 + prose.below(500)];
  const question: StoredMessage = {
    ...{ role: "user", id, text: asked, passages: [], background: { kind: "turns" } },
    ...{ sentAt: Date.now(), ...(parent === undefined ? {} : { parent }) },
  };
  return [question, answerTo(id, prose.write(language, answered), { status: "done" })];
}

function fill(store: ConversationStore): void {
  const saves: number[] = [];
  for (let count = 0; count < conversations; count++) {
    const id = count === conversations - 100 ? longOne.id : `conversation-${count}`;
    const language = languages[prose.below(languages.length)] ?? "chinese";
    const length = id === longOne.id ? longOne.messages : messagesEach;
    const title = prose.write(language, 30);
    const pinned = count % 1000 === 0;
    store.saveHead({ ...emptyHead, id, title, pinned });
    for (let asked = 0, parent: string | undefined; asked < length / 2; asked++) {
      const messages = exchange(`${id}-${asked}`, language, parent);
      const began = performance.now();
      store.saveMessages(id, messages);
      saves.push(performance.now() - began);
      parent = messages.at(-1)?.id;
    }
  }
  summarise("save a question and its answer (filling)", saves);
  const { word, places } = crowded;
  store.saveHead({ ...emptyHead, id: "crowded" });
  store.saveMessages("crowded", [answerTo("crowded-0", word.repeat(places), { status: "done" })]);
}

/** Words as a person would look for: some of the commonest, some from texts, some from nowhere. */
function wordsOf(store: ConversationStore, language: Language): Readonly<Record<string, string[]>> {
  const common = {
    chinese: ["的", "我们", "一的是", "翻译西藏问题"],
    tibetan: ["་", "ང་", "དང་", "བོད་ཡིག"],
    english: ["t", "th", "the", "transl"],
  };
  const absent = {
    chinese: ["㐀", "㐀㐁", "㐀㐁㐂", "㐀㐁㐂㐃㐄㐅"],
    tibetan: ["ༀ", "ༀༀ", "ༀཿ་", "ༀཿ་ༀཿ་"],
    english: ["ż", "qx", "qxz", "qxzqxz"],
  };
  const script = { chinese: /\p{Script=Han}/u, tibetan: /\p{Script=Tibetan}/u, english: /[a-z]/u };
  const some = (length: number) => {
    const words: string[] = [];
    while (words.length < 20) {
      const messages = store.load(`conversation-${prose.below(conversations)}`)?.messages ?? [];
      const { text } = messages[prose.below(messages.length)] ?? { text: "" };
      const word = text.slice(prose.below(text.length)).slice(0, length).trim();
      if (word.length === length && script[language].test(word)) words.push(word);
    }
    return words;
  };
  return Object.fromEntries(
    [1, 2, 3, 6].flatMap((length, index) => [
      [`${language}, ${length}: common`, [common[language][index] ?? ""]],
      [`${language}, ${length}: some`, some(length)],
      [`${language}, ${length}: absent`, [absent[language][index] ?? ""]],
    ]),
  );
}

async function run(folder: string): Promise<void> {
  if (!values.json) {
    console.log(`${" ".repeat(44)}   median      p95     most  found   (milliseconds)`);
  }
  const filling = await openStore(folder);
  if (filling.store.list(1).length === 0) fill(filling.store);
  filling.store.close();
  const { size } = await stat(join(folder, "conversations.db"));

  const opened: number[] = [];
  for (let count = 0; count < 20; count++) {
    const began = performance.now();
    const { store } = await openStore(folder);
    opened.push(performance.now() - began);
    store.close();
  }
  summarise("open", opened);

  const { store } = await openStore(folder);
  measure("list the first 50", 100, () => store.list(shown).length);
  const pages = [undefined, ...Array.from({ length: 19 })].reduce<ReturnType<typeof store.list>[]>(
    (before) => [...before, store.list(shown, before.at(-1)?.at(-1))],
    [],
  );
  measure("list page 20", 100, () => store.list(shown, pages.at(-2)?.at(-1)).length);
  for (const language of languages) {
    for (const [name, words] of Object.entries(wordsOf(store, language))) {
      const search = (count: number) =>
        store.search(words[count % words.length] ?? "", shown).length;
      measure(name, Math.max(10, words.length * 3), search);
    }
  }
  measure("worst case", 10, () => store.search(crowded.word, shown).length);
  measure("load 500 messages", 50, () => store.load(longOne.id)?.messages.length);
  measure("recall 100 questions", 50, () => store.recentQuestions(100).length);
  const reply = prose.write("tibetan", 100_000);
  store.saveHead({ ...emptyHead, id: "grows" });
  const question = exchange("grows-0", "tibetan").slice(0, 1);
  store.saveMessages("grows", question);
  measure("save a checkpoint of a reply of 50 to 100 kB", 50, (count) => {
    store.saveMessages("grows", [answerTo("grows-0", reply.slice(0, 50_000 + count * 1_000))]);
    return undefined;
  });
  measure("save it for good", 1, () => {
    store.saveMessages("grows", [answerTo("grows-0", reply, { status: "done" })]);
    return undefined;
  });
  store.close();
  if (values.json) console.log(JSON.stringify({ conversations, size, figures }, null, 2));
  else console.log(`${(size / 1e6).toFixed(0)} MB`);
}

const folder = values.folder ?? (await mkdtemp(join(tmpdir(), "tibet-chat-bench-")));
try {
  await run(folder);
} finally {
  if (values.folder === undefined) await rm(folder, { recursive: true });
}
