import { once } from "node:events";
import { openStore } from "../../src/history/openStore.ts";
import { answer, done, head, question } from "../unit/historyFolder.ts";

/**
 * A window that has much to save: `writer.ts FOLDER NAME COUNT`. It says "ready", waits for a line,
 * opens the history and saves so many conversations of its own, and as many questions in one that
 * all windows write into.
 */
const [folder = "", name = "", count = ""] = process.argv.slice(2);
console.log("ready");
await once(process.stdin, "data");
process.stdin.unref();

const { store, problem } = await openStore(folder);
if (problem !== undefined && problem.setAside === undefined) throw new Error(problem.problem);
store.saveHead(head("shared", { title: "shared" }));
for (let index = 0; index < Number(count); index++) {
  const id = `${name}-${index}`;
  store.saveHead(head(id, { title: id }));
  store.saveMessages(id, [question(`${id}-q`, `question of ${id}`)]);
  store.saveMessages("shared", [question(`${id}-shared`, `shared ${id}`)]);
  store.saveMessages(id, [answer(`${id}-r.0`, `${id}-q`, `answer to ${id}`)]);
  store.saveMessages(id, [answer(`${id}-r.0`, `${id}-q`, `answer to ${id}, whole`, done)]);
}
store.close();
