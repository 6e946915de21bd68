import { openStore } from "../../src/history/openStore.ts";
import { batch, item, items, part, usage } from "../unit/sampleBatch.ts";

/**
 * A window that runs a batch of many items, each of three parts: `batchWriter.ts FOLDER COUNT`.
 * After each saving it says what was saved: `item ID STATE` or `part ID INDEX`.
 */
const [folder = "", count = ""] = process.argv.slice(2);
const { store } = await openStore(folder);
const { batches } = store;
const say = (line: string) => process.stdout.write(`${line}\n`);

batches.create(batch("b"), items("b", Number(count)));
for (let position = 0; position < Number(count); position++) {
  const { id } = item("b", position);
  batches.saveItem(item("b", position, { state: "asking" }));
  say(`item ${id} asking`);
  batches.beginParts(id, { sourceHash: id, ends: [10, 20, 30] });
  for (const index of [2, 0, 1]) {
    const text = `ལན། ${id} ${index} `.repeat(200);
    batches.savePart(id, part(index, text, { usage }));
    say(`part ${id} ${index}`);
  }
  batches.saveItem(item("b", position, { state: "answered" }));
  say(`item ${id} answered`);
}
store.close();
