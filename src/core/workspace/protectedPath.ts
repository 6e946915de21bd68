import * as l10n from "@vscode/l10n";
import { isGitData } from "./fileKinds.ts";

/**
 * Whom a file would steer: settings, tasks and extensions of a workspace, git's hooks and
 * configuration, the templates of a workspace. No reply may ever stand there, whoever asks for it.
 * Names are read as the most generous file system reads them: without case, compatibility forms,
 * invisible characters, streams, and dots or spaces at their end.
 *
 * @param path percent-decoded, with slashes or backslashes; links are the caller's to follow.
 */
export function steeredBy(path: string): string | undefined {
  const names = path.split(/[\\/]/u);
  // A colon begins a stream on Windows and is a part of the name elsewhere.
  const ways = [names, names.map((name) => name.replace(/(?<=.):.*$/u, ""))];
  const paths = ways.map((each) => `/${each.map(plainName).join("/")}`.replace(/\/{2,}/gu, "/"));
  if (paths.some((plain) => isGitData(plain) || steersGit.test(plain) || steersCode.test(plain))) {
    return l10n.t("VS Code or git");
  }
  return paths.some((plain) => steersUs.test(plain)) ? "Tibet Model Chat" : undefined;
}

const steersGit = /\/(?:\.git(?:config|modules)$|\.config\/git\/)/u;

/** Of a workspace; of a container; of the person, whose profiles and machines have the same files. */
const steersCode =
  /\/(?:\.vscode|vscode~\d+|\.devcontainer)(?:\/|$)|\.code-workspace$|\/\.devcontainer\.json$|(?:^|\/(?:code[^/]*|vscodium|data|user-data))\/user\/(?:profiles\/[^/]+\/)?(?:(?:settings|tasks|launch|keybindings|mcp)\.json$|(?:snippets|prompts)\/)|\/data\/machine\/settings\.json$/u;

const steersUs = /\/(?:\.tibet-chat|tibet-~\d+)(?:\/|$)/u;

function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu, "")
    .replace(/[. ]+$/u, "")
    .toLowerCase();
}
