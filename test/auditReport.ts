/** What is known against one package. */
export interface Finding {
  readonly name: string;
  /** As npm calls it: `low`, `moderate`, `high` or `critical`. */
  readonly severity: string;
  /** What is wrong, or the packages that are wrong beneath it. */
  readonly reasons: readonly string[];
}

/** Findings by whom they concern; or why there are none to judge. */
export type Audit =
  | { readonly shipped: readonly Finding[]; readonly development: readonly Finding[] }
  | { readonly problem: string };

interface Report {
  readonly message?: unknown;
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
}

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  /** An advisory, or the name of another package. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
  /** Paths as in the lockfile. */
  readonly nodes: readonly string[];
}

/**
 * Judges what `npm audit --json` printed. A package is shipped where one of its copies is; a package
 * that is wrong only by what it depends on is judged like any other.
 *
 * @param shipped paths as in the lockfile.
 */
export function readAudit(output: string, shipped: ReadonlySet<string>): Audit {
  const report = parse(output);
  if (report?.vulnerabilities === undefined) {
    const { message } = report ?? {};
    return { problem: typeof message === "string" ? message : "npm printed no report" };
  }
  const found = Object.values(report.vulnerabilities);
  const ships = ({ nodes }: Vulnerability) => nodes.some((node) => shipped.has(node));
  return {
    shipped: found.filter(ships).map(findingOf),
    development: found.filter((each) => !ships(each)).map(findingOf),
  };
}

function findingOf({ name, severity, via }: Vulnerability): Finding {
  const reasons = via.map((each) => {
    return typeof each === "string" ? `by way of ${each}` : `${each.title} (${each.url})`;
  });
  return { name, severity, reasons };
}

function parse(output: string): Report | undefined {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return undefined;
  }
}
