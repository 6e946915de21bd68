import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { RequestParameters } from "../../src/core/settings/endpoint.ts";
import {
  fallbackText,
  parameterRules,
  parameterText,
  readParameter,
  rulesWithin,
  setParameter,
  type ParameterName,
} from "../../src/core/settings/requestParameters.ts";
import { parameterNames } from "../../src/protocol/views.ts";

const numeric = ["temperature", "topP", "n", "maxTokens"] as const;

function valueOf(name: ParameterName, text: string) {
  const reading = readParameter(name, text);
  return "value" in reading ? reading.value : reading.problem;
}

describe("request parameters: reading", () => {
  it("knows the names that the page knows", () => {
    assert.deepEqual(Object.keys(parameterRules).sort(), [...parameterNames].sort());
  });

  it("takes nothing for not set", () => {
    for (const name of parameterNames) assert.equal(valueOf(name, ""), undefined);
    for (const name of numeric) assert.equal(valueOf(name, " \u3000"), undefined);
  });

  const accepted: readonly (readonly [ParameterName, string, unknown])[] = [
    ["temperature", "0", 0],
    ["temperature", "2", 2],
    ["temperature", " 0.70 ", 0.7],
    ["temperature", ".5", 0.5],
    ["temperature", "1.", 1],
    ["temperature", "+1", 1],
    ["temperature", "0,7", 0.7],
    ["temperature", "０．７", 0.7],
    ["temperature", "０，７", 0.7],
    ["temperature", "0。7", 0.7],
    ["temperature", "０｡７", 0.7],
    ["temperature", "༠.༧", 0.7],
    ["temperature", "-0", 0],
    ["topP", "1e-7", 1e-7],
    ["topP", "0.01", 0.01],
    ["topP", "1", 1],
    ["n", "1", 1],
    ["n", "１６", 16],
    ["maxTokens", "4096", 4096],
    ["maxTokens", "4,096", 4096],
    ["maxTokens", "４，０９６", 4096],
    ["maxTokens", "32 768", 32768],
    ["maxTokens", "༣༢༧༦༨", 32768],
    ["thinking", "on", true],
    ["thinking", "off", false],
    ["stream", "off", false],
    ["systemPrompt", " \n", " \n"],
    ["systemPrompt", "答：１．５", "答：１．５"],
  ];
  for (const [name, text, value] of accepted) {
    it(`takes “${text}” for the ${name} ${JSON.stringify(value)}`, () => {
      assert.equal(valueOf(name, text), value);
    });
  }

  it("takes as many choices as the person allows, and names the setting", () => {
    assert.deepEqual(readParameter("n", "8", rulesWithin(8)), { value: 8 });
    const problem = "Enter a whole number from 1 to 8; the setting “Choice limit” allows no more.";
    assert.deepEqual(readParameter("n", "9", rulesWithin(8)), { problem });
    assert.deepEqual(readParameter("n", "64", rulesWithin(64)), { value: 64 });
  });

  const decimals = ["-0.1", "2.01", "x", "1e9", "0x1", "1 2", "0.7.1", "0,7,1", "NaN", "∞", "二"];
  const refused: readonly (readonly [ParameterName, string, readonly string[]])[] = [
    ["temperature", "Enter a number from 0 to 2.", decimals],
    ["topP", "Enter a number above 0, 1 at most.", ["0", "-1", "1.1", "0.0", "a"]],
    ["n", "Enter a whole number from 1 to 64.", ["0", "65", "1.5", "1,5", "-1", "1.0", "many"]],
    ["maxTokens", "Enter a whole number, 1 or more.", ["0", "1.5", "4,09", "9".repeat(30), "-4"]],
    ["thinking", "Choose on or off.", ["yes", "true", "1"]],
    ["stream", "Choose on or off.", ["ON", "of"]],
  ];
  for (const [name, problem, texts] of refused) {
    it(`says what ${name} must be`, () => {
      for (const text of texts) assert.equal(valueOf(name, text), problem, text);
    });
  }

  it("never throws and gives only what the rules accept, whatever is typed", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[\d.,，。０-９ +-]{1,8}$/u),
    );
    fc.assert(
      fc.property(fc.constantFrom(...parameterNames), texts, (name, text) => {
        const reading = readParameter(name, text);
        if ("problem" in reading) assert.match(reading.problem, /^(?:Enter|Choose) .+\.$/u);
        else if (reading.value !== undefined) {
          assert.ok(parameterRules[name].accepts(reading.value));
          assert.deepEqual(readParameter(name, parameterText(reading.value)), reading);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("request parameters: setting", () => {
  it("sets one and keeps the others, and takes undefined for unset", () => {
    const parameters: RequestParameters = { temperature: 0.3, thinking: false };
    const set = setParameter(parameters, "n", 2);
    assert.deepEqual(set, { temperature: 0.3, thinking: false, n: 2 });
    assert.deepEqual(setParameter(set, "temperature", 1), { ...set, temperature: 1 });
    assert.deepEqual(setParameter(set, "thinking", undefined), { temperature: 0.3, n: 2 });
    assert.ok(!("topP" in setParameter({}, "topP", undefined)));
    assert.deepEqual(parameters, { temperature: 0.3, thinking: false });
  });

  it("is shown as it is read", () => {
    const shown = [true, false, 0, 0.7, "a\nb", undefined].map(parameterText);
    assert.deepEqual(shown, ["on", "off", "0", "0.7", "a\nb", ""]);
  });
});

describe("request parameters: what holds unset", () => {
  it("is the settings' value where there is one", () => {
    const settings = { temperature: 0, topP: 0.5, n: 2, maxTokens: 9, thinking: false };
    const texts = parameterNames.map((name) =>
      fallbackText(name, { ...settings, stream: true, systemPrompt: "你是一位编辑。\n".repeat(9) }),
    );
    assert.deepEqual(texts, [
      "off (settings)",
      "on (settings)",
      "0 (settings)",
      "0.5 (settings)",
      "2 (settings)",
      "9 (settings)",
      "“你是一位编辑。 你是一位编辑。 你是一位编辑。 你是一位编辑。 你是一位编辑。…” (settings)",
    ]);
  });

  it("is the server's or the extension's default otherwise", () => {
    assert.deepEqual(
      parameterNames.map((name) => fallbackText(name, {})),
      [
        "on (server)",
        "on (this extension)",
        "0.7 (server)",
        "1 (server)",
        "1 (server)",
        "up to the window (server)",
        "none",
      ],
    );
  });
});
