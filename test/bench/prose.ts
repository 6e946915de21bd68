/** Made-up prose in three languages whose words are as common and as rare as in real texts. */
export interface Prose {
  /** About `length` UTF-16 code units of one language, the same for the same seed. */
  write(language: Language, length: number): string;
  /** A whole number from 0 on, below `bound`. */
  below(bound: number): number;
}

export const languages = ["chinese", "tibetan", "english"] as const;
export type Language = (typeof languages)[number];

/** The most common words of a language, the commonest first. */
const commonWords: Readonly<Record<Language, string>> = {
  chinese:
    "的 一 是 不 了 在 有 我 他 这 中 来 上 大 和 国 地 到 说 时 要 就 出 会 可 也 你 对 我们 没有 什么 西藏 翻译 问题 这个 可以",
  tibetan:
    "དང་ གི་ ལ་ ནི་ ཀྱི་ ནས་ པའི་ གྱི་ དེ་ ཡོད་ བྱེད་ པ་ མི་ ཡིན་ འདི་ བོད་ཡིག་ བོད་ ཁོང་ སྐད་ཡིག་ རང་དབང་ ཐོབ་ཐང་",
  english:
    "the of and to a in is it you that he was for on are with as his they be at one have this from or had by not but some what there we can translate Tibetan",
};

export function openProse(seed: number): Prose {
  const random = generator(seed);
  const below = (bound: number) => Math.floor(random() * bound);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  /** An index below `count` of which the first ones are the likeliest, as Zipf found for words. */
  const rank = (count: number) => Math.floor((count + 1) ** random()) - 1;

  const characters = Array.from({ length: 3_500 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 5_557) % 20_000)),
  );
  const character = () => characters[rank(characters.length)] ?? "";
  const syllable = () => {
    const prefix = random() < 0.35 ? pick(Array.from("གདབམའ")) : "";
    const root = pick(Array.from("ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨ"));
    const subscript = random() < 0.25 ? pick(Array.from("ྱྲླ")) : "";
    const vowel = random() < 0.6 ? pick(Array.from("ིེོུ")) : "";
    const suffix = random() < 0.7 ? pick(Array.from("གངདནབམའརལས")) : "";
    return `${prefix}${root}${subscript}${vowel}${suffix}་`;
  };
  const beat = () =>
    pick(Array.from("bcdfghlmnprstvw")) + pick(["a", "e", "i", "o", "u", "ea", "ou"]);
  const make: Readonly<Record<Language, () => string>> = {
    chinese: () => Array.from({ length: pick([1, 2, 2, 2, 2, 3, 4]) }, character).join(""),
    tibetan: () => Array.from({ length: pick([1, 1, 2, 2, 3]) }, syllable).join(""),
    english: () =>
      Array.from({ length: pick([1, 2, 2, 3, 4]) }, beat).join("") + pick(["", "n", "s", "r"]),
  };
  const words = Object.fromEntries(
    languages.map((language) => [
      language,
      [
        ...commonWords[language].split(" "),
        ...Array.from({ length: 30_000 }, () => make[language]()),
      ],
    ]),
  ) as unknown as Readonly<Record<Language, readonly string[]>>;
  const between = { chinese: "", tibetan: "", english: " " };
  const stops = { chinese: ["，", "。", "，", "；"], tibetan: ["། "], english: [", ", ". "] };

  return {
    below,
    write(language, length) {
      let text = "";
      while (text.length < length) {
        const clause = Array.from(
          { length: 4 + below(9) },
          () => words[language][rank(words[language].length)] ?? "",
        );
        text += clause.join(between[language]) + pick(stops[language]);
        if (random() < 0.04) text += "\n\n";
      }
      return text.slice(0, length).toWellFormed();
    },
  };
}

/** Numbers from 0 to below 1 that look random: mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
