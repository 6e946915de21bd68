import { createInterface } from "node:readline";
import { openStore } from "../../src/history/openStore.ts";

/**
 * A window that wants to run a batch: `claimer.ts FOLDER BATCH NAME`. It says "ready"; to each line
 * `claim TIME` or `keepAlive TIME`, where the time is what its clock says, it answers true or false.
 */
const [folder = "", batch = "", name = ""] = process.argv.slice(2);
let time = 0;
const { store } = await openStore(folder, () => time);
console.log("ready");
for await (const line of createInterface(process.stdin)) {
  const [action, at] = line.split(" ");
  time = Number(at);
  console.log(
    action === "claim" ? store.batches.claim(batch, name) : store.batches.keepAlive(batch, name),
  );
}
store.close();
