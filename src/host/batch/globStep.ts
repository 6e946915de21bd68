import * as vscode from "vscode";
import { sentencesText } from "../../core/text/listText.ts";
import { numberText } from "../countTexts.ts";
import type { FolderFiles } from "./sources.ts";
import { typeStep, type Answer, type StepHead } from "./steps.ts";

/** Has a pattern typed that some file matches. @param hear told of each text that is typed. */
export function globStep(
  head: StepHead,
  value: string,
  listed: FolderFiles,
  hear: (glob: string) => void,
): Promise<Answer<string>> {
  return typeStep(head, value, (glob) => {
    hear(glob);
    const count = listed.match(glob)?.length;
    if (count === undefined)
      return { note: vscode.l10n.t("Type a pattern such as **/*.md."), isValid: false };
    return { note: sentencesText([matchedText(count), ...listed.problems]), isValid: count > 0 };
  });
}

function matchedText(count: number): string {
  if (count === 0) return vscode.l10n.t("No file matches.");
  return count === 1 ? vscode.l10n.t("1 file.") : vscode.l10n.t("{0} files.", numberText(count));
}
