import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { readTypedAddress, withOtherScheme } from "../../src/core/settings/endpointAddress.ts";
import { resolveModels } from "../../src/core/settings/modelSettings.ts";

describe("an address as a person types it", () => {
  const meant: readonly (readonly [string, string])[] = [
    ["http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"],
    ["127.0.0.1:8000", "http://127.0.0.1:8000/v1"],
    [" host:8000/ ", "http://host:8000/v1"],
    ["HTTPS://Host/", "https://host/v1"],
    ["[::1]:8000", "http://[::1]:8000/v1"],
    ["http://host/tibet", "http://host/tibet/v1"],
    ["http://host/api/v2/", "http://host/api/v2"],
    ["http://host:8000/v1/chat/completions", "http://host:8000/v1"],
    ["http://host:8000/v1/models/", "http://host:8000/v1"],
  ];
  for (const [typed, baseUrl] of meant) {
    it(`“${typed}” is ${baseUrl}`, () => {
      assert.deepEqual(readTypedAddress(typed), { baseUrl });
    });
  }

  const wrong: readonly (readonly [string, string])[] = [
    ["ftp://host", "notWeb"],
    ["host 8000", "notWeb"],
    ["http://", "notWeb"],
    ["http://me:secret@host:8000", "credentials"],
    ["me@host:8000", "credentials"],
    ["http://host/v1?key=1", "query"],
    ["http://host/v1?", "query"],
    ["http://host/v1#top", "query"],
  ];
  for (const [typed, problem] of wrong) {
    it(`“${typed}” is refused`, () => {
      assert.deepEqual(readTypedAddress(typed), { problem });
    });
  }

  it("is nothing where nothing is typed", () => {
    assert.equal(readTypedAddress(" "), undefined);
  });

  it("is one that the settings take as it is, whatever was typed", () => {
    const parts = fc.array(
      fc.constantFrom("http://", "h", ":80", "/", "v1", "?", "@", "#", "བོད", " "),
    );
    const typed = fc.oneof(
      fc.string(),
      fc.webUrl(),
      parts.map((each) => each.join("")),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const read = readTypedAddress(text);
        if (read === undefined || "problem" in read) return;
        const { baseUrl } = read;
        const { models } = resolveModels({}, { key: { baseUrl, model: "m" } });
        assert.equal(models[0]?.baseUrl, baseUrl);
        assert.deepEqual(readTypedAddress(baseUrl), read);
      }),
    );
  });

  it("changes between http and https and keeps the rest", () => {
    assert.equal(withOtherScheme("http://host:1/https/v1"), "https://host:1/https/v1");
    assert.equal(withOtherScheme("https://http/v1"), "http://http/v1");
  });
});
