import { after, before, describe, it } from "mocha";
import assert from "node:assert/strict";
import type { AnswerView, WaitingView } from "../../src/protocol/views.ts";
import { axeFindings, openConversation, type ConversationPage } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

const reason = "127.0.0.1:8000 is busy (429).";
const waiting: WaitingView = { reason, seconds: 7, attempt: 1, attempts: 2 };
const awaited = { status: "waiting", text: "", complete: false } as const;

describe("an answer that is asked for again", () => {
  let chat: ConversationPage;
  before(async () => {
    chat = await openConversation([]);
    await chat.page.clock.install();
  });
  after(() => chat.close());

  const asked = exchange({ answers: [answer(awaited)] });
  const tell = (view: Partial<AnswerView>) => {
    const [before] = asked.answers;
    const shown = { ...answer(awaited), id: before?.id ?? "", ...view };
    return chat.send({ type: "exchange", exchange: { ...asked, answers: [shown] } });
  };
  const shown = () => chat.replies.locator(".wait p").innerText();
  const said = () => chat.page.locator("body > [role=status]").textContent();

  it("counts down each second, and is announced once", async () => {
    await chat.show([asked]);
    await tell({ waiting });
    assert.equal(await shown(), `${reason} Asking again in 7 s (1 of 2).`);
    assert.equal(await said(), `${reason} Asking again in 7 s (1 of 2).`);
    for (const left of [6, 5, 4, 3, 2, 1, 0, 0]) {
      await chat.page.clock.runFor(1000);
      assert.equal(await shown(), `${reason} Asking again in ${left} s (1 of 2).`);
    }
    assert.equal(await said(), `${reason} Asking again in 7 s (1 of 2).`);
    await tell({});
    await chat.replies.getByText(/Waiting, \d+ s/u).waitFor();
    assert.equal(await chat.replies.locator(".wait").count(), 0);
    await tell({ waiting: { ...waiting, seconds: 3, attempt: 2 } });
    assert.equal(await said(), `${reason} Asking again in 3 s (2 of 2).`);
  });

  it("says nothing of how often where it is once", async () => {
    await chat.show([asked]);
    await tell({ waiting: { ...waiting, attempts: 1 } });
    assert.equal(await shown(), `${reason} Asking again in 7 s.`);
  });

  it("can be asked for at once, and stopped", async () => {
    await chat.show([asked]);
    await tell({ waiting });
    await chat.button("Ask now").click();
    assert.deepEqual(await chat.said("askNow"), { type: "askNow" });
    await chat.button("Stop waiting").click();
    await chat.said("stop");
  });

  it("goes on with the seconds that were left when the page was loaded anew", async () => {
    const [only] = asked.answers;
    const rest = { ...waiting, seconds: 2.6 };
    await chat.show([{ ...asked, answers: [{ ...(only ?? answer()), waiting: rest }] }]);
    assert.equal(await shown(), `${reason} Asking again in 3 s (1 of 2).`);
  });
});

describe("the look of a countdown", () => {
  for (const theme of ["dark", "light", "contrast"] as const) {
    it(`leaves axe nothing to find in ${theme}, and fits 300 pixels`, async () => {
      const chat = await openConversation([], { theme, width: 300 });
      try {
        await chat.show([exchange({ answers: [answer({ ...awaited, waiting })] })]);
        await chat.button("Ask now").waitFor();
        assert.deepEqual(await chat.cspViolations(), []);
        assert.deepEqual(await axeFindings(chat), []);
        const over = await chat.log.evaluate((log) => log.scrollWidth - log.clientWidth);
        assert.equal(over, 0);
      } finally {
        await chat.close();
      }
    });
  }
});
