import assert from "node:assert/strict";
import * as vscode from "vscode";
import { ModelFacts } from "../../src/host/chat/modelFacts.ts";
import { answerInChat } from "../../src/host/nativeChat/participant.ts";
import { Templates } from "../../src/host/templates/templates.ts";
import { createModelClient } from "../../src/models/client.ts";
import { lastAsked, requests } from "./askedRequests.ts";
import { answerAsUsual, direct, panelChat } from "./heldReply.ts";
import { makeOwnFolder, unlimited, type OwnFolder } from "./ownFolder.ts";
import { testAccess } from "./testAccess.ts";

/** What is put down in the chat, by the name of the call. */
class ShownChat {
  readonly calls: (readonly [name: string, value: unknown])[] = [];

  /** VS Code's own stream is only given to what was asked in its chat, which needs a sign-in. */
  readonly stream = new Proxy({} as vscode.ChatResponseStream, {
    get: (_, name) => (value: unknown) => void this.calls.push([String(name), value]),
  });

  of(name: string): unknown[] {
    return this.calls.filter(([called]) => called === name).map(([, value]) => value);
  }
}

type Asked = Partial<Parameters<typeof answerInChat>[1]["request"]>;

describe("the participant @tibet", () => {
  let folder: OwnFolder;
  let templates: Templates;
  let services: Parameters<typeof answerInChat>[0];

  before(async () => {
    await panelChat();
    const { tokens } = await testAccess();
    folder = await makeOwnFolder();
    templates = new Templates();
    const kept = new Map<string, unknown>();
    const facts = new ModelFacts({
      keys: () => [...kept.keys()],
      get: <T>(key: string, fallback?: T) => (kept.get(key) ?? fallback) as T,
      update: (key, value) => Promise.resolve(void kept.set(key, value)),
    });
    services = { client: createModelClient(), tokens, facts, templates };
  });
  beforeEach(() => direct({ reply: "第一行\n第二行" }));
  after(async () => {
    templates.dispose();
    await folder.remove();
    await answerAsUsual();
  });

  async function ask(
    asked: Asked,
    history: vscode.ChatContext["history"] = [],
    token = unlimited,
  ): Promise<{ readonly chat: ShownChat; readonly result: vscode.ChatResult }> {
    const chat = new ShownChat();
    const request = { prompt: "", command: undefined, references: [], ...asked };
    const result = await answerInChat(services, {
      request: request as Parameters<typeof answerInChat>[1]["request"],
      ...{ context: { history }, response: chat.stream, token },
    });
    return { chat, result };
  }

  it("answers a slash command about a file and a selection, with the answer alone", async () => {
    await folder.write({ "a.txt": "བོད་ཡིག", "b.txt": "one\ntwo\nthree\n" });
    const part = new vscode.Location(folder.at("b.txt"), new vscode.Range(1, 0, 2, 0));
    const references = [
      { id: "vscode.selection", value: part },
      { id: "vscode.file", value: folder.at("a.txt") },
    ];
    const { chat, result } = await ask({ command: "translate", prompt: "Briefly.", references });
    assert.equal(chat.of("markdown").join(""), "第一行\n第二行");
    assert.equal(result.errorDetails, undefined);
    const [first, , ...further] = chat.of("progress").map(String);
    assert.match(first ?? "", /^Asking .+ on 127\.0\.0\.1:\d+…$/u);
    assert.deepEqual(further, []);
    assert.equal(chat.of("reference").length, 2);
    const asked = (await lastAsked())?.messages.at(-1)?.content ?? "";
    const wanted = [
      `${folder.name}/a.txt\n\`\`\`plaintext\nབོད་ཡིག\n\`\`\``,
      `${folder.name}/b.txt:2\n\`\`\`plaintext\ntwo\n\`\`\``,
      "Translate the text into English.",
    ];
    for (const piece of wanted) assert.ok(asked.includes(piece), asked);
    assert.ok(asked.endsWith("\n\nBriefly."));
    assert.equal(result.metadata?.["question"], asked);
  });

  it("sends the turns before along, as they were asked", async () => {
    const turn = (prompt: string) =>
      Reflect.construct(vscode.ChatRequestTurn, [prompt, undefined, [], "x", []]) as unknown;
    const reply = (text: string, result: vscode.ChatResult) => {
      const parts = text === "" ? [] : [new vscode.ChatResponseMarkdownPart(text)];
      return Reflect.construct(vscode.ChatResponseTurn, [parts, result, "x"]) as unknown;
    };
    const history = [
      turn("What is it?"),
      reply("A lake.", { metadata: { question: "Text\n\nWhat is it?" } }),
      turn("Lost"),
      reply("", { errorDetails: { message: "nothing" } }),
      turn("How deep?"),
      reply("Deep.", { metadata: { question: 7 } }),
    ] as vscode.ChatContext["history"];
    await ask({ prompt: "And wide?" }, history);
    assert.deepEqual((await lastAsked())?.messages, [
      { role: "user", content: "Text\n\nWhat is it?" },
      { role: "assistant", content: "A lake." },
      { role: "user", content: "How deep?" },
      { role: "assistant", content: "Deep." },
      { role: "user", content: "And wide?" },
    ]);
  });

  it("asks the model that is chosen in the chat, where it is one of ours", async () => {
    const chosen = (vendor: string, id: string) => ({ vendor, id }) as vscode.LanguageModelChat;
    const { result } = await ask({ prompt: "Hi", model: chosen("tibetChat", "cut") });
    assert.match(result.errorDetails?.message ?? "", /^Cut at max_tokens/u);
    const { result: other } = await ask({ prompt: "Hi", model: chosen("other", "cut") });
    assert.equal(other.errorDetails, undefined);
  });

  it("sends nothing where an attachment cannot be read, or there is nothing to ask about", async () => {
    await folder.write({ "picture.png": Uint8Array.of(0x89, 0x50, 0, 0) });
    const before = (await requests()).length;
    const value = folder.at("picture.png");
    const { result } = await ask({ prompt: "Hi", references: [{ id: "vscode.file", value }] });
    assert.match(result.errorDetails?.message ?? "", /^Nothing was sent\. .+ not a text file/u);
    const { result: empty } = await ask({ command: "translate" });
    assert.match(empty.errorDetails?.message ?? "", /^Write the text behind the command/u);
    assert.equal((await requests()).length, before);
    // What VS Code attaches by itself is no reason to refuse.
    const implicit = [{ id: "vscode.implicit.file", value }];
    assert.equal(
      (await ask({ prompt: "Hi", references: implicit })).result.errorDetails,
      undefined,
    );
  });

  it("tells a fault once, with the button that mends it", async () => {
    await direct({ error: { status: 401, body: "no" } });
    const { chat, result } = await ask({ prompt: "Hi" });
    assert.match(result.errorDetails?.message ?? "", /did not accept the token \(401\)/u);
    assert.deepEqual(chat.of("markdown"), []);
    assert.deepEqual(chat.of("button"), [{ title: "Set Token", command: "tibetChat.setToken" }]);
  });

  it("stops with its token, and never shows thinking as the answer", async () => {
    for (const thinkingField of ["reasoning", "tags", "tags-unopened"] as const) {
      await direct({ reply: "第一行", thinkingField, waitInThinking: crypto.randomUUID() });
      const source = new vscode.CancellationTokenSource();
      const asking = ask({ prompt: "Hi" }, [], source.token);
      await arrived();
      source.cancel();
      const { chat, result } = await asking;
      assert.deepEqual(chat.of("markdown"), []);
      assert.equal(result.errorDetails, undefined);
    }
  });

  /** Resolves when the server has begun to send. */
  async function arrived(): Promise<void> {
    for (;;) {
      const asked = await lastAsked();
      if (asked?.state === "open" && asked.textChunks > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});
