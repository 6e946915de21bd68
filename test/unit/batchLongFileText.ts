import fc from "fast-check";
import type { BatchTemplate } from "../../src/core/batch/batch.ts";
import type { ModelEndpoint } from "../../src/core/settings/endpoint.ts";

/** Pieces of all kinds of texts, white space and fences among them. */
const pieces = [
  ...["བསྒྲུབས", "་", "༌", "།", "༎", " ", "ཀ", "བོད་ཡིག་གི་སྐད། །", "ཡིག་ཚང་། "],
  ...["西藏", "。", "，", "！？", "他们赋有理性。", "臺灣", "　", "”", "（", "……"],
  ...[
    "👨‍👩‍👧‍👦",
    "🇨🇳",
    "e\u0301",
    "\ud800",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    "\n \n",
    "\n\n\n",
    "\t",
    "    ",
  ],
  ...[
    "Word",
    "Yes. ",
    "x, y",
    "**bold** ",
    '"Q." ',
    "```\n",
    "```js\nf();\n```\n",
    "~~~\n",
    "````md\n",
  ],
  ...["\u2028", "\uFEFF", "\u00A0", "한국어", "ภาษา", "{{file}}", "{{selection}}"],
];

export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 4 })), {
    maxLength: 80,
    size: "max",
  })
  .map((parts) => parts.join(""));

const sentences = [
  ...["人人生而自由，在尊严和权利上一律平等。", "他们赋有理性和良心。", "字"],
  ...["བོད་ཡིག་གི་སྐད་ཡིག་ཡོད། །", "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས། "],
  ...["All human beings are born free. ", "x = 1\n", "```js\nf();\n```\n", "\r\n", "\n\n", "👨‍👩‍👧"],
];

/** Longer texts, as people write them. */
export const anyProse: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...sentences), { maxLength: 400, size: "max" })
  .map((parts) => parts.join(""));

export function template(fields: Partial<BatchTemplate> = {}): BatchTemplate {
  return {
    ...{ name: "translate", title: "Translate", text: "Translate the text into English." },
    ...{ parameters: {}, glossary: false, ...fields },
  };
}

export function endpoint(fields: Partial<ModelEndpoint> = {}): ModelEndpoint {
  return {
    ...{ key: "tibet", label: "Tibet", baseUrl: "http://127.0.0.1:1/v1", model: "m" },
    ...{ thinking: false, ...fields },
  };
}

/** Places at which any text may be parted, as a kept division could say. */
export function endsOf(text: string, places: readonly number[]): number[] {
  const within = places.map((place) => 1 + (place % Math.max(1, text.length)));
  const sorted = [...new Set([...within, text.length])].sort((one, other) => one - other);
  return sorted.filter((end) => end <= text.length);
}
