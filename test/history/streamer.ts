import { openStore } from "../../src/history/openStore.ts";
import { answer, done, head, question } from "../unit/historyFolder.ts";

/**
 * A window that receives a reply without end: `streamer.ts FOLDER`. After each checkpoint it says
 * how long the saved text is.
 */
const [folder = ""] = process.argv.slice(2);
const { store } = await openStore(folder);
store.saveHead(head("c", { title: "streams" }));
store.saveMessages("c", [question("q", "?"), answer("before.0", "q", "whole answer", done)]);
for (let text = ""; ; text += "正在写的回答 ".repeat(200)) {
  store.saveMessages("c", [answer("r.0", "q", text)]);
  process.stdout.write(`${text.length}\n`);
}
