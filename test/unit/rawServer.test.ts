import assert from "node:assert/strict";
import { it } from "mocha";
import { startRawServer } from "../servers/raw/start.ts";
import { ask, faultOf } from "./askedModel.ts";

it("the raw server answers successive requests to a place as its scripts say, the last one for good", async () => {
  const server = await startRawServer();
  try {
    const { baseUrl } = server.place(["busy", "reset", "whole"]);
    const kinds: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn++) kinds.push(faultOf(await ask(baseUrl))?.kind);
    assert.deepEqual(kinds, ["rateLimited", "connectionLost", undefined, undefined]);
  } finally {
    await server.stop();
  }
});
