import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { isBatchHostMessage } from "../../src/protocol/batchMessages.ts";
import { isHostMessage } from "../../src/protocol/hostMessage.ts";
import { mostItems } from "../../src/protocol/messageShape.ts";
import { longestText, parsePageMessage } from "../../src/protocol/pageMessage.ts";
import { DroppedMessages } from "../../src/host/panel/droppedMessages.ts";

/** An object with a field that is computed, and how often it was. */
function computed(name: string, others: object): { value: object; reads: () => number } {
  let reads = 0;
  const get = () => {
    reads += 1;
    return reads === 1 ? "short" : "x".repeat(longestText + 1);
  };
  return {
    value: Object.defineProperty(others, name, { enumerable: true, get }),
    reads: () => reads,
  };
}

describe("the shape of messages", () => {
  it("is made of data alone: no getter is asked, no prototype", () => {
    for (const [name, others] of [
      ["text", { type: "send" }],
      ["type", { text: "x" }],
      ["0", { type: "dropFiles", uris: [] }],
    ] as const) {
      const { value, reads } = computed(name, { ...others });
      if (name !== "0") assert.equal(parsePageMessage(value), undefined, name);
      assert.equal(reads(), 0, name);
    }
    const list = computed("0", ["x", "y"]);
    assert.equal(parsePageMessage({ type: "dropFiles", uris: list.value }), undefined);
    assert.equal(list.reads(), 0);
    const heir: unknown = Object.create({ type: "send", text: "x" });
    assert.equal(parsePageMessage(heir), undefined);
    assert.equal(
      parsePageMessage(Object.setPrototypeOf({ type: "send" }, { text: "x" })),
      undefined,
    );
  });

  it("is made anew: nothing hangs on what passes", () => {
    const uris = Object.assign(["file:///a"], { command: "x" });
    const parsed = parsePageMessage({ type: "dropFiles", uris, command: "x" });
    assert.deepEqual(parsed, { type: "dropFiles", uris: ["file:///a"] });
    assert.notEqual(parsed.type === "dropFiles" && parsed.uris, uris);
    const polluting: unknown = JSON.parse(
      '{"type":"send","text":"x","__proto__":{"polluted":true},"constructor":{"prototype":{}}}',
    );
    const message = parsePageMessage(polluting);
    assert.deepEqual(message, { type: "send", text: "x" });
    assert.equal(Object.getPrototypeOf(message), Object.prototype);
    assert.equal("polluted" in {}, false);
  });

  it("has no holes in its lists, and no list that is long, however long", () => {
    const holey: unknown[] = [];
    holey.length = 3;
    assert.equal(parsePageMessage({ type: "dropFiles", uris: holey }), undefined);
    const huge: unknown[] = [];
    huge.length = 2 ** 32 - 1;
    assert.equal(parsePageMessage({ type: "dropFiles", uris: huge }), undefined);
    const many = Array.from({ length: mostItems + 1 }, () => "file:///a");
    assert.equal(parsePageMessage({ type: "dropFiles", uris: many }), undefined);
    assert.ok(parsePageMessage({ type: "dropFiles", uris: many.slice(1) }));
  });

  it("is nothing where it is deep, odd or another's code", () => {
    let deep: unknown = "x";
    for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    const throwing = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error("no");
        },
      },
    );
    for (const odd of [deep, proxy, new Map(), new Date(), /x/u, new Uint8Array(9), () => "x"]) {
      assert.equal(parsePageMessage(odd), undefined);
      assert.equal(parsePageMessage({ type: "send", text: odd }), undefined);
      assert.equal(parsePageMessage({ type: odd, text: "x" }), undefined);
      assert.equal(parsePageMessage({ type: "dropFiles", uris: odd }), undefined);
      assert.equal(parsePageMessage({ type: "dropFiles", uris: [odd] }), undefined);
    }
    assert.equal(parsePageMessage(throwing), undefined);
    assert.equal(parsePageMessage(new String("send")), undefined);
  });

  it("has addresses of links in plain signs only", () => {
    const hidden = [
      "\u202e",
      "\u200b",
      "\u0000",
      "\n",
      "\t",
      " ",
      "\u00ad",
      "\ufeff",
      "\u{e0041}",
      "е",
    ];
    for (const sign of hidden) {
      const url = `https://example.test/${sign}x`;
      assert.equal(parsePageMessage({ type: "openLink", url }), undefined, JSON.stringify(sign));
    }
    for (const url of ["https:", "mailto:", "https", "xhttps://a", "httpx://a"]) {
      assert.equal(parsePageMessage({ type: "openLink", url }), undefined, url);
    }
  });

  it("tells the host's messages by their types", () => {
    assert.ok(isHostMessage({ type: "find" }));
    assert.ok(isBatchHostMessage({ type: "list", batches: [] }));
    const types = fc.oneof(
      fc.constantFrom("ready", "toString", "__proto__", "openLink"),
      fc.anything(),
    );
    fc.assert(
      fc.property(types, (type) => {
        if (type === "find") return;
        assert.equal(isHostMessage({ type }), false);
        assert.equal(isBatchHostMessage({ type }), false);
        assert.equal(isHostMessage(type), false);
      }),
    );
  });
});

describe("messages that are dropped", () => {
  it("are told of at the first, and then by their number ever more rarely", () => {
    const dropped = new DroppedMessages();
    const remarks = Array.from({ length: 5_000 }, () => dropped.add()).filter(
      (remark) => remark !== undefined,
    );
    assert.deepEqual(remarks, [
      "Dropped a message of the page that is not in the protocol.",
      "Dropped 10 messages of the page that are not in the protocol.",
      "Dropped 100 messages of the page that are not in the protocol.",
      "Dropped 1000 messages of the page that are not in the protocol.",
    ]);
  });
});
