import constructs from "./markdownExamples.json" with { type: "json" };

/** Examples of every construct of CommonMark and GFM, with what is odd about each; with their names. */
export const examples: readonly (readonly [name: string, text: string])[] = Object.entries(
  constructs,
).flatMap(([name, texts]) => texts.map((text, index) => [`${name} ${index + 1}`, text] as const));
