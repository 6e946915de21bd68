import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { openConversation } from "./conversationPage.ts";
import { answer, exchange } from "./samples.ts";

describe("finding in a long conversation", () => {
  const filler = "Words of all kinds that nobody looks for.\n\n".repeat(40);
  const many = Array.from({ length: 120 }, (_, index) =>
    exchange({
      id: `q${index}`,
      question: `Question ${index}`,
      answers: [
        answer({ text: `${filler}${index % 40 === 5 ? "A **nee**dle lies here." : ""}${filler}` }),
      ],
    }),
  );

  it("finds what was not drawn yet, draws no more than that, and shows it", async () => {
    const chat = await openConversation(many);
    try {
      const drawn = () => chat.page.locator("reply-text").count();
      const before = await drawn();
      await chat.send({ type: "find" });
      const bar = chat.page.getByRole("search");
      await bar.getByRole("textbox").fill("needle");
      await bar.getByText("1 of 3", { exact: true }).waitFor();
      const seen = () =>
        chat.page.waitForFunction(() => {
          const [place] = CSS.highlights.get("find-current") ?? [];
          const log = document.querySelector(".log")?.getBoundingClientRect();
          if (place === undefined || log === undefined) return false;
          const range = document.createRange();
          range.setStart(place.startContainer, place.startOffset);
          range.setEnd(place.endContainer, place.endOffset);
          const { top, bottom } = range.getBoundingClientRect();
          return range.toString() === "needle" && top > log.top && bottom < log.bottom;
        });
      for (const step of ["1 of 3", "2 of 3", "3 of 3", "1 of 3"]) {
        await bar.getByText(step, { exact: true }).waitFor();
        await seen();
        await bar.getByRole("textbox").press("Enter");
      }
      assert.ok((await drawn()) < before + 25, `${await drawn()} drawn`);
    } finally {
      await chat.close();
    }
  });
});
