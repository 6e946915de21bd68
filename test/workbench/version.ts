/** The newest code-server that the tests know; code-server 4.139.1 has VS Code 1.139.1 inside. */
const newest = "4.139.1";

/**
 * The VS Code that tests and `npm start` fetch: a version such as `1.110.0`, or `stable` for the
 * newest one, as `VSCODE_VERSION` says.
 */
export function codeVersion(): string {
  const asked = process.env["VSCODE_VERSION"] ?? "";
  return asked === "" ? "stable" : asked;
}

/** The code-server that has this VS Code inside; of `stable`, the newest that the tests know. */
export function codeServerVersion(code = codeVersion()): string {
  if (code === "stable") return newest;
  const rest = /^1\.(\d+\.\d+)$/u.exec(code)?.[1];
  if (rest === undefined) throw new Error(`VSCODE_VERSION is ${code}, not stable or like 1.110.0`);
  return `4.${rest}`;
}
