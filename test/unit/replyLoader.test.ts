import { describe, it } from "mocha";
import { deepEqual, equal } from "node:assert/strict";
import type { HostMessage } from "../../src/protocol/hostMessage.ts";
import { ReplyLoader } from "../../src/webview/replyLoader.ts";
import { answer, exchange, panelState } from "../webview/samples.ts";

/** A loader with the types of what came through, and a load that the test ends. */
function startLoader() {
  const passed: string[] = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let loads = 0;
  const loader = new ReplyLoader(
    ({ type }) => passed.push(type),
    () => {
      loads += 1;
      return promise;
    },
  );
  return {
    ...{ loader, passed, loads: () => loads },
    load: async () => {
      resolve(undefined);
      await new Promise(setImmediate);
    },
  };
}

const snapshot = (...texts: string[]): HostMessage => ({
  type: "snapshot",
  state: panelState({ exchanges: [exchange({ answers: texts.map((text) => answer({ text })) })] }),
});
const find: HostMessage = { type: "find" };

describe("what draws replies", () => {
  it("is not loaded for a page without any", () => {
    const { loader, passed, loads } = startLoader();
    for (const message of [{ type: "snapshot", state: panelState() } as const, find])
      loader.receive(message);
    deepEqual([passed, loads()], [["snapshot", "find"], 0]);
  });

  it("is loaded when one is awaited, which waits for nothing", () => {
    const { loader, passed, loads } = startLoader();
    loader.receive(snapshot(""));
    loader.receive(find);
    deepEqual([passed, loads()], [["snapshot", "find"], 1]);
  });

  it("has the first text wait for it, and all behind that, in order", async () => {
    const { loader, passed, loads, load } = startLoader();
    loader.receive(find);
    loader.receive(snapshot("text"));
    loader.receive(find);
    deepEqual(passed, ["find"]);
    await load();
    deepEqual(passed, ["find", "snapshot", "find"]);
    loader.receive(snapshot("more"));
    equal(passed.length, 4);
    equal(loads(), 1);
  });
});
