/** A stream of numbers from 0 to 1 that a seed tells. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const words =
  "藏文 文献 翻译 研究 历史 寺院 经典 校勘 词汇 语法 注释 抄本 时代 作者 传统 学者 版本 目录 地名 年代".split(
    " ",
  );

/**
 * Markdown as a model writes it: Chinese prose with emphasis and links, nested lists, tables, code
 * and formulas, of about a length in UTF-16 code units. The same seed gives the same text.
 */
export function replyMarkdown(length: number, seed = 1): string {
  const random = randomFrom(seed);
  const pick = <Each>(list: readonly Each[]): Each =>
    list[Math.floor(random() * list.length)] as Each;
  const phrase = (least: number) =>
    Array.from({ length: least + Math.floor(random() * least) }, () => pick(words)).join("");
  const sentence = () => {
    const marked = pick([
      `**${phrase(2)}**`,
      `*${phrase(2)}*`,
      `\`${phrase(1)}\``,
      `[${phrase(2)}](https://example.org/${Math.floor(random() * 1e6)})`,
      phrase(3),
    ]);
    return `${phrase(4)}，${marked}，${phrase(3)}。`;
  };
  const paragraph = () => Array.from({ length: 2 + Math.floor(random() * 4) }, sentence).join("");
  const list = () =>
    Array.from({ length: 6 + Math.floor(random() * 6) }, (_, index) => {
      const depth = Math.floor(random() * 4);
      const sign = depth % 2 === 1 ? `${(index % 9) + 1}.` : "-";
      return `${"   ".repeat(depth)}${sign} ${sentence()}`;
    }).join("\n");
  const table = () =>
    [
      `| ${phrase(1)} | ${phrase(1)} | ${phrase(1)} |`,
      "|:--|:-:|--:|",
      ...Array.from(
        { length: 4 + Math.floor(random() * 8) },
        () => `| ${phrase(2)} | **${phrase(1)}** | ${Math.floor(random() * 1e4)} |`,
      ),
    ].join("\n");
  const code = () =>
    [
      "```ts",
      ...Array.from(
        { length: 6 + Math.floor(random() * 20) },
        (_, line) =>
          `const value${line} = translate("${phrase(1)}", ${Math.floor(random() * 100)}); // ${phrase(2)}`,
      ),
      "```",
    ].join("\n");
  const blocks = [
    paragraph,
    paragraph,
    paragraph,
    list,
    table,
    code,
    () => `## ${phrase(2)}`,
    () => `> ${sentence()}`,
  ];
  let text = "";
  while (text.length < length) text += `${pick(blocks)()}\n\n`;
  return text.slice(0, length);
}
