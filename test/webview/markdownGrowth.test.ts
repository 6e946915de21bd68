import { after, before, describe, it } from "mocha";
import { deepEqual, equal } from "node:assert/strict";
import { examples } from "../unit/markdownExamples.ts";
import { openMarkdown, type MarkdownPage } from "./markdownPage.ts";

interface ReplyElement extends HTMLElement {
  final: boolean;
  add(piece: string): void;
  drawNow(): void;
}

describe("the drawing of Markdown that grows", () => {
  let page: MarkdownPage;
  before(async () => {
    page = await openMarkdown({ width: 300, height: 600 });
  });
  after(() => page.close());

  it("is the same for every construct, cut anywhere", async () => {
    await page.showReply("$x$");
    await page.reply.locator("math").waitFor();
    const texts = examples.map(([, text]) =>
      text.replaceAll(/^(\s*(?:```|~~~)) *\w+/gmu, "$1unknown"),
    );
    const joined = [0, 1, 2].map((shift) =>
      texts
        .filter((_, index) => index % 3 === shift && !texts[index]?.includes("```"))
        .join("\n\n"),
    );
    // Where nothing late changes it, the beginning of a long text stays as it was drawn.
    const line =
      "藏文文献的研究，<think>想<b>，**甲** *乙* `丙` [丁](/u) $x$ https://a.b/c 己 mailto:a@b.c，庚";
    const long = ["\n", "  \n", " ", ""].flatMap((between) => {
      const text = Array.from({ length: 20 }, () => line).join(between);
      return [text, `[戊] ${text}[^n] [戊]\n\n[^n]: ${line}\n\n[戊]: /v`];
    });
    const differing = await page.page.evaluate(
      ({ all, sizes }) => {
        const drawn = (pieces: readonly string[]) => {
          const reply = document.createElement("reply-text") as ReplyElement;
          document.body.append(reply);
          for (const piece of pieces) {
            reply.add(piece);
            reply.drawNow();
          }
          reply.final = true;
          reply.drawNow();
          reply.remove();
          return reply;
        };
        const plain = (reply: Element) => reply.innerHTML.replaceAll(/reply-\d+-/gu, "");
        return all.filter((text) => {
          const whole = drawn([text]);
          return sizes.some((size) => {
            const pieces = text.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
            const grown = drawn(pieces);
            // Side by side, two texts look like one in HTML.
            const nodes = (reply: Element) =>
              document.createNodeIterator(reply, NodeFilter.SHOW_ALL);
            const [one, other] = [nodes(whole), nodes(grown)];
            for (let node = one.nextNode(); node !== null; node = one.nextNode()) {
              const twin = other.nextNode();
              if (twin?.nodeName !== node.nodeName || twin.nodeValue !== node.nodeValue)
                return true;
            }
            return other.nextNode() !== null || plain(whole) !== plain(grown);
          });
        });
      },
      { all: [...texts, ...joined, ...long], sizes: [2, 9] },
    );
    deepEqual(differing, []);
  });

  it("replaces no more than the end, however long the reply is", async () => {
    const counts = await page.page.evaluate(() => {
      const texts = {
        paragraph: "藏文**文献**的研究，".repeat(1_000),
        table: `| a | b |\n|---|---|\n${"| 藏文 | 翻译 |\n".repeat(700)}`,
        code: `\`\`\`unknown\n${"const a = 1;\n".repeat(1_000)}\`\`\``,
        list: Array.from({ length: 800 }, (_, index) => `${"  ".repeat(index % 10)}- 藏文`).join(
          "\n",
        ),
        blocks: "藏文。\n\n".repeat(1_500),
      };
      return Object.entries(texts).map(([name, text]) => {
        const reply = document.createElement("reply-text") as ReplyElement;
        document.body.append(reply);
        let made = 0;
        const maker = document as { createElement(tag: string): HTMLElement };
        const create = maker.createElement.bind(document);
        maker.createElement = (tag: string) => {
          made += 1;
          return create(tag);
        };
        const observer = new MutationObserver(() => undefined);
        observer.observe(reply, { subtree: true, childList: true });
        for (let from = 0; from < text.length; from += 7) {
          reply.add(text.slice(from, from + 7));
          reply.drawNow();
        }
        reply.final = true;
        reply.remove();
        const removed = observer
          .takeRecords()
          .reduce((sum, { removedNodes }) => sum + removedNodes.length, 0);
        maker.createElement = create;
        const pieces = Math.ceil(text.length / 7);
        return { name, removed: removed / pieces, made: made / pieces };
      });
    });
    // No more than a row, and the marks at the end of a text, for each piece that came.
    deepEqual(
      counts.filter(({ removed, made }) => removed > 2 || made > 30),
      [],
    );
  });

  it("stands in groups that a browser need not look into, spaced as if there were none", async () => {
    const found = await page.page.evaluate(() => {
      const reply = document.createElement("reply-text") as ReplyElement;
      reply.className = "markdown";
      document.body.append(reply);
      for (let count = 0; count < 100; count += 1) {
        reply.add("藏文。\n\n");
        reply.drawNow();
      }
      const boxes = [...reply.querySelectorAll("p")].map((each) => each.getBoundingClientRect());
      const gaps = boxes.slice(1).map(({ top }, index) => top - (boxes[index]?.bottom ?? 0));
      const groups = [...reply.children];
      const positions = groups.map((group) => getComputedStyle(group).position);
      const sizes = groups.map(({ childElementCount }) => childElementCount);
      reply.remove();
      return {
        sizes,
        gaps: new Set(gaps.map(Math.round)).size,
        positions: [...new Set(positions)],
      };
    });
    deepEqual(found, { sizes: [32, 32, 32, 4], gaps: 1, positions: ["relative"] });
  });

  it("keeps what is selected in a block that is finished", async () => {
    const selected = await page.page.evaluate(() => {
      const reply = document.createElement("reply-text") as ReplyElement;
      document.body.append(reply);
      reply.add("One.\n\n- two\n- three\n\nF");
      reply.drawNow();
      getSelection()?.selectAllChildren(reply.querySelector("li") ?? reply);
      for (const piece of [
        "our.\n",
        "\n| a |\n",
        "|---|\n| b |\n\n",
        "[x]\n\n[x]: /y\n\n",
        "end",
      ]) {
        reply.add(piece);
        reply.drawNow();
      }
      const text = getSelection()?.toString();
      reply.remove();
      return text;
    });
    equal(selected, "two");
  });
});
