import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Tokens, type Keyring } from "../../src/host/tokens.ts";
import { canaryToken } from "../canary.ts";

const origin = "http://127.0.0.1:8000";
const failing = () => Promise.reject(new Error("Cannot get password: no keyring"));

/** A system's keyring, as VS Code hands it over. */
function keyring(overrides: Partial<Keyring> = {}): Keyring {
  const kept = new Map<string, string>();
  const listeners = new Set<(change: { readonly key: string }) => void>();
  const tell = (key: string) => listeners.forEach((listener) => listener({ key }));
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    store: (key, value) => {
      kept.set(key, value);
      tell(key);
      return Promise.resolve();
    },
    delete: (key) => {
      kept.delete(key);
      tell(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...kept.keys()]),
    onDidChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    ...overrides,
  };
}

/** Tokens on a keyring, and how often a loss was told. */
function tokensOn(secrets: Keyring) {
  let told = 0;
  const tokens = new Tokens(secrets, { onLoss: () => (told += 1) });
  return { tokens, told: () => told };
}

describe("tokens in a system's keyring", () => {
  it("are there for every window of now and later, and nothing is told", async () => {
    const secrets = keyring();
    const { tokens, told } = tokensOn(secrets);
    assert.equal(await tokens.set(origin, canaryToken), true);
    const later = tokensOn(secrets);
    assert.equal(await later.tokens.get(origin), canaryToken);
    assert.equal(await tokens.set(origin, "another"), true);
    assert.equal(await later.tokens.get(origin), "another");
    assert.equal(await tokens.forget(origin), true);
    assert.equal(await later.tokens.get(origin), undefined);
    assert.deepEqual(await tokens.origins(), []);
    assert.equal(told() + later.told(), 0);
  });

  it("are read once for the questions of a minute, and again where they were changed", async () => {
    let [reads, now] = [0, 0];
    const secrets = keyring();
    const get = (key: string) => {
      reads += 1;
      return secrets.get(key);
    };
    const tokens = new Tokens({ ...secrets, get }, { now: () => now });
    await secrets.store(`token:${origin}`, canaryToken);
    for (now of [0, 30_000, 59_999]) assert.equal(await tokens.get(origin), canaryToken);
    assert.equal(reads, 1);
    now = 60_000;
    await tokens.get(origin);
    assert.equal(reads, 2);
    const late = tokens.get(origin);
    await secrets.store(`token:${origin}`, "another");
    assert.deepEqual([await late, await tokens.get(origin), reads], [canaryToken, "another", 3]);
    tokens.dispose();
  });

  const broken = {
    "that throws at everything": { get: failing, store: failing, delete: failing, keys: failing },
    "that throws when it is written": { store: failing },
    "that forgets": { store: () => Promise.resolve() },
  } satisfies Record<string, Partial<Keyring>>;
  for (const [name, overrides] of Object.entries(broken)) {
    it(`${name} are held until the window ends, then asked for again, and that is told once`, async () => {
      const secrets = keyring(overrides);
      const { tokens, told } = tokensOn(secrets);
      assert.equal(await tokens.get(origin), undefined);
      assert.equal(await tokens.set(origin, canaryToken), false);
      assert.equal(await tokens.get(origin), canaryToken);
      assert.equal(await tokens.get("http://127.0.0.1:8001"), undefined);
      assert.deepEqual(await tokens.origins(), [origin]);
      assert.equal(await tokens.set(origin, "another"), false);
      assert.equal(await tokens.get(origin), "another");
      assert.equal(told(), 1);
      assert.equal(await tokensOn(secrets).tokens.get(origin), undefined);
      await tokens.forget(origin);
      assert.equal(await tokens.get(origin), undefined);
      assert.equal(told(), 1);
    });
  }

  it("say so where one cannot be forgotten", async () => {
    const { tokens } = tokensOn(keyring({ delete: failing }));
    await tokens.set(origin, canaryToken);
    assert.equal(await tokens.forget(origin), false);
  });

  it("are not taken where they cannot be sent, whatever is there already", async () => {
    const { tokens } = tokensOn(keyring());
    await tokens.set(origin, canaryToken);
    for (const token of ["two\nlines", "two\r\nX-Header: 1", "", "a b", "字"]) {
      await assert.rejects(tokens.set(origin, token), RangeError);
    }
    assert.equal(await tokens.get(origin), canaryToken);
  });
});
