import * as vscode from "vscode";
import { isGitData } from "../../core/workspace/fileKinds.ts";
import {
  problemText,
  worstProblems,
  type Problem,
  type Severity,
} from "../../core/workspace/problemText.ts";
import { numberText } from "../countTexts.ts";
import { mapSome, nothing, problem, type Collected } from "./collected.ts";
import { fileName, readFileText } from "./fileText.ts";

const mostProblems = 200;

/** Largest file whose lines are quoted, in bytes. */
const largestFile = 2_000_000;

interface FoundProblem extends Problem {
  readonly uri: vscode.Uri;
}

/**
 * The problems of the active document as one passage, or of all documents where it has none: the
 * worst first, each with its source line.
 */
export async function collectProblems(token: vscode.CancellationToken): Promise<Collected> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const own =
    active === undefined ? [] : problemsOf(active, vscode.languages.getDiagnostics(active));
  const found =
    own.length > 0
      ? own
      : vscode.languages.getDiagnostics().flatMap(([uri, each]) => problemsOf(uri, each));
  if (found.length === 0) return problem(vscode.l10n.t("VS Code has no problems to attach."));
  const taken = worstProblems(found, mostProblems);
  const lineOf = await sourceLines(taken, token);
  if (token.isCancellationRequested) return nothing;
  const passage = {
    id: crypto.randomUUID(),
    kind: "problems",
    ...(own.length > 0 && active ? { uri: active.toString() } : {}),
    name:
      own.length > 0 && active
        ? vscode.l10n.t("Problems in {0}", fileName(active))
        : vscode.l10n.t("Problems"),
    languageId: "plaintext",
    text: taken.map((each) => problemText(each, lineOf(each))).join("\n"),
  } as const;
  const problems =
    found.length > taken.length
      ? [
          vscode.l10n.t(
            "The worst {0} of {1} problems were attached.",
            taken.length,
            numberText(found.length),
          ),
        ]
      : [];
  return { passages: [passage], problems };
}

/** What VS Code says of a file, line by line; nothing of git's own. */
export function problemsOf(
  uri: vscode.Uri,
  diagnostics: readonly vscode.Diagnostic[],
): FoundProblem[] {
  if (isGitData(uri.path)) return [];
  const path = fileName(uri);
  return diagnostics.map(({ range, message, severity, source, code }) => ({
    uri,
    path,
    line: range.start.line + 1,
    column: range.start.character + 1,
    severity: severityNames[severity],
    message,
    ...(source === undefined ? {} : { source }),
    ...(code === undefined ? {} : { code: String(typeof code === "object" ? code.value : code) }),
  }));
}

const severityNames: Readonly<Record<vscode.DiagnosticSeverity, Severity>> = {
  [vscode.DiagnosticSeverity.Error]: "error",
  [vscode.DiagnosticSeverity.Warning]: "warning",
  [vscode.DiagnosticSeverity.Information]: "information",
  [vscode.DiagnosticSeverity.Hint]: "hint",
};

/** Reads the files that problems stand in, and finds a problem's line; undefined where it is gone. */
async function sourceLines(
  problems: readonly FoundProblem[],
  token: vscode.CancellationToken,
): Promise<(problem: FoundProblem) => string | undefined> {
  const uris = new Map(problems.map(({ uri }) => [uri.toString(), uri]));
  const lines = new Map<string, readonly string[]>();
  await mapSome([...uris], token, async ([address, uri]) => {
    const file = await readFileText(uri, largestFile);
    if (typeof file !== "string") lines.set(address, file.text.split(/\r\n|\r|\n/u));
  });
  return ({ uri, line }) => lines.get(uri.toString())?.[line - 1];
}
