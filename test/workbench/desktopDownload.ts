/** Fetches a VS Code into the folder named on the command line and prints its program. */
import { download, SilentReporter } from "@vscode/test-electron";
import { codeVersion } from "./version.ts";

const cachePath = process.argv[2];
if (cachePath === undefined) throw new Error("usage: desktopDownload.ts <folder>");
const reporter = new SilentReporter();
process.stdout.write(
  await download({ version: codeVersion(), cachePath, reporter, timeout: 15_000 }),
);
