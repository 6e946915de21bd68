import * as vscode from "vscode";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import type { Changes } from "../../core/sourceControl/changeQuestions.ts";
import { fileName, megabytes } from "../context/fileText.ts";
import { pathFrom } from "../context/folderScope.ts";
import { findModel, readSettings } from "../settings.ts";
import { untrackedStatus, type GitRepository } from "./gitApi.ts";

/** Longest diff that is taken, in UTF-16 code units. */
const longestDiff = 2_000_000;

/** What is to be asked and whom. */
export interface ChangesToAsk {
  readonly endpoint: ModelEndpoint;
  readonly changes: Changes;
}

/** The changes of a repository and the default model; undefined where there is none, which is told. */
export async function changesToAsk(repository: GitRepository): Promise<ChangesToAsk | undefined> {
  const settings = readSettings();
  const endpoint = findModel(settings, settings.defaultModel);
  const changes =
    endpoint === undefined
      ? vscode.l10n.t("No model is configured. Add one in the settings.")
      : await repositoryChanges(repository);
  if (endpoint !== undefined && typeof changes !== "string") return { endpoint, changes };
  if (typeof changes === "string") void vscode.window.showInformationMessage(changes);
  return undefined;
}

/** What is staged, else all changes of tracked files; or why there is nothing to take, in words. */
async function repositoryChanges(repository: GitRepository): Promise<Changes | string> {
  const name = repositoryName(repository);
  try {
    await repository.status();
    const { indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
    const isStaged = indexChanges.length > 0;
    const diff = await repository.diff(isStaged);
    const unknown = workingTreeChanges.filter(({ status }) => status === untrackedStatus);
    const untracked = isStaged
      ? []
      : [...unknown, ...untrackedChanges].map(({ uri }) => pathIn(repository, uri));
    if (diff.trim() === "" && untracked.length === 0)
      return vscode.l10n.t("“{0}” has no changes.", name);
    if (diff.length > longestDiff) {
      return vscode.l10n.t(
        "The changes in “{0}” come to {1}; the most is {2}. Stage a part of them, then try again.",
        name,
        megabytes(diff.length),
        megabytes(longestDiff),
      );
    }
    return { diff, isStaged, untracked };
  } catch {
    return vscode.l10n.t("Git could not tell the changes in “{0}”.", name);
  }
}

function pathIn({ rootUri }: GitRepository, uri: vscode.Uri): string {
  return pathFrom(rootUri, uri) ?? fileName(uri);
}

/** First lines of the last commits, the newest first; none where there is no commit. */
export async function lastSubjects(repository: GitRepository): Promise<readonly string[]> {
  try {
    const commits = await repository.log({ maxEntries: 5 });
    return commits
      .map(({ message }) => message.split("\n", 1)[0]?.trim() ?? "")
      .filter((subject) => subject !== "");
  } catch {
    return [];
  }
}

export function repositoryName({ rootUri }: GitRepository): string {
  return rootUri.path.split("/").findLast((part) => part !== "") ?? rootUri.path;
}

/**
 * The repository of the source control that a menu passes, the only one, or the person's pick;
 * undefined where they thought better of it or there is none, which is told.
 */
export async function chooseRepository(
  repositories: readonly GitRepository[],
  argument: unknown,
): Promise<GitRepository | undefined> {
  const root = rootOf(argument)?.toString();
  const meant = repositories.find(({ rootUri }) => rootUri.toString() === root);
  if (meant !== undefined) return meant;
  if (repositories.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no Git repository in this window."),
    );
  }
  if (repositories.length <= 1) return repositories[0];
  const items = repositories.map((repository) => ({
    label: repositoryName(repository),
    description: vscode.workspace.asRelativePath(repository.rootUri),
    repository,
  }));
  const options = {
    title: vscode.l10n.t("Source control"),
    placeHolder: vscode.l10n.t("Which repository?"),
  };
  return (await vscode.window.showQuickPick(items, options))?.repository;
}

/** Menus pass VS Code's source control, which has the address of its folder. */
function rootOf(argument: unknown): vscode.Uri | undefined {
  if (typeof argument !== "object" || argument === null || !("rootUri" in argument))
    return undefined;
  return argument.rootUri instanceof vscode.Uri ? argument.rootUri : undefined;
}
