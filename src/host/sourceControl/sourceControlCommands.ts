import * as vscode from "vscode";
import type { Passage } from "../../core/prompt/passage.ts";
import { reviewQuestion, untrackedPassages } from "../../core/sourceControl/changeQuestions.ts";
import { diffPassages, joinDiffs } from "../../core/sourceControl/fileDiffs.ts";
import type { ChatServices } from "../chat/services.ts";
import { askAtOnce, type AskContext } from "../commands/askAtOnce.ts";
import { commands } from "../contributions.ts";
import { changesThatFit } from "./changesThatFit.ts";
import { CommitDrafts } from "./commitDrafts.ts";
import { openGit, type GitRepository } from "./gitApi.ts";
import { changesToAsk, chooseRepository, repositoryName } from "./repositoryChanges.ts";

/**
 * “Draft a commit message” and “Review these changes”.
 *
 * @param language what the person reads, for a review and for a repository's first commit.
 */
export function registerSourceControlCommands(
  services: ChatServices,
  context: AskContext,
  language: () => string,
): vscode.Disposable {
  const drafts = new CommitDrafts(services, language);
  const register = (id: string, run: (repository: GitRepository) => Promise<void>) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      const git = await openGit();
      if (typeof git === "string") {
        void vscode.window.showWarningMessage(git);
        return;
      }
      const repository = await chooseRepository(git.repositories, argument);
      if (repository !== undefined) await run(repository);
    });
  return vscode.Disposable.from(
    drafts,
    register(commands.draftCommitMessage, (repository) => drafts.draft(repository)),
    register(commands.reviewChanges, (repository) =>
      review(services, context, repository, reviewQuestion(language())),
    ),
    vscode.commands.registerCommand(commands.stopDraft, () => drafts.stop()),
  );
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
  const what = changes.isStaged ? "Staged changes" : "Changes";
  const whole: Passage = {
    ...{ id: crypto.randomUUID(), kind: "file", languageId: "diff" },
    name: `${what} in ${repositoryName(repository)}`,
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
