import * as vscode from "vscode";
import type { BatchItem, BatchStore } from "../../core/batch/batch.ts";
import type { BatchRun } from "../../core/batch/batchRun.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";
import { openDocument } from "../context/fileText.ts";
import { numberText } from "../countTexts.ts";
import { tellHidden } from "../editor/hiddenText.ts";
import { writeProblem } from "../editor/writeProblem.ts";
import { openKept, wholeAnswer } from "./keptAnswer.ts";
import { canEncode, encodingName, type TextFile } from "./textFile.ts";

/** An answer that can go into its source. */
interface Edit {
  readonly item: BatchItem;
  readonly document: vscode.TextDocument;
  readonly text: string;
}

/** VS Code forgets a document that nobody shows after minutes; a preview may be read for longer. */
const holding = 60_000;

/** Takes answers into their sources, all at once and through VS Code's preview. */
export class BatchEdits {
  readonly #facts: ModelFacts;

  constructor(facts: ModelFacts) {
    this.#facts = facts;
  }

  /**
   * Items as they should be kept instead: failed where the source is not what was asked about any
   * more, so that it can be asked again; answered where it is that again. Changes nothing.
   */
  async outdated(run: BatchRun, store: BatchStore): Promise<readonly BatchItem[]> {
    const changed: BatchItem[] = [];
    for (const item of run.items) {
      const wasOutdated = isOutdated(item);
      if (item.state !== "answered" && !wasOutdated) continue;
      const kept = await openKept(run.batch, item, store, this.#facts);
      if ("skip" in kept) continue;
      const { remark: _, ...rest } = item;
      const hasOther = store.division(item.id)?.sourceHash !== kept.division.sourceHash;
      if (hasOther && !wasOutdated) {
        changed.push({ ...rest, state: "failed", remark: outdatedRemark() });
      } else if (wasOutdated && wholeAnswer(kept) !== undefined) {
        changed.push({ ...rest, state: "answered" });
      }
    }
    return changed;
  }

  /**
   * Previews all answers that wait for it, and marks those that the person took. What cannot go into
   * its file is told before. Resolves when the preview is closed.
   */
  async apply(run: BatchRun, store: BatchStore): Promise<void> {
    const outdated = run.items.filter(isOutdated);
    const waiting = run.items.filter(({ state }) => state === "answered");
    if (waiting.length + outdated.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("No answer waits to be taken into its file."),
      );
      return;
    }
    const edits: Edit[] = [];
    const problems = outdated.map(({ name }) => changedText(name));
    for (const item of waiting) {
      const prepared = await this.#prepare(run, item, store);
      if (typeof prepared === "string") problems.push(prepared);
      else edits.push(prepared);
    }
    if (problems.length > 0) void tellProblems(problems);
    const changes = edits.filter(({ document, text }) => !hasText(document, text));
    tellHidden(changes.map(({ text }) => text).join("\n"), (hidden) =>
      vscode.l10n.t("What is previewed holds characters that a reader cannot see: {0}.", hidden),
    );
    if (changes.length > 0) await preview(run.batch.title, changes);
    for (const { item, document, text } of edits) {
      if (hasText(document, text)) run.markWritten(item.id, document.uri.toString());
    }
  }

  /** Or why not, in a sentence. */
  async #prepare(run: BatchRun, item: BatchItem, store: BatchStore): Promise<Edit | string> {
    const { name } = item;
    const uri = vscode.Uri.parse(item.uri, true);
    if ((await writeProblem(uri)) !== undefined)
      return vscode.l10n.t("“{0}” cannot be written.", name);
    const kept = await openKept(run.batch, item, store, this.#facts);
    if ("skip" in kept) return vscode.l10n.t("“{0}” cannot be read: {1}.", name, kept.skip);
    const answer = wholeAnswer(kept);
    if (answer === undefined) return changedText(name);
    const document = await openAs(uri, kept.source);
    if (document === undefined || !hasText(document, kept.source.text)) {
      return vscode.l10n.t(
        "“{0}” cannot be opened as {1}.",
        name,
        encodingName(kept.source.encoding),
      );
    }
    const encoding = document.encoding === "utf8bom" ? "utf8" : document.encoding;
    if (!(await canEncode(answer, encoding))) {
      return vscode.l10n.t(
        "“{0}” is in {1}, which has not all characters of the answer. Save it as UTF-8 first.",
        name,
        encodingName(encoding),
      );
    }
    return { item, document, text: answer.toWellFormed() };
  }
}

function changedText(name: string): string {
  return vscode.l10n.t("“{0}” has changed since it was asked about. Ask it again.", name);
}

function outdatedRemark(): string {
  return vscode.l10n.t("The source has changed since it was asked about. Ask it again.");
}

function isOutdated({ state, remark }: BatchItem): boolean {
  return state === "failed" && remark === outdatedRemark();
}

/** The document of a file, in the encoding that the file is in. */
async function openAs(
  uri: vscode.Uri,
  { encoding }: TextFile,
): Promise<vscode.TextDocument | undefined> {
  const open = openDocument(uri);
  try {
    // A byte order mark tells VS Code the rest.
    return open?.isDirty === true || encoding.startsWith("utf")
      ? await vscode.workspace.openTextDocument(uri)
      : await vscode.workspace.openTextDocument(uri, { encoding });
  } catch {
    return undefined;
  }
}

async function preview(title: string, edits: readonly Edit[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { needsConfirmation: false, label: title };
  for (const { document, text } of edits) {
    const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
    edit.replace(document.uri, whole, text, metadata);
  }
  // What needs confirmation brings the preview, and is not ticked there: a person would have to tick
  // every file. So only an edit that does nothing needs it, and all others are ticked.
  const [first] = edits;
  const start = new vscode.Position(0, 0);
  if (first !== undefined) {
    edit.insert(first.document.uri, start, "", { ...metadata, needsConfirmation: true });
  }
  const hold = setInterval(() => {
    for (const { document } of edits) {
      void vscode.workspace.openTextDocument(document.uri).then(undefined, () => undefined);
    }
  }, holding);
  try {
    await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  } finally {
    clearInterval(hold);
  }
}

/** Line ends aside: a document has its own. */
function hasText(document: vscode.TextDocument, text: string): boolean {
  return withLineFeeds(document.getText()) === withLineFeeds(text);
}

function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/gu, "\n");
}

function othersText(count: number): string[] {
  if (count === 0) return [];
  return count === 1
    ? [vscode.l10n.t("1 other file cannot be changed either.")]
    : [vscode.l10n.t("{0} other files cannot be changed either.", numberText(count))];
}

async function tellProblems(problems: readonly string[]): Promise<void> {
  const [first = ""] = problems;
  const others = problems.length - 1;
  const details = vscode.l10n.t("Show All");
  const choice = await vscode.window.showWarningMessage(
    sentencesText([first, ...othersText(others)]),
    ...(others === 0 ? [] : [details]),
  );
  if (choice !== details) return;
  const document = await vscode.workspace.openTextDocument({ content: problems.join("\n") });
  await vscode.window.showTextDocument(document);
}
