import * as vscode from "vscode";

/** What is used of version 1 of the API that VS Code's own git extension exports. */
export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly state: "uninitialized" | "initialized";
  readonly onDidChangeState: vscode.Event<unknown>;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** The box for the commit message; what is set is shown. */
  readonly inputBox: { value: string };
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Only where the settings keep them apart. */
    readonly untrackedChanges?: readonly GitChange[];
  };
  /** Reads the state anew. */
  status(): Promise<void>;
  /** Of what is staged, or else of what is not. */
  diff(cached: boolean): Promise<string>;
  /** Rejects where there is no commit. */
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

interface GitChange {
  readonly uri: vscode.Uri;
  readonly status: number;
}

/** The status of a file that Git does not know. */
export const untrackedStatus = 7;

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The git extension's API, as soon as it has looked for repositories; or why there is none, in words. */
export async function openGit(): Promise<GitApi | string> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (extension === undefined) {
    if (isAwayFromGit()) {
      return vscode.l10n.t(
        "Git works on the remote side, and this extension on your computer, from where it cannot reach Git. The setting “remote.extensionKind” moves the extension there.",
      );
    }
    return vscode.workspace.isTrusted
      ? vscode.l10n.t("VS Code’s Git extension is disabled. Enable it, then try again.")
      : vscode.l10n.t("VS Code starts Git only in folders that you trust.");
  }
  try {
    const git = await extension.activate();
    if (!git.enabled) return vscode.l10n.t("Git is turned off by the setting “git.enabled”.");
    const api = git.getAPI(1);
    if (api.state !== "initialized") await initialized(api);
    return api;
  } catch {
    return vscode.l10n.t("VS Code’s Git extension does not work: is Git installed?");
  }
}

/** In a remote window extensions of this computer do not see those of the other side. */
function isAwayFromGit(): boolean {
  const own = vscode.extensions.getExtension("tibet-model-chat.tibet-model-chat");
  return vscode.env.remoteName !== undefined && own?.extensionKind === vscode.ExtensionKind.UI;
}

/** Waits no longer than a person would. */
function initialized(api: GitApi): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
    const listening = api.onDidChangeState(() => {
      if (api.state === "initialized") done();
    });
    const timer = setTimeout(done, 5000);
  });
}
