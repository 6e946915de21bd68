import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { reviewQuestion, untrackedPassages } from "../../core/sourceControl/changeQuestions.ts";
import { diffPassages, joinDiffs } from "../../core/sourceControl/fileDiffs.ts";
import type { ChatServices } from "../chat/services.ts";
import { askAtOnce, type AskContext } from "../commands/askAtOnce.ts";
import { changesThatFit } from "./changesThatFit.ts";
import { CommitDrafts } from "./commitDrafts.ts";
import { openGit, type GitRepository } from "./gitApi.ts";
import { changesToAsk, chooseRepository, repositoryName } from "./repositoryChanges.ts";

/** What a person does with the changes of a repository, which is the one that a menu passes or they pick. */
export class SourceControlActions implements vscode.Disposable {
  readonly #services: ChatServices;
  readonly #context: AskContext;
  readonly #language: () => string;
  readonly #drafts: CommitDrafts;

  /** @param language what the person reads, for a review and for a repository's first commit. */
  constructor(services: ChatServices, context: AskContext, language: () => string) {
    this.#services = services;
    this.#context = context;
    this.#language = language;
    this.#drafts = new CommitDrafts(services, language);
  }

  async draft(menuArgument: unknown): Promise<void> {
    const repository = await repositoryFor(menuArgument);
    if (repository !== undefined) await this.#drafts.draft(repository);
  }

  stopDraft(): void {
    this.#drafts.stop();
  }

  async review(menuArgument: unknown): Promise<void> {
    const repository = await repositoryFor(menuArgument);
    if (repository === undefined) return;
    const question = reviewQuestion(this.#language());
    await review(this.#services, this.#context, repository, question);
  }

  dispose(): void {
    this.#drafts.dispose();
  }
}

/** Undefined where there is none, which is told, or the person picks none. */
async function repositoryFor(menuArgument: unknown): Promise<GitRepository | undefined> {
  const git = await openGit();
  if (typeof git !== "string") return chooseRepository(git.repositories, menuArgument);
  void vscode.window.showWarningMessage(git);
  return undefined;
}

/** Room for the notes on what was trimmed. */
const spare = 100;

async function review(
  { facts }: ChatServices,
  context: AskContext,
  repository: GitRepository,
  question: string,
): Promise<void> {
  const asked = await changesToAsk(repository);
  if (asked === undefined) return;
  const { endpoint, changes } = asked;
  const fitting = await changesThatFit(
    ...([facts, endpoint, question] as const),
    [...diffPassages(changes.diff), ...untrackedPassages(changes)],
    spare,
  );
  if (fitting === undefined) return;
  const diffs = fitting.filter(({ languageId }) => languageId === "diff");
  const folder = repositoryName(repository);
  const whole: Passage = {
    ...{ id: crypto.randomUUID(), kind: "file", languageId: "diff" },
    name: changes.isStaged
      ? vscode.l10n.t("Staged changes in {0}", folder)
      : vscode.l10n.t("Changes in {0}", folder),
    text: joinDiffs(diffs),
    ...(diffs.some(({ trimmed }) => trimmed) ? { trimmed: true } : {}),
  };
  const others = fitting.filter((passage) => !diffs.includes(passage));
  await askAtOnce(context, {
    ...{ modelKey: endpoint.key, text: question, isAlone: true, target: "panel" },
    passages: [
      ...(diffs.length === 0 ? [] : [whole]),
      ...others.map((each) => ({ ...each, id: crypto.randomUUID() })),
    ],
  });
}
