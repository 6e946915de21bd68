import { LLMock } from "@copilotkit/aimock";
import { fixtures, options } from "./fixtures.ts";

const mock = new LLMock(options).addFixtures(fixtures);
await mock.start();
console.log(JSON.stringify({ url: mock.url }));
// The parent is gone, or asks it to go.
process.stdin.resume().once("close", () => process.exit());
