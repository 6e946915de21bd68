import * as vscode from "vscode";
import { ReplyRecord } from "../../core/conversation/replyRecord.ts";
import { isReplaceable, passageTitle, type Passage } from "../../core/prompt/passage.ts";
import type { ReplyTarget } from "../../core/prompt/promptTemplate.ts";
import type { Outcome, ReplySink } from "../../core/reply/reply.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import { editorSink } from "../editor/editorSink.ts";
import { writeProblem } from "../editor/writeProblem.ts";
import type { RequestControl } from "../editor/insertionOptions.ts";
import type { StreamedPlacement } from "../editor/streamedPlacement.ts";
import type { Proposals } from "../proposal/proposals.ts";
import { missingEditorText } from "../editor/missingEditor.ts";

/** Where replies can be put. */
export interface TargetParts {
  readonly streamed: StreamedPlacement;
  readonly proposals: Proposals;
}

/** A reply that is about to be asked for. */
export interface Awaited {
  readonly passages: readonly Passage[];
  /** The editor that the person asked from. */
  readonly editor?: vscode.TextEditor;
  readonly endpoint: ModelEndpoint;
  readonly request: RequestControl;
}

/**
 * Where the reply goes besides the panel, without a sink where it goes nowhere else; a sink must be
 * ended. Undefined where it could not go there in the end, which is told; then nothing is to be asked.
 */
export async function targetSink(
  parts: TargetParts,
  target: ReplyTarget,
  awaited: Awaited,
): Promise<{ readonly sink?: ReplySink } | undefined> {
  if (target === "panel") return {};
  const sink = await sinkFor(parts, target, awaited);
  if (!("problem" in sink)) return { sink };
  void vscode.window.showWarningMessage(vscode.l10n.t("Nothing was asked: {0}", sink.problem));
  return undefined;
}

async function sinkFor(
  { streamed, proposals }: TargetParts,
  target: Exclude<ReplyTarget, "panel">,
  { passages, editor, endpoint, request }: Awaited,
): Promise<ReplySink | { readonly problem: string }> {
  switch (target) {
    case "clipboard":
      return clipboardSink();
    case "document":
      return streamed.insert(await openDocumentBeside(), endpoint, request, true);
    case "insert":
      return editor === undefined
        ? { problem: missingEditorText(vscode.l10n.t("Open a document first.")) }
        : streamed.insert(editor, endpoint, request);
    case "replace": {
      const passage = passages.find(isReplaceable);
      return passage === undefined
        ? { problem: vscode.l10n.t("“replace” needs a selection.") }
        : streamed.replace(passage.id, endpoint, request);
    }
    case "preview": {
      const passage = passages.find(isReplaceable);
      if (passage?.uri === undefined)
        return { problem: vscode.l10n.t("“preview” needs a selection.") };
      const problem = await writeProblem(vscode.Uri.parse(passage.uri, true));
      return problem === undefined
        ? editorSink((answer) => proposals.compare(passage.id, answer, passageTitle(passage)))
        : { problem };
    }
  }
}

async function openDocumentBeside(): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: "markdown" });
  return vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
}

/** Puts the answer on the clipboard once it is whole, and says how it went. */
function clipboardSink(): ReplySink {
  const record = new ReplyRecord();
  return {
    receive: (event) => record.receive(event),
    end: async (outcome) => {
      record.end(outcome);
      if (!record.isComplete(0)) {
        void vscode.window.showWarningMessage(notCopiedText(outcome));
        return;
      }
      await vscode.env.clipboard.writeText(record.answers[0]?.text ?? "");
      void vscode.window.showInformationMessage(vscode.l10n.t("The reply is on the clipboard."));
    },
  };
}

function notCopiedText({ status }: Outcome): string {
  switch (status) {
    case "done":
      return vscode.l10n.t(
        "The reply is not on the clipboard: it was cut before its end. What there is of it stands in the chat.",
      );
    case "stopped":
      return vscode.l10n.t(
        "The reply is not on the clipboard: it was stopped. What there is of it stands in the chat.",
      );
    case "failed":
      return vscode.l10n.t(
        "The reply is not on the clipboard: it failed. What there is of it stands in the chat.",
      );
  }
}
