import { after, before, describe, it } from "mocha";
import assert from "node:assert/strict";
import type { ExchangeView } from "../../src/protocol/views.ts";
import { openConversation, type ConversationPage } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

const passage = {
  id: "p1",
  kind: "selection",
  title: "passage.md:3–9",
  preview: "人人生而自由",
  tokens: 12,
} as const;

describe("a question in the conversation", () => {
  let chat: ConversationPage;
  before(async () => (chat = await openConversation([])));
  after(() => chat.close());

  const show = async (overrides: Partial<ExchangeView>) => {
    const shown = exchange(overrides);
    await chat.show([shown]);
    return shown;
  };
  const field = () => chat.page.getByRole("textbox", { name: "Question in other words" });

  it("stands with what it was asked about, and can be copied", async () => {
    const { id } = await show({ question: "What is\n<b>this</b>?", passages: [passage] });
    const question = chat.questions.first();
    assert.equal(await question.locator(".question").innerText(), "What is\n<b>this</b>?");
    await question.getByText("passage.md:3–9").waitFor();
    await chat.button("Copy question").click();
    const copy = await chat.waitForPosted((message) => message.type === "copy");
    assert.deepEqual(copy, { type: "copy", message: id, format: "markdown", text: "" });
  });

  it("says on which ground it was asked", async () => {
    await show({ alone: true });
    await chat.questions.getByText("Asked without the earlier turns").waitFor();
    await show({ summary: "They spoke of rights." });
    const text = chat.questions.getByText("They spoke of rights.");
    assert.equal(await text.isVisible(), false);
    await chat.questions.getByText("Summary of the earlier turns").click();
    await text.waitFor();
  });

  it("leads through its versions", async () => {
    const { siblings } = await show({ id: "q2", siblings: ["q1", "q2", "q3"] });
    await chat.questions.getByText("2 / 3").waitFor();
    await chat.button("Previous question").click();
    await chat.waitForPosted((said) => said.type === "choose" && said.message === siblings[0]);
    await chat.button("Next question").click();
    await chat.waitForPosted((said) => said.type === "choose" && said.message === siblings[2]);
  });

  it("is edited in place and asked again with Enter", async () => {
    const { id } = await show({ question: "First words" });
    await chat.button("Edit question").press("Enter");
    assert.equal(await field().inputValue(), "First words");
    await field().press("End");
    await chat.page.keyboard.type(", second");
    await chat.page.keyboard.press("Shift+Enter");
    await chat.page.keyboard.type("line");
    await chat.page.keyboard.press("Enter");
    assert.deepEqual(await chat.said("edit"), {
      ...{ type: "edit", exchange: id, text: "First words, second\nline" },
    });
    await field().waitFor({ state: "detached" });
  });

  it("is left as it was with Escape, and the cursor goes back to the pencil", async () => {
    await show({ question: "Stay" });
    const asked = (await chat.posted()).length;
    await chat.button("Edit question").click();
    await field().fill("Other words");
    await field().press("Escape");
    await chat.page.locator('button[aria-label="Edit question"]:focus').waitFor();
    assert.equal(await chat.questions.locator(".question").innerText(), "Stay");
    assert.equal((await chat.posted()).length, asked);
  });

  it("leaves keys to an input method while it is edited", async () => {
    await show({ question: "བོད" });
    const asked = (await chat.posted()).filter(({ type }) => type === "edit").length;
    await chat.button("Edit question").click();
    for (const key of ["Enter", "Escape"]) {
      for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
        await field().evaluate(
          (element, init) => {
            element.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
          },
          { key, ...more },
        );
      }
    }
    assert.equal(await field().count(), 1);
    assert.equal((await chat.posted()).filter(({ type }) => type === "edit").length, asked);
    await chat.button("Cancel").click();
  });

  it("keeps what is being written through snapshots, replies and a reload", async () => {
    const { id } = await show({ id: "kept", question: "Before" });
    await chat.button("Edit question").click();
    await field().fill("Half a ques");
    await chat.send({ type: "exchange", exchange: exchange({ id, answers: [answer()] }) });
    await chat.show([exchange({ id, question: "Before" }), exchange()]);
    assert.equal(await field().inputValue(), "Half a ques");
    assert.equal(await field().evaluate((element) => element === document.activeElement), true);
    await chat.page.reload();
    await chat.show([exchange({ id, question: "Before" })]);
    assert.equal(await field().inputValue(), "Half a ques");
    await field().press("Escape");
    await chat.page.reload();
    await chat.show([exchange({ id, question: "Before" })]);
    await chat.questions.getByText("Before").waitFor();
    assert.equal(await field().count(), 0);
  });

  it("grows with its text while it is edited", async () => {
    await show({ question: "One line" });
    await chat.button("Edit question").click();
    const height = async () => (await field().boundingBox())?.height ?? 0;
    const before = await height();
    await field().fill("One\ntwo\nthree\nfour");
    assert.ok((await height()) > before * 2);
    await chat.button("Cancel").click();
  });

  it("cannot be asked otherwise while a reply is on its way", async () => {
    const { id } = await show({ siblings: ["x", "y"] });
    await chat.button("Edit question").waitFor();
    const running = [answer({ status: "streaming", complete: false })];
    await chat.send({ type: "exchange", exchange: exchange({ id, answers: running }) });
    await chat.send({ type: "exchange", exchange: exchange({ answers: running }) });
    for (const name of ["Edit question", "Previous question", "Regenerate"]) {
      assert.equal(await chat.button(name).count(), 0, name);
    }
    assert.equal(await chat.button("Copy question").count(), 2);
  });
});
