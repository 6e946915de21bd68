import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { exportLines, type ItemExport } from "../../src/core/batch/jsonl/exportLines.ts";
import { checkOf, readRequestId, requestId } from "../../src/core/batch/jsonl/requestId.ts";
import { partMessages } from "../../src/core/batch/longFile/partMessages.ts";
import { batchBody } from "../../src/models/requestBody.ts";
import { anyText, endpoint, endsOf, template } from "./batchLongFileText.ts";

const sourceHash = "0123456789abcdef".repeat(4);

function item(fields: Partial<ItemExport> = {}): ItemExport {
  const source = "第一段。\n\n第二段。\n";
  return {
    ...{ item: "7e57d004-2b97-4e7a-b45f-5387367791cd", template: template() },
    ...{ endpoint: endpoint(), source, languageId: "markdown", name: "a.md", terms: [] },
    ...{ division: { sourceHash, ends: [6, source.length] }, answered: new Set<number>() },
    ...fields,
  };
}

interface Line {
  readonly custom_id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function linesOf(fields: Partial<ItemExport> = {}): Line[] {
  return Array.from(exportLines(item(fields), batchBody), (line) => JSON.parse(line) as Line);
}

describe("the lines of an exported batch", () => {
  it("are requests as they would be sent, but whole, without headers, for one answer", () => {
    const place = endpoint({
      ...{ temperature: 0.3, topP: 0.9, maxTokens: 2000, n: 4, thinking: false, stream: true },
      headers: { "X-Secret": "s3cret" },
      extraBody: {
        ...{ top_k: 20, stream: true, stream_options: { include_usage: true }, n: 3 },
        chat_template_kwargs: { other: 1 },
      },
    });
    const [first, second, ...more] = linesOf({ endpoint: place });
    assert.deepEqual(more, []);
    const { division, ...request } = item({ endpoint: place });
    assert.deepEqual(first, {
      custom_id: `${request.item}.0.${checkOf(division)}`,
      method: "POST",
      url: "/v1/chat/completions",
      body: {
        ...{ model: "m", temperature: 0.3, top_p: 0.9, max_tokens: 2000, n: 1, top_k: 20 },
        chat_template_kwargs: { other: 1, enable_thinking: false },
        messages: partMessages({ ...request, ends: division.ends, index: 0 }),
      },
    });
    assert.equal(second?.custom_id, `${request.item}.1.${checkOf(division)}`);
    assert.doesNotMatch(JSON.stringify(first), /s3cret|127\.0\.0\.1/u);
  });

  it("have the template's parameters, and nothing that nobody set", () => {
    const own = template({
      parameters: { temperature: 0, thinking: true, systemPrompt: "Be exact." },
    });
    const [line] = linesOf({ template: own, endpoint: endpoint({ temperature: 1 }) });
    assert.equal(line?.body["temperature"], 0);
    assert.deepEqual(line.body["chat_template_kwargs"], { enable_thinking: true });
    const { thinking: _, ...silent } = endpoint();
    assert.deepEqual(Object.keys(linesOf({ endpoint: silent })[0]?.body ?? {}).sort(), [
      ...["messages", "model", "n"],
    ]);
  });

  it("are only for parts without an answer, and made as they are taken", () => {
    assert.deepEqual(
      linesOf({ answered: new Set([0]) }).map(({ custom_id }) => readRequestId(custom_id)?.part),
      [1],
    );
    let made = 0;
    const lines = exportLines(item(), (...request) => {
      made++;
      return batchBody(...request);
    });
    lines.next();
    assert.equal(made, 1);
  });

  it("are each one line of sound JSON, whatever the source has", () => {
    const odd = fc.constantFrom("\ud800", "\udc00", "\u2028", "\u2029", "\u0085", "\0", '"', "\\");
    const source = fc
      .array(fc.oneof(anyText, odd), { maxLength: 10 })
      .map((parts) => `${parts.join("")}.`);
    fc.assert(
      fc.property(source, fc.array(fc.nat(300)), (text, places) => {
        const ends = endsOf(text, places);
        const fields = { source: text, division: { sourceHash, ends } };
        const lines = [...exportLines(item(fields), batchBody)];
        assert.equal(lines.length, ends.length);
        for (const [index, line] of lines.entries()) {
          assert.match(line, /^[^\p{Cc}\u2028\u2029]+\n$/u);
          assert.doesNotMatch(line, /\\ud[89a-f]/iu);
          const { custom_id, body } = JSON.parse(line) as Line;
          assert.equal(readRequestId(custom_id)?.part, index);
          const messages = partMessages({ ...item(fields), ends, index });
          const wanted = messages.map(({ role, content }) => ({
            role,
            content: content.toWellFormed(),
          }));
          assert.deepEqual(body["messages"], wanted);
        }
      }),
    );
  });
});

describe("the id of a request", () => {
  it("comes back as it was made, whatever the item is called", () => {
    const id = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
    const hash = fc.string({
      unit: fc.constantFrom("0", "7", "a", "f"),
      minLength: 64,
      maxLength: 64,
    });
    fc.assert(
      fc.property(id, fc.nat(99_999), hash, fc.array(fc.nat()), (name, part, value, ends) => {
        const division = { sourceHash: value, ends };
        const made = requestId(name, part, division);
        assert.deepEqual(readRequestId(made), { item: name, part, check: checkOf(division) });
      }),
    );
    assert.ok(requestId(item().item, 99_999, item().division).length <= 64);
  });

  it("tells sources and divisions apart", () => {
    const checks = [
      checkOf({ sourceHash, ends: [1, 2] }),
      checkOf({ sourceHash, ends: [12] }),
      checkOf({ sourceHash, ends: [2, 2] }),
      checkOf({ sourceHash: sourceHash.slice(1), ends: [1, 2] }),
    ];
    assert.equal(new Set(checks).size, checks.length);
  });

  for (const other of [
    7,
    null,
    "",
    "request-1",
    "a.b.c",
    "a.-1.x",
    "a.01.x",
    "a.1.",
    "a.1e3.x",
    ".1.x",
  ]) {
    it(`is not ${JSON.stringify(other)}`, () => assert.equal(readRequestId(other), undefined));
  }
});
