import * as vscode from "vscode";
import { buildMessages } from "../../core/prompt/prompt.ts";
import { deliver, fanOut, type Outcome } from "../../core/reply/reply.ts";
import { originOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import {
  commitQuestion,
  subjectPassages,
  untrackedPassages,
} from "../../core/sourceControl/changeQuestions.ts";
import { diffPassages } from "../../core/sourceControl/fileDiffs.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { ChatServices } from "../chat/services.ts";
import { contextKeys } from "../contributions.ts";
import { tellFault } from "../faultNotification.ts";
import { readSettings } from "../settings.ts";
import { waitNotification } from "../waitNotification.ts";
import { changesThatFit } from "./changesThatFit.ts";
import { DraftMessage } from "./draftMessage.ts";
import type { GitRepository } from "./gitApi.ts";
import { changesToAsk, lastSubjects } from "./repositoryChanges.ts";

/** Drafts commit messages into the box of source control, one at a time. */
export class CommitDrafts implements vscode.Disposable {
  readonly #services: ChatServices;
  readonly #language: () => string;
  #running: AbortController | undefined;

  /** @param language that of a repository's first commit. */
  constructor(services: ChatServices, language: () => string) {
    this.#services = services;
    this.#language = language;
  }

  /** Resolves when the message stands in the box, or when it was told why it does not. */
  async draft(repository: GitRepository): Promise<void> {
    if (this.#running !== undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("A commit message is being written already."),
      );
      return;
    }
    const abort = new AbortController();
    this.#running = abort;
    const options = { location: vscode.ProgressLocation.SourceControl };
    const work = () => this.#draft(repository, abort);
    try {
      // With its answer all is here that VS Code still had to say of the box.
      await tellDrafting(true);
      await vscode.window.withProgress(options, work);
    } finally {
      this.#running = undefined;
      void tellDrafting(false);
    }
  }

  stop(): void {
    this.#running?.abort();
  }

  dispose(): void {
    this.stop();
  }

  async #draft(repository: GitRepository, abort: AbortController): Promise<void> {
    const asked = await changesToAsk(repository);
    if (asked === undefined) return;
    const { endpoint, changes } = asked;
    const kept = await textToKeep(repository.inputBox.value);
    if (kept === undefined) return;
    const question = commitQuestion(this.#language());
    const all = [
      ...subjectPassages(await lastSubjects(repository)),
      ...diffPassages(changes.diff),
      ...untrackedPassages(changes),
    ];
    const passages = await changesThatFit(this.#services.facts, endpoint, question, all);
    if (passages === undefined || abort.signal.aborted) return;
    const message = new DraftMessage(repository.inputBox, kept, () => abort.abort());
    const messages = buildMessages(endpoint, { turns: [{ question, passages }] });
    const outcome = await this.#ask(endpoint, messages, message, abort);
    if (outcome.status === "failed" && !message.isTyped) {
      void tellFault(
        vscode.l10n.t("No commit message was drafted."),
        outcome.fault,
        this.#services.log,
      );
      return;
    }
    const problem = problemOf(outcome, message);
    if (problem !== undefined) void vscode.window.showWarningMessage(problem);
  }

  async #ask(
    endpoint: ModelEndpoint,
    messages: ReturnType<typeof buildMessages>,
    message: DraftMessage,
    abort: AbortController,
  ): Promise<Outcome> {
    const { client, tokens, facts } = this.#services;
    const token = await tokens.get(originOf(endpoint));
    const request = {
      ...{ endpoint: { ...endpoint, n: 1 }, messages, limits: readSettings().limits },
      ...(token === undefined ? {} : { token }),
    };
    const waiting = waitNotification(vscode.l10n.t("Commit message"), () => abort.abort());
    const stream = client.stream(request, abort.signal);
    const outcome = await deliver(stream, fanOut(message, waiting));
    facts.learn(endpoint, messages, message.record.usage, outcome);
    return outcome;
  }
}

/** What of the box stands before the message; undefined where the person wants none. */
async function textToKeep(text: string): Promise<string | undefined> {
  if (text.trim() === "") return "";
  const replace = vscode.l10n.t("Replace");
  const append = vscode.l10n.t("Append");
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t("There is a commit message already."),
    { modal: true, detail: vscode.l10n.t("Should the draft replace it or stand below it?") },
    ...[replace, append],
  );
  if (choice === undefined) return undefined;
  return choice === replace ? "" : `${text.trimEnd()}\n\n`;
}

/** What to say of a draft that did not come to its end, where the person did not end it. */
function problemOf(outcome: Outcome, message: DraftMessage): string | undefined {
  if (message.isTyped)
    return vscode.l10n.t("You typed into the commit message, so the draft ended there.");
  if (outcome.status === "stopped" || message.record.isComplete(0)) return undefined;
  const isCut = (message.record.answers[0]?.text ?? "") !== "";
  const why = isCut
    ? vscode.l10n.t("The model’s answer was cut short.")
    : vscode.l10n.t("The model answered nothing.");
  return sentencesText([vscode.l10n.t("No commit message was drafted."), why]);
}

function tellDrafting(isDrafting: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", contextKeys.drafting, isDrafting);
}
