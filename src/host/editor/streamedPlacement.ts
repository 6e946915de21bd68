import * as vscode from "vscode";
import { withoutLineEnds } from "../../core/editor/insertion.ts";
import type { ReplySink } from "../../core/reply/reply.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import type { Anchors } from "./anchors.ts";
import { DocumentWriter } from "./documentWriter.ts";
import { InsertionLenses } from "./insertionLenses.ts";
import { findOnce, open } from "./replyPlacement.ts";
import type { InsertionOptions, RequestControl } from "./insertionOptions.ts";
import { StreamedInsertion } from "./streamedInsertion.ts";
import type { UnfinishedInsertions } from "./unfinishedInsertions.ts";
import { writeProblem } from "./writeProblem.ts";

type Endpoint = InsertionOptions["endpoint"];
/** Why a reply cannot go where it should, told before anything is asked. */
interface Problem {
  readonly problem: string;
}

/** Lets replies stream into documents, where they can be watched, stopped and taken back. */
export class StreamedPlacement implements vscode.Disposable {
  readonly #anchors: Anchors;
  readonly #unfinished: UnfinishedInsertions;
  readonly #lenses = new InsertionLenses();

  constructor(anchors: Anchors, unfinished: UnfinishedInsertions) {
    this.#anchors = anchors;
    this.#unfinished = unfinished;
  }

  /**
   * Marks the cursor's place for a reply. The sink must be ended, also where nothing is asked after
   * all.
   *
   * @param endpoint with the parameters that the request is made with.
   * @param keepsStopped whether a part that the person was content with stays when they stop it.
   */
  async insert(
    editor: vscode.TextEditor,
    endpoint: Pick<ModelEndpoint, "thinking" | "label">,
    request: RequestControl,
    keepsStopped = false,
  ): Promise<ReplySink | Problem> {
    const { document } = editor;
    // Found before the wait: the person may be typing.
    const at = document.offsetAt(editor.selection.active);
    const writer = new DocumentWriter(document, at);
    const problem = await writeProblem(document.uri);
    if (problem === undefined) return this.#begin(writer, { endpoint, request, keepsStopped });
    writer.dispose();
    return { problem };
  }

  /** The same for a reply that replaces a passage, which stays until the reply is whole. */
  async replace(
    passageId: string,
    endpoint: Endpoint,
    request: RequestControl,
  ): Promise<ReplySink | Problem> {
    const anchor = this.#anchors.find(passageId);
    const document = anchor && (await open(anchor.uri));
    if (anchor === undefined || document === undefined) {
      return {
        problem: vscode.l10n.t("The document that the passage came from cannot be opened."),
      };
    }
    const problem = await writeProblem(document.uri);
    const span = anchor.span ?? findOnce(document, anchor.original);
    if (problem !== undefined || span === undefined) {
      return { problem: problem ?? vscode.l10n.t("The place where the reply should go is gone.") };
    }
    const { text: original, ending } = withoutEnding(anchor.original);
    // The line breaks at its end stay where they are, and the reply comes before them.
    const { length } = withoutEnding(textAt(document, span.start, span.end)).ending;
    const place = span.end - length;
    const writer = new DocumentWriter(document, place, { start: span.start, end: place });
    return this.#begin(writer, {
      ...{ endpoint, request, original },
      onPlaced: (start, end) => {
        const whole = end + ending.length;
        const hasEnding = textAt(writer.document, end, whole) === ending;
        const placed = { start, end: hasEnding ? whole : end };
        this.#anchors.move(passageId, placed, textAt(writer.document, placed.start, placed.end));
      },
    });
  }

  dispose(): void {
    this.#lenses.dispose();
  }

  #begin(writer: DocumentWriter, options: Omit<InsertionOptions, "unfinished">): ReplySink {
    const unfinished = this.#unfinished;
    const insertion = new StreamedInsertion(writer, { ...options, unfinished });
    this.#lenses.add(insertion);
    return insertion;
  }
}

function withoutEnding(whole: string): { readonly text: string; readonly ending: string } {
  const text = withoutLineEnds(whole);
  return { text, ending: whole.slice(text.length) };
}

function textAt(document: vscode.TextDocument, start: number, end: number): string {
  return document.getText(new vscode.Range(document.positionAt(start), document.positionAt(end)));
}
