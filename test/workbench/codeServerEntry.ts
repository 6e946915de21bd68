/**
 * Starts code-server, whose program is named first on the command line. Older ones know no way to
 * have the editor's own option for tests, though they pass on all that they know.
 */
import { createRequire } from "node:module";

const [entry = ""] = process.argv.splice(2, 1);
const load = createRequire(entry);
const { options } = load("./cli.js") as { readonly options: Record<string, { type: "boolean" }> };
options["enable-smoke-test-driver"] = { type: "boolean" };
load(entry);
