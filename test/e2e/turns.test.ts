import assert from "node:assert/strict";
import { completions, eventually, openBench, pictureFailure, type Bench } from "./bench.ts";

describe("turns of a conversation", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(300_000);
    bench = await openBench({ models: { tibet: { topP: 0.8 } } });
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
    await bench.server.clearLog();
  });

  const newest = async () => {
    const bodies = await completions(bench.server);
    const body = bodies.at(-1);
    assert.ok(body);
    return body;
  };

  it("keeps the first version of a question that is asked again in other words", async () => {
    const { server } = bench;
    await server.direct({ reply: "To the first." });
    const panel = await bench.newConversation();
    await panel.hear("First words?");
    await server.direct({ reply: "To the second." });
    await panel.questions.getByRole("button", { name: "Edit question" }).click();
    const field = panel.frame.getByRole("textbox", { name: "Question in other words" });
    assert.equal(await field.inputValue(), "First words?");
    await field.fill("Other words?");
    await panel.button("Ask again").click();
    await panel.replies.getByText("To the second.").waitFor();
    await panel.questions.getByText("2 / 2").waitFor();
    assert.deepEqual(
      (await newest()).messages.map(({ content }) => content),
      ["Other words?"],
    );
    await panel.button("Previous question").click();
    await panel.questions.getByText("1 / 2").waitFor();
    await panel.questions.getByText("First words?").waitFor();
    await panel.replies.getByText("To the first.").waitFor();
    await panel.button("Next question").click();
    await panel.questions.getByText("Other words?").waitFor();
    await panel.replies.getByText("To the second.").waitFor();
  });

  it("keeps the first answer when a question is asked once more, and goes on from the one shown", async () => {
    const { server } = bench;
    await server.direct({ reply: "An answer." });
    const panel = await bench.newConversation();
    const reply = await panel.hear("Again?");
    await server.direct({ reply: "Another one." });
    await reply.getByRole("button", { name: "Regenerate" }).click();
    await reply.getByText("Another one.").waitFor();
    await reply.getByText("2 / 2").waitFor();
    await reply.getByRole("button", { name: "Previous answer" }).click();
    await reply.getByText("An answer.").waitFor();
    await reply.getByText("1 / 2").waitFor();
    await panel.hear("And then?");
    assert.deepEqual(
      (await newest()).messages.map(({ content }) => content),
      ["Again?", "An answer.", "And then?"],
    );
  });

  it("sends the parameters that are set in the composer, and no others", async () => {
    const { server } = bench;
    await server.direct({ reply: "Yes." });
    const panel = await bench.newConversation();
    await panel.hear("With nothing set?");
    const { messages: _, ...bare } = await newest();
    assert.deepEqual(bare, {
      ...{ model: "model/model_xizang", stream: true, top_p: 0.8 },
      stream_options: { include_usage: true },
    });
    await panel.setParameter("temperature", "０.3");
    await panel.setParameter("topP", "0.5");
    await panel.setParameter("maxTokens", "900");
    await panel.setParameter("systemPrompt", "用中文回答。");
    await panel.frame.getByRole("button", { name: "Parameters, 4 set" }).waitFor();
    await panel.hear("With some set?");
    const { messages, ...set } = await newest();
    assert.deepEqual(set, { ...bare, temperature: 0.3, top_p: 0.5, max_tokens: 900 });
    assert.deepEqual(messages[0], { role: "system", content: "用中文回答。" });
    await panel.button("Reset").click();
    await panel.button("Parameters").waitFor();
    await panel.hear("With none set again?");
    const { messages: after, ...unset } = await newest();
    assert.deepEqual(unset, bare);
    assert.equal(after[0]?.role, "user");
  });

  it("gives as many answers as were asked for in the composer", async () => {
    const { server } = bench;
    await server.direct({});
    const panel = await bench.newConversation();
    await panel.setParameter("n", "2");
    const reply = await panel.hear("Two?");
    assert.equal((await newest())["n"], 2);
    await reply.getByText("1 / 2").waitFor();
    await reply.getByRole("heading", { name: "Practice reply 1 of 2" }).waitFor();
    await reply.getByRole("button", { name: "Next answer" }).click();
    await reply.getByRole("heading", { name: "Practice reply 2 of 2" }).waitFor();
  });

  it("sends nothing while a parameter is mistyped, and loses no word", async () => {
    const { server } = bench;
    await server.direct({ reply: "Now." });
    const panel = await bench.newConversation();
    await panel.setParameter("temperature", "hot");
    const problem = panel.frame.locator("#parameter-temperature-about");
    await problem.getByText("number from 0 to 2").waitFor();
    await panel.ask("How warm is it?");
    await panel.notice.getByText(/Nothing was sent\..*temperature/u).waitFor();
    assert.deepEqual(await server.log(), []);
    await eventually(async () => assert.equal(await panel.message.inputValue(), "How warm is it?"));
    await panel.setParameter("temperature", "1");
    await eventually(async () => assert.equal(await problem.innerText(), ""));
    await panel.message.press("Enter");
    await panel.replies.getByText("Now.").waitFor();
    assert.equal((await newest())["temperature"], 1);
    assert.equal(await panel.notice.count(), 0);
  });

  it("turns thinking off and on as the template's own argument", async () => {
    const { server } = bench;
    await server.direct({ reply: "So." });
    const panel = await bench.newConversation();
    await panel.setParameter("thinking", "Off");
    const unthought = await panel.hear("Off?");
    assert.deepEqual((await newest())["chat_template_kwargs"], { enable_thinking: false });
    assert.equal(await unthought.locator("details.thinking").count(), 0);
    await panel.setParameter("thinking", "On");
    const thought = await panel.hear("On?");
    assert.deepEqual((await newest())["chat_template_kwargs"], { enable_thinking: true });
    assert.equal(await thought.locator("details.thinking").count(), 1);
  });

  it("takes a reply in one piece where streaming is off", async () => {
    const { server } = bench;
    await server.direct({ reply: "In one piece." });
    const panel = await bench.newConversation();
    await panel.setParameter("stream", "Off");
    const reply = await panel.hear("Whole?");
    await reply.getByText("In one piece.").waitFor();
    await reply.getByText(/\d+ \+ \d+ tokens/u).waitFor();
    const body = await newest();
    assert.equal(body["stream"], false);
    assert.equal("stream_options" in body, false);
  });

  it("goes on with an answer that was cut at max_tokens", async () => {
    const { server } = bench;
    const whole = "One two three four five six seven eight nine ten, 一二三四五六七八九十.";
    await server.direct({ reply: whole });
    const panel = await bench.newConversation();
    await panel.setParameter("thinking", "Off");
    await panel.setParameter("maxTokens", "6");
    const reply = await panel.hear("Count.");
    await reply.getByText("Cut at max_tokens. The answer is incomplete.").waitFor();
    const cut = await reply.locator("reply-text").innerText();
    assert.ok(whole.startsWith(cut.trim()) && cut.length < whole.length);
    assert.equal(await reply.getByRole("button", { name: "Insert", exact: true }).count(), 0);
    await panel.setParameter("maxTokens", "");
    await reply.getByRole("button", { name: "Continue" }).click();
    await reply.getByRole("button", { name: "Insert", exact: true }).waitFor();
    assert.equal(await reply.locator("reply-text").innerText(), whole);
    await reply.getByText("2 / 2").waitFor();
    const body = await newest();
    assert.equal(body["continue_final_message"], true);
    assert.equal(body["add_generation_prompt"], false);
    assert.equal(body.messages.at(-1)?.role, "assistant");
    assert.ok(whole.startsWith(body.messages.at(-1)?.content ?? "?"));
    await reply.getByRole("button", { name: "Previous answer" }).click();
    await reply.getByText("Cut at max_tokens. The answer is incomplete.").waitFor();
  });

  it("shows thinking live, and folds it when the answer begins", async () => {
    const { server } = bench;
    await server.direct({
      reply: "A thought-out answer.",
      waitInThinking: "thought",
      waitFor: "end",
    });
    const panel = await bench.newConversation();
    await panel.ask("Think!");
    const reply = panel.replies.first();
    const thinking = reply.locator("details.thinking");
    await thinking.getByText("Thinking…").waitFor();
    await reply.getByRole("region", { name: "Thinking" }).getByText("This").waitFor();
    assert.notEqual(await thinking.getAttribute("open"), null);
    await server.release("thought");
    await reply.locator("reply-text").getByText("A th").waitFor();
    await panel.stop.waitFor();
    await thinking.getByText(/^Thought for/u).waitFor();
    assert.equal(await thinking.getAttribute("open"), null);
    await server.release("end");
    await reply.getByText("A thought-out answer.").waitFor();
    await thinking.locator("summary").click();
    await thinking.getByText("这是练习用的思考过程").waitFor();
  });

  it("finds in the conversation, and counts", async () => {
    const { server, workbench } = bench;
    await server.direct({ reply: "自由 and 平等, 自由 again." });
    await workbench.openFile("passage.md");
    const panel = await bench.newConversation();
    await panel.hear("What is 自由?");
    await panel.message.press("ControlOrMeta+f");
    const bar = panel.frame.getByRole("search", { name: "Find in the conversation" });
    await bar.getByRole("textbox", { name: "Find", exact: true }).fill("自由");
    await bar.getByText("1 of 3").waitFor();
    await workbench.page.keyboard.press("Enter");
    await bar.getByText("2 of 3").waitFor();
    await bar.getByRole("textbox", { name: "Find", exact: true }).fill("བོད");
    await bar.getByText("No results").waitFor();
    await workbench.page.keyboard.press("Escape");
    await bar.waitFor({ state: "hidden" });
    await panel.frame.locator(".message-field:focus").waitFor();
    assert.equal(await workbench.page.locator(".find-widget.visible").count(), 0);
  });

  it("recalls earlier questions with the up arrow, also those of other conversations", async () => {
    const { server } = bench;
    await server.direct({ reply: "Noted." });
    const before = await bench.newConversation();
    await before.hear("An earlier question");
    const panel = await bench.newConversation();
    await panel.hear("A later question");
    const shows = (text: string) =>
      eventually(async () => assert.equal(await panel.message.inputValue(), text));
    await panel.message.press("ArrowUp");
    await shows("A later question");
    await panel.message.press("ArrowUp");
    await shows("An earlier question");
    await panel.message.press("ArrowDown");
    await panel.message.press("ArrowDown");
    await shows("");
  });
});
