import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { resolveModels } from "../../src/core/settings/modelSettings.ts";
import { rulesWithin } from "../../src/core/settings/requestParameters.ts";

const defaults = {
  general: { label: "General", baseUrl: "http://127.0.0.1:8000/v1", model: "Qwen/Qwen3-14B" },
  tibet: { label: "Tibet", baseUrl: "http://127.0.0.1:8001/v1", model: "model/model_xizang" },
};

/** What becomes of the model `tibet` when a person writes this about it. */
function resolveTibet(fields: unknown) {
  const { models, problems } = resolveModels(defaults, { tibet: fields });
  return { model: models.find(({ key }) => key === "tibet"), problems };
}

function problemWith(fields: unknown): string {
  const { model, problems } = resolveTibet(fields);
  assert.equal(model, undefined);
  assert.deepEqual(
    problems.map((problem) => problem.model),
    ["tibet"],
  );
  return problems[0]?.message ?? "";
}

describe("model settings", () => {
  it("are the defaults when the person wrote nothing", () => {
    for (const nothing of [undefined, null, {}, [], "x"]) {
      const { models, problems } = resolveModels(defaults, nothing);
      assert.deepEqual(models, [
        { key: "general", ...defaults.general },
        { key: "tibet", ...defaults.tibet },
      ]);
      assert.deepEqual(problems, []);
    }
  });

  it("are merged field by field", () => {
    const { model, problems } = resolveTibet({ temperature: 0, thinking: false });
    assert.deepEqual(problems, []);
    const expected = { key: "tibet", ...defaults.tibet, temperature: 0, thinking: false };
    assert.deepEqual(model, expected);
  });

  it("take null as the removal of a field or of a model", () => {
    const rich = { ...defaults, tibet: { ...defaults.tibet, temperature: 1, topP: 0.5 } };
    const person = { general: null, tibet: { temperature: null } };
    const { models, problems } = resolveModels(rich, person);
    assert.deepEqual(models, [{ key: "tibet", ...defaults.tibet, topP: 0.5 }]);
    assert.deepEqual(problems, []);
  });

  it("gain a model by a new key, behind the defaults, named by its key without a label", () => {
    const fields = { baseUrl: "https://models.test/v1/", model: "m", systemPrompt: null };
    const { models, problems } = resolveModels(defaults, { mine: fields });
    assert.deepEqual(
      models.map(({ key }) => key),
      ["general", "tibet", "mine"],
    );
    const expected = { key: "mine", label: "mine", baseUrl: "https://models.test/v1", model: "m" };
    assert.deepEqual(models[2], expected);
    assert.deepEqual(problems, []);
  });

  it("keep the other models when one cannot be used", () => {
    const { models, problems } = resolveModels(defaults, { tibet: 3, mine: {} });
    assert.deepEqual(
      models.map(({ key }) => key),
      ["general", "tibet"],
    );
    assert.deepEqual(
      problems.map(({ model }) => model),
      ["tibet", "mine"],
    );
  });

  it("refuse a blank key: nothing could name such a model", () => {
    for (const key of ["", " "]) {
      const { models, problems } = resolveModels({}, { [key]: defaults.tibet });
      assert.deepEqual(models, []);
      assert.deepEqual(problems, [{ model: key, message: "the model's key must not be empty" }]);
    }
  });

  it("say in words what is wrong", () => {
    assert.match(problemWith({ model: " " }), /^model must name/);
    assert.match(problemWith({ temperature: 2.1 }), /^temperature must be a number from 0 to 2$/);
    assert.match(problemWith({ temperature: "1" }), /^temperature must be a number/);
    assert.match(problemWith({ topP: 0 }), /^topP must be a number above 0, 1 at most$/);
    assert.match(problemWith({ n: 65 }), /^n must be a whole number from 1 to 64$/);
    assert.match(problemWith({ n: 1.5 }), /^n must be/);
    assert.match(problemWith({ maxTokens: 0 }), /^maxTokens must be a whole number, 1 or more$/);
    assert.match(problemWith({ contextWindow: 0.5 }), /^contextWindow must be a whole number/);
    assert.match(problemWith({ thinking: "no" }), /^thinking must be true or false$/);
    assert.match(problemWith({ stream: 0 }), /^stream must be true or false$/);
    assert.match(problemWith({ systemPrompt: [] }), /^systemPrompt must be a text$/);
    assert.match(problemWith({ headers: [] }), /^headers must be an object/);
    assert.match(
      problemWith({ extraBody: 1 }),
      /^extraBody must be an object of at most 100 levels$/,
    );
  });

  it("accept both ends of every range", () => {
    for (const fields of [
      { temperature: 0, topP: 0.01, n: 1, maxTokens: 1, contextWindow: 1 },
      { temperature: 2, topP: 1, n: 16, maxTokens: 2 ** 31, contextWindow: 1_000_000 },
    ]) {
      const { model, problems } = resolveTibet(fields);
      assert.deepEqual(problems, []);
      assert.deepEqual(model, { key: "tibet", ...defaults.tibet, ...fields });
    }
  });

  it("refuse more choices than the person allows, and name the setting", () => {
    const resolved = (n: number) =>
      resolveModels(defaults, { tibet: { n } }, rulesWithin(8)).problems.map(
        ({ message }) => message,
      );
    assert.deepEqual(resolved(8), []);
    const wanted = "a whole number from 1 to 8; the setting “Choice limit” allows no more";
    assert.deepEqual(resolved(9), [`n must be ${wanted}`]);
  });

  it("drop fields that nobody knows", () => {
    assert.deepEqual(resolveTibet({ apiKey: "sk-1", key: "x" }).model, {
      key: "tibet",
      ...defaults.tibet,
    });
  });
});

describe("model settings: the address", () => {
  it("must be http or https", () => {
    for (const baseUrl of ["", "127.0.0.1:8000", "ftp://h/v1", "file:///etc", "v1", 3, {}]) {
      assert.match(problemWith({ baseUrl }), /^baseUrl must be an http or https address/);
    }
  });

  it("must not carry a user name or a password, and does not repeat them", () => {
    for (const baseUrl of ["http://me@h/v1", "http://me:sk-1@h/v1", "http://:sk-1@h/v1"]) {
      const problem = problemWith({ baseUrl });
      assert.match(problem, /user name or password: use “Set token”/);
      assert.ok(!problem.includes("sk-1"));
    }
  });

  it("must not have a query or a fragment, not even an empty one", () => {
    for (const baseUrl of ["http://h/v1?key=1", "http://h/v1#x", "http://h/v1?", "http://h/v1#"]) {
      assert.match(problemWith({ baseUrl }), /query or a fragment/);
    }
  });

  it("loses the slashes at its end", () => {
    assert.equal(resolveTibet({ baseUrl: "http://h:80/v1//" }).model?.baseUrl, "http://h/v1");
    assert.equal(resolveTibet({ baseUrl: "http://h" }).model?.baseUrl, "http://h");
  });
});

describe("model settings: headers and body", () => {
  it("refuse headers that carry a credential", () => {
    const names = ["Authorization", "proxy-authorization", "Cookie", "X-API-Key", "apikey"];
    for (const name of [...names, "X-Auth-Token", "Client-Secret"]) {
      const problem = problemWith({ headers: { [name]: "sk-1" } });
      assert.equal(problem, `headers must not hold ${name}: use the command “Set token” instead`);
    }
  });

  it("refuse headers that cannot be sent", () => {
    for (const headers of [
      { "a b": "c" },
      { a: "b\r\nc: d" },
      { a: "藏" },
      { a: 1 },
      { "": "a" },
    ]) {
      assert.match(problemWith({ headers }), /^headers must be/);
    }
    const headers = { "x-project": "tibet 1" };
    assert.deepEqual(resolveTibet({ headers }).model?.headers, headers);
  });

  it("refuse body fields that the extension decides itself", () => {
    const vllm = ["add_generation_prompt", "continue_final_message"];
    for (const name of ["model", "messages", "stream", "stream_options", "n", ...vllm]) {
      const problem = problemWith({ extraBody: { [name]: 1 } });
      assert.equal(problem, `extraBody must not hold ${name}`);
    }
    const extraBody = { repetition_penalty: 1.05, chat_template_kwargs: { a: 1 } };
    assert.deepEqual(resolveTibet({ extraBody }).model?.extraBody, extraBody);
  });
});

describe("model settings: hostile JSON", () => {
  it("never throws, and every model it gives is sound", () => {
    const fields = fc.record(
      {
        label: fc.jsonValue(),
        baseUrl: fc.oneof(fc.webUrl(), fc.jsonValue()),
        model: fc.oneof(fc.string(), fc.jsonValue()),
        temperature: fc.oneof(fc.double(), fc.jsonValue()),
        n: fc.oneof(fc.integer(), fc.jsonValue()),
        headers: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.jsonValue()),
        extraBody: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const settings = fc.oneof(
      fc.dictionary(fc.string(), fc.oneof(fields, fc.jsonValue())),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(settings, settings, (base, over) => {
        for (const model of resolveModels(base, over).models) {
          assert.ok(new URL(model.baseUrl).protocol.startsWith("http"));
          assert.doesNotMatch(model.baseUrl, /\/$|[?#@]/);
          assert.ok(model.model.trim() !== "" && model.label.trim() !== "");
          assert.ok((model.temperature ?? 0) >= 0 && (model.temperature ?? 0) <= 2);
          new Headers(model.headers);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("are read in bounded time, however deep they are", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    const levels = (count: number): unknown =>
      JSON.parse(`${'{"a":'.repeat(count)}1${"}".repeat(count)}`);
    for (const field of ["label", "baseUrl", "model", "temperature", "n", "headers", "extraBody"]) {
      const { models } = resolveModels(defaults, { tibet: { [field]: deep } });
      assert.equal(
        models.some(({ key }) => key === "tibet"),
        field === "label",
        field,
      );
    }
    const inside = { tibet: { extraBody: { a: deep } }, general: { extraBody: levels(100) } };
    const { models, problems } = resolveModels(defaults, inside);
    assert.deepEqual(
      models.map(({ key }) => key),
      ["general"],
    );
    assert.match(
      problems[0]?.message ?? "",
      /^extraBody must be an object of at most 100 levels$/u,
    );
    assert.deepEqual(resolveModels(deep, deep), { models: [], problems: [] });
  });

  it("cannot reach a prototype", () => {
    const person: unknown = JSON.parse(
      '{"__proto__": {"baseUrl": "http://h/v1", "model": "m", "polluted": 1},' +
        ' "tibet": {"__proto__": {"temperature": 1}, "extraBody": {"__proto__": {"n": 9}}},' +
        ' "constructor": {"prototype": {"polluted": 1}}}',
    );
    const { models, problems } = resolveModels(defaults, person);
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.equal(models.find(({ key }) => key === "tibet")?.temperature, undefined);
    assert.deepEqual(
      models.map(({ key }) => key),
      ["general", "tibet", "__proto__"],
    );
    assert.deepEqual(
      problems.map(({ model }) => model),
      ["constructor"],
    );
  });
});
