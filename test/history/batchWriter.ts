import { openStore } from "../../src/history/openStore.ts";
import { batch, item, items, part, usage } from "../unit/sampleBatch.ts";

/**
 * A window that runs a batch of many items, each of three parts, over and over until it is killed:
 * `batchWriter.ts FOLDER COUNT`. The last item is never asked. After each saving it says what was
 * saved: `item ID STATE` or `part ID INDEX`.
 */
const [folder = "", count = ""] = process.argv.slice(2);
const { store } = await openStore(folder);
const { batches } = store;
const say = (line: string) => process.stdout.write(`${line}\n`);

function ask(position: number, isFirst: boolean): void {
  const { id } = item("b", position);
  if (isFirst) {
    batches.saveItem(item("b", position, { state: "asking" }));
    say(`item ${id} asking`);
  }
  batches.beginParts(id, { sourceHash: id, ends: [10, 20, 30] });
  for (const index of [2, 0, 1]) {
    const text = `ལན། ${id} ${index} `.repeat(200);
    batches.savePart(id, part(index, text, { usage }));
    say(`part ${id} ${index}`);
  }
  batches.saveItem(item("b", position, { state: "answered" }));
  say(`item ${id} answered`);
}

const last = Number(count) - 1;
batches.create(batch("b"), items("b", Number(count)));
for (let asked = 0; ; asked++) ask(asked % last, asked < last);
