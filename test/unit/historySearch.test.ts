import assert from "node:assert/strict";
import fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";
import type {
  ConversationStore,
  SearchHit,
} from "../../src/core/conversation/conversationStore.ts";
import { HistorySearch } from "../../src/history/search.ts";
import { answer, converse, done, head, HistoryFolder, question, until } from "./historyFolder.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const graphemes = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

describe("history search", () => {
  let folder: HistoryFolder;
  let store: ConversationStore;
  beforeEach(async () => {
    folder = await HistoryFolder.create();
    store = await folder.open();
  });
  afterEach(() => folder.dispose());

  const found = (words: string) => store.search(words, 50).map(({ message }) => message);
  const excerpt = (words: string) => store.search(words, 1)[0]?.excerpt;

  it("finds words of any length in any script, at the end of a text too", () => {
    const texts = {
      chinese: "把这句话译成藏文，再校对一遍",
      tibetan: "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས",
      latin: "Born free, equal in Würde and naïve rights",
      emoji: "well done 👩🏽‍💻🎉",
      rare: "𠀀𪚥 and 龘",
    };
    for (const [id, text] of Object.entries(texts)) converse(store, id, text);
    const words = {
      chinese: ["译", "遍", "把", "藏文", "一遍", "把这", "这句话", "译成藏文", texts.chinese],
      tibetan: ["འགྲོ", "ས", "ིད", "ནས", "རིགས་", "རྒྱུད་ཡོངས", "ཙམ་ཉིད་ནས", texts.tibetan],
      latin: ["B", "s", "ts", "Bo", "ee,", "Würde and", "naïve", texts.latin],
      emoji: ["🎉", "👩🏽‍💻", "💻🎉", "👩", "done 👩🏽‍💻🎉"],
      rare: ["𠀀", "𪚥", "𠀀𪚥", "龘", "d 龘"],
    };
    for (const [id, each] of Object.entries(words)) {
      for (const word of each) {
        assert.ok(found(word).includes(`${id}-q`), `“${word}” in ${id}`);
        assert.equal(excerpt(`${word}藏藏`), undefined);
      }
    }
    for (const word of ["藏文再", "fr ee", "🎊", "ཀ", "龙", "qq", "𠀁"]) {
      assert.deepEqual(found(word), [], word);
    }
  });

  it("does not mind case, the kind of white space, or of tsheg", () => {
    converse(store, "a", "ÀÉ Straße ΟΔΟΣ\tQwen\n3 دانش");
    converse(store, "b", "བྱེད་པ་དང༌།");
    for (const words of ["àé", "ÀÉ STRA", "οδος", "οδοσ", "ος", "QWEN 3", "n\t3", "  qwen  "]) {
      assert.deepEqual(found(words), ["a-q"], words);
    }
    for (const words of ["དང་", "དང་།", "དང༌", "་", "བྱེད༌པ"])
      assert.deepEqual(found(words), ["b-q"], words);
    assert.equal(excerpt("qwen 3")?.match, "Qwen\n3");
    assert.equal(excerpt("དང་")?.match, "དང༌");
  });

  it("gives a hit per conversation: the newest message, or the title where only that holds it", () => {
    store.saveHead(head("c", { title: "on vowels" }));
    store.saveMessages("c", [question("q1", "vowels?"), answer("r.0", "q1", "Vowels.", done)]);
    store.saveMessages("c", [question("q2", "consonants?", { parent: "r.0" })]);
    const [hit, ...others] = store.search("vowels", 10);
    assert.deepEqual(others, []);
    assert.deepEqual(hit, {
      ...{ id: "c", title: "on vowels", pinned: false, updatedAt: folder.time, message: "r.0" },
      excerpt: { before: "", match: "Vowels", after: "." },
    });
    assert.deepEqual(store.search("on v", 10), [
      {
        ...{ id: "c", title: "on vowels", pinned: false, updatedAt: folder.time },
        excerpt: { before: "", match: "on v", after: "owels" },
      },
    ]);
    store.rename("c", "on tones");
    assert.deepEqual(store.search("on v", 10), []);
    assert.equal(store.search("tones", 10)[0]?.title, "on tones");
    assert.equal(folder.count("search_places WHERE term = 'n v'"), 0);
  });

  it("puts the conversation first in which something was said last, and stops at the limit", () => {
    for (const id of ["a", "b", "c", "d"]) {
      folder.time += 1;
      converse(store, id, "共同的词");
    }
    store.setPinned("a", true);
    folder.time += 1;
    store.saveMessages("b", [answer("late.0", "b-q", "说完了", done)]);
    assert.deepEqual(found("共同的"), ["b-q", "d-q", "c-q", "a-q"]);
    assert.deepEqual(found("共"), ["b-q", "d-q", "c-q", "a-q"]);
    assert.equal(store.search("共同", 2).length, 2);
    assert.deepEqual(store.search("共同", 0), []);
  });

  it("finds no conversation in which nothing was asked", () => {
    store.saveHead(head("c", { title: "never asked" }));
    assert.deepEqual(store.search("never", 10), []);
  });

  it("finds a reply while it grows, and only what it says in the end", () => {
    store.saveHead(head("c"));
    store.saveMessages("c", [question("q", "?"), answer("r.0", "q", "first thoughts")]);
    assert.deepEqual(found("first th"), ["r.0"]);
    store.saveMessages("c", [answer("r.0", "q", "first thoughts and second ones")]);
    assert.deepEqual(found("second"), ["r.0"]);
    store.saveMessages("c", [answer("r.0", "q", "last words", done)]);
    assert.deepEqual(found("thoughts"), []);
    assert.deepEqual(found("last words"), ["r.0"]);
    store.saveMessages("c", [answer("r.0", "q", "last words")]);
    store.saveMessages("c", [answer("r.0", "q", "last words, continued", done)]);
    assert.deepEqual(found("continued"), ["r.0"]);
    assert.equal(folder.count("search_places WHERE term = 'wor'"), 1);
    store.saveMessages("c", [answer("r.0", "q", "something else", done)]);
    assert.deepEqual(found("words"), []);
    assert.equal(folder.count("search_places WHERE term IN ('wor', 'con')"), 0);
    assert.equal(folder.count("unindexed"), 0);
  });

  it("finds what a killed process left, and indexes it once nobody writes it", async () => {
    store.saveHead(head("c"));
    store.saveMessages("c", [question("q", "?"), answer("r.0", "q", "unfinished work")]);
    store.close();
    store = await folder.open();
    assert.deepEqual(found("unfinished"), ["r.0"]);
    assert.equal(folder.count("unindexed"), 1);
    store.close();
    folder.time += 10_000;
    store = await folder.open();
    await until(() => folder.count("unindexed") === 0);
    assert.deepEqual(found("unfinished"), ["r.0"]);
    assert.deepEqual(found("work"), ["r.0"]);
  });

  it("takes every query for words", () => {
    const odd = [
      ...Array.from("\"'*^-():{}%_\\.+?[]|$/"),
      ...["\0", "a\0b", "\ud800", "\udc00x", '"" OR ""', "text:a", "a*", "NEAR(a b)", "a AND b"],
      ...[
        "' OR 1=1 --",
        "%%%",
        "___",
        "\\d",
        "[a-z]",
        "(?:",
        "a{2}",
        "\u202e\u200b",
        "\u0301",
        "𝒳",
      ],
    ];
    for (const text of odd) store.search(text, 5);
    converse(store, "c", "plain words");
    for (const text of odd) assert.deepEqual(found(text), [], text);
    for (const [index, text] of odd.entries()) {
      converse(store, `odd-${index}`, `before${text}after`);
      assert.ok(found(text).includes(`odd-${index}-q`), text);
      assert.ok(found(`before${text}a`).includes(`odd-${index}-q`), text);
    }
    for (const empty of ["", " ", "\n\t"]) assert.deepEqual(found(empty), []);
  });

  it("finds words of any length to the last character", () => {
    const long = "the long words ".repeat(700);
    const sought = `${long}x`;
    assert.ok(sought.length > 10_000);
    converse(store, "c", `a${long}y ${sought} and on`, `${long}almost`);
    converse(store, "d", long);
    assert.deepEqual(found(sought), ["c-q"]);
    assert.deepEqual(found(`${sought}x`), []);
    assert.deepEqual(found("(".repeat(20_000)), []);
    assert.deepEqual(found("སྐྱེ་".repeat(20_000)), []);
  });

  it("shows 30 graphemes before a match and 60 after it, never a part of one", () => {
    const clusters = ["👩🏽‍💻", "སྒྲུ", "e\u0301", "🇨🇳", "字", "각"];
    const text = Array.from({ length: 60 }, (_, at) => clusters[at % 6]).join("");
    converse(store, "a", `${text}needle${text}${text}`);
    converse(store, "b", "short needlework");
    converse(store, "c", "first\n\n  line\tof needlecase \r\n and\u0007 more");
    const long = store.search("needle", 10).find(({ id }) => id === "a")?.excerpt;
    assert.ok(long);
    const all = graphemes(text);
    assert.deepEqual(long, {
      before: `…${all.slice(30).join("")}`,
      match: "needle",
      after: `${all.join("")}…`,
    });
    assert.deepEqual(excerpt("needlew"), { before: "short ", match: "needlew", after: "ork" });
    assert.deepEqual(excerpt("needlec"), {
      before: "first line of ",
      match: "needlec",
      after: "ase and more",
    });
  });

  it("shows whole graphemes where the words are a part of them", () => {
    converse(store, "a", "བྱེད་སྒྲུབ་ཀྱི་");
    assert.deepEqual(excerpt("ྒྲ"), { before: "བྱེད་", match: "སྒྲུ", after: "བ་ཀྱི་" });
    converse(store, "b", `x${"\u0301".repeat(5_000)}z`);
    const hostile = excerpt(`z`);
    assert.equal(hostile?.match, "z");
  });

  it("finds the same by index as by reading", () => {
    const letters = fc.constantFrom(
      ...["a", "B", "é", "É", "ß", "Σ", "ς", "藏", "文", "བ", "ོ", "་", "༌", "👍", "🏽", " ", "\n"],
      ...["_", "%", '"', "\\", "ʼ"],
    );
    const text = fc.string({ unit: letters, maxLength: 12 });
    const conversation = fc.record({ title: text, texts: fc.array(text, { minLength: 1 }) });
    const sought = fc.record({ from: fc.nat(), start: fc.nat(11), length: fc.nat(5), other: text });
    const raw = folder.raw();
    const byIndex = new HistorySearch(raw, 1_000_000);
    const byReading = new HistorySearch(raw, 1);
    let batch = 0;
    const check = (all: readonly { title: string; texts: string[] }[], words: string) => {
      const idOf = (at: number, message?: number) =>
        `${batch}-${at}${message === undefined ? "" : `-${message}.0`}`;
      all.forEach(({ title, texts }, at) => {
        folder.time += 1;
        store.saveHead(head(idOf(at), { title }));
        const answers = texts.map((each, index) =>
          answer(idOf(at, index), "q", each, index === 1 ? {} : done),
        );
        store.saveMessages(idOf(at), answers);
      });
      const clean = fold(words.trim());
      const expected = all
        .map(({ title, texts }, at) => {
          const message = texts.findLastIndex((each) => fold(each).includes(clean));
          if (message >= 0) return idOf(at, message);
          return fold(title).includes(clean) ? idOf(at) : undefined;
        })
        .filter((place) => place !== undefined && clean !== "")
        .reverse();
      const places = (hits: SearchHit[]) => hits.map(({ id, message }) => message ?? id);
      assert.deepEqual(places(byIndex.find(words, 100)), expected, "index");
      assert.deepEqual(places(byReading.find(words, 100)), expected, "reading");
    };
    fc.assert(
      fc.property(fc.array(conversation, { maxLength: 5 }), sought, (all, { other, ...part }) => {
        batch += 1;
        const texts = [other, ...all.flatMap(({ title, texts }) => [title, ...texts])];
        const source = Array.from(texts[part.from % texts.length] ?? "");
        try {
          check(all, source.slice(part.start, part.start + part.length).join(""));
        } finally {
          raw.exec("UPDATE conversations SET deleted_at = 1e15");
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** What counts as the same, said another way than in the code. */
function fold(text: string): string {
  return Array.from(text, (each) =>
    /\s/u.test(each) ? " " : each.replace("༌", "་").toLowerCase().replace("ς", "σ"),
  ).join("");
}
