/**
 * Fetches a VS Code into the folder named on the command line and prints its program: the version
 * that `VSCODE_VERSION` says, for example `1.110.0`, else the newest stable one.
 */
import { download, SilentReporter } from "@vscode/test-electron";

const cachePath = process.argv[2];
if (cachePath === undefined) throw new Error("usage: desktopDownload.ts <folder>");
const reporter = new SilentReporter();
const version = process.env["VSCODE_VERSION"] ?? "stable";
process.stdout.write(await download({ version, cachePath, reporter, timeout: 15_000 }));
