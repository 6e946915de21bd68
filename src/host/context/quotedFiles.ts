import * as vscode from "vscode";
import { LeftOut } from "../../core/workspace/leftOut.ts";
import { quote } from "../../core/prompt/quotation.ts";
import { isDamaged, readFileText } from "./fileText.ts";

/** Largest of many files, in bytes. */
const largestFile = 1_000_000;
const mostFiles = 500;
/** Most of all files together, in bytes of UTF-8. */
const mostText = 2_000_000;

export interface NamedFile {
  readonly uri: vscode.Uri;
  /** As the quotation names it. */
  readonly name: string;
}

/** Many files in one text. */
export interface QuotedFiles {
  /** Each file under its name and between fences; empty where none could be taken. */
  readonly text: string;
  readonly count: number;
  readonly problems: readonly string[];
}

/**
 * Quotes text files in their order, until they are too many. What is left out is told in one
 * sentence.
 *
 * @param counted how many files, and where they come from, e.g. `40 files in “src”`.
 * @param leftOut what was left out before.
 */
export async function quoteFiles(
  files: readonly NamedFile[],
  counted: (count: number) => string,
  token: vscode.CancellationToken,
  leftOut = new LeftOut(leftOutWords()),
): Promise<QuotedFiles> {
  const before = leftOut.count;
  const quoted: string[] = [];
  let size = 0;
  let damaged = 0;
  let at = 0;
  const isWanted = () => quoted.length < mostFiles && size < mostText;
  for (; at < files.length && isWanted() && !token.isCancellationRequested; at += batch) {
    const next = files.slice(at, at + batch);
    const read = await Promise.all(next.map(({ uri }) => readFileText(uri, largestFile)));
    for (const [index, { name }] of next.entries()) {
      const file = read[index] ?? "unreadable";
      if (typeof file === "string") {
        leftOut.add(file);
        continue;
      }
      size += Buffer.byteLength(file.text);
      if (size > mostText || quoted.length === mostFiles) {
        leftOut.add("total");
      } else {
        quoted.push(quote(name, file.languageId, file.text));
        if (isDamaged(file.text)) damaged++;
      }
    }
  }
  leftOut.add("total", Math.max(0, files.length - at));
  const all = counted(files.length + before);
  const problems = [leftOut.sentence(all), damagedSentence(damaged, counted(damaged))];
  return {
    text: quoted.join("\n\n"),
    count: quoted.length,
    problems: problems.filter((sentence) => sentence !== undefined),
  };
}

const batch = 8;

/** Reasons that are told with a limit. */
export function leftOutWords() {
  return {
    large: vscode.l10n.t("over 1 MB"),
    total: vscode.l10n.t("beyond {0} files or 2 MB", mostFiles),
  };
}

function damagedSentence(count: number, files: string): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? vscode.l10n.t(
        "{0} has characters that could not be read. Reopen them with their encoding, then attach them again.",
        files,
      )
    : vscode.l10n.t(
        "{0} have characters that could not be read. Reopen them with their encoding, then attach them again.",
        files,
      );
}
