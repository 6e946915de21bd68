import * as vscode from "vscode";
import type { StreamedAnswer } from "../../core/editor/streamedAnswer.ts";
import type { Written } from "./documentWriter.ts";
import { tellHidden } from "./hiddenText.ts";

/** What a reply that streams into a document is doing. */
export function activityText({ text, isThinking }: StreamedAnswer): string {
  if (text !== "") return vscode.l10n.t("receiving… {0} characters", text.length);
  return isThinking ? vscode.l10n.t("thinking…") : vscode.l10n.t("waiting…");
}

/** Why no more can be written; undefined where it can. */
export function writingProblem(written: Written): string | undefined {
  if (written === "gone") return vscode.l10n.t("The place where the reply should go is gone.");
  return written === "refused" ? refusalText() : undefined;
}

export function refusalText(): string {
  return vscode.l10n.t("The document could not be changed.");
}

/** Says what a reader cannot see of a reply that stands in a document. */
export function tellHiddenReply(text: string, uri: vscode.Uri): void {
  const name = vscode.workspace.asRelativePath(uri);
  tellHidden(text, (hidden) =>
    vscode.l10n.t(
      "The reply in “{0}” holds characters that a reader cannot see: {1}.",
      name,
      hidden,
    ),
  );
}
