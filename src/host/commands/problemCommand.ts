import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { fillLanguage } from "../../core/prompt/promptTemplate.ts";
import { firstGraphemes } from "../../core/text/graphemes.ts";
import { problemText } from "../../core/workspace/problemText.ts";
import { isGitData } from "../../core/workspace/fileKinds.ts";
import { fileName } from "../context/fileText.ts";
import { problemsOf } from "../context/problems.ts";
import { commands } from "../contributions.ts";
import { readSettings } from "../settings.ts";
import type { Templates } from "../templates/templates.ts";
import { askAtOnce, type AskContext } from "./askAtOnce.ts";
import { chooseModel } from "./chooseModel.ts";

const question = `Explain this problem in {{language}}: what it means, why it is reported here, and how to mend it. Show the mended lines. The lines around it are attached; where they are not enough to be sure, say what else is needed.`;

/** Asks the default model about problems of a document; for the code action alone. */
export function registerProblemCommand(
  context: AskContext & { readonly templates: Templates },
): vscode.Disposable {
  return vscode.commands.registerCommand(
    commands.askAboutProblem,
    async (uri: unknown, diagnostics: unknown) => {
      if (!(uri instanceof vscode.Uri) || !Array.isArray(diagnostics)) return;
      const problems = diagnostics.filter((each) => each instanceof vscode.Diagnostic);
      const [first] = problems;
      const modelKey = first && (await chooseModel(readSettings().defaultModel));
      if (modelKey === undefined || isGitData(uri.path)) return;
      const document = await vscode.workspace.openTextDocument(uri);
      await askAtOnce(context, {
        ...{ modelKey, target: "panel", isAlone: true },
        text: fillLanguage(question, context.templates.language()),
        passages: [problemsPassage(document, problems), linesPassage(document, problems)],
      });
    },
  );
}

function problemsPassage(
  document: vscode.TextDocument,
  problems: readonly vscode.Diagnostic[],
): Passage {
  const texts = problemsOf(document.uri, problems).map((problem) =>
    problemText(problem, document.lineAt(Math.min(problem.line, document.lineCount) - 1).text),
  );
  return {
    ...{ id: crypto.randomUUID(), kind: "problems", languageId: "plaintext" },
    ...{
      uri: document.uri.toString(),
      name: vscode.l10n.t("Problems in {0}", fileName(document.uri)),
      text: texts.join("\n"),
    },
  };
}

/** Lines shown before the first and behind the last line of the problems. */
const around = 12;
/** Most lines, and most UTF-16 code units of them: one line may be a whole program. */
const mostLines = 200;
const mostText = 20_000;

function linesPassage(
  document: vscode.TextDocument,
  problems: readonly vscode.Diagnostic[],
): Passage {
  const first = Math.max(0, Math.min(...problems.map(({ range }) => range.start.line)) - around);
  const end = Math.max(...problems.map(({ range }) => range.end.line)) + around;
  const last = Math.min(end, first + mostLines - 1, document.lineCount - 1);
  const lines = new vscode.Range(first, 0, last, document.lineAt(last).text.length);
  const text = document.getText(lines);
  const isLong = text.length > mostText;
  return {
    ...{ id: crypto.randomUUID(), kind: "file", uri: document.uri.toString() },
    ...{ name: fileName(document.uri), languageId: document.languageId },
    text: isLong ? firstGraphemes(text, mostText) : text,
    lines: { first: first + 1, last: last + 1 },
    ...(isLong ? { trimmed: true } : {}),
  };
}
