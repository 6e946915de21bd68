import { execFile } from "node:child_process";
import { join } from "node:path";
import { readAudit, type Finding } from "./auditReport.ts";
import { ownBuild } from "./ownBuild.ts";

/**
 * `npm run audit`: what is known against the packages of the lockfile, apart for what ships and for
 * what is only used to develop. npm itself cannot tell them apart: all is bundled, so all are
 * development's to it. Ends with 0; with 1 where something is known against what ships; with 2 where
 * nothing could be judged, since the registry did not answer.
 */
const { packages } = await ownBuild();
const audit = readAudit(await npmAudit(), new Set(packages.map(({ path }) => path)));
if ("problem" in audit) {
  console.error(`NOT AUDITED: the registry could not be asked.\n${audit.problem}`);
  process.exitCode = 2;
} else {
  tell(`what ships (${packages.length} packages)`, audit.shipped);
  tell("what is only used to develop", audit.development);
  process.exitCode = audit.shipped.length === 0 ? 0 : 1;
}

/** What npm prints, whatever it ends with: it fails for each finding. */
function npmAudit(): Promise<string> {
  const npm = process.env["npm_execpath"];
  if (npm === undefined) throw new Error("Run it as “npm run audit”.");
  const options = { cwd: join(import.meta.dirname, ".."), maxBuffer: 64_000_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, [npm, "audit", "--json"], options, (_, output) => resolve(output));
  });
}

function tell(what: string, findings: readonly Finding[]): void {
  console.log(`${findings.length} findings in ${what}.`);
  for (const { name, severity, reasons } of findings) {
    console.log(`  ${name} (${severity}): ${reasons.join("; ")}`);
  }
}
