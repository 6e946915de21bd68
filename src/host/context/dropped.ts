import * as vscode from "vscode";
import { languageOf } from "../../core/workspace/fileKinds.ts";
import { plainText } from "../../core/text/plainText.ts";
import { listText, quotedName } from "../../core/text/listText.ts";
import { joined, mapSome, nothing, problem, type Collected } from "./collected.ts";
import { collectFiles } from "./files.ts";
import { collectFolder } from "./folder.ts";
import { pathFrom, segmentsOf, uriOf } from "./folderScope.ts";
import { openTexts } from "./openEditors.ts";

/**
 * What addresses that were dropped on the page mean. The page is not trusted: it can name what is in
 * the workspace, not through a link, and what is open in an editor, nothing else.
 */
export async function collectDropped(
  addresses: readonly string[],
  token: vscode.CancellationToken,
): Promise<Collected> {
  const places = await mapSome(addresses, token, placeOf);
  const refused = (why: Refusal) => addresses.filter((_, index) => places[index] === why);
  const allowed = places.filter((place) => typeof place !== "string");
  const files = allowed.filter(({ isFolder }) => !isFolder).map(({ uri }) => uri);
  const folders = allowed.filter(({ isFolder }) => isFolder).map(({ uri }) => uri);
  const parts = [await collectFiles(files, token)];
  for (const folder of new Map(folders.map((uri) => [uri.toString(), uri])).values()) {
    parts.push(await collectFolder(folder, token));
  }
  if (token.isCancellationRequested) return nothing;
  for (const why of ["outside", "unreachable"] as const) {
    const names = refused(why).map(lastName);
    if (names.length > 0) parts.push(problem(refusalOf(names, why)));
  }
  return joined(parts);
}

/** A text that was dropped or pasted as a file would be; the page names it. */
export function droppedText(name: string, text: string): Collected {
  const shown = plainText(name, 120) || vscode.l10n.t("Dropped text");
  if (text.trim() === "") return problem(vscode.l10n.t("“{0}” is empty.", shown));
  const passage = {
    id: crypto.randomUUID(),
    kind: "dropped",
    name: shown,
    languageId: languageOf(name),
    text,
  } as const;
  return { passages: [passage], problems: [] };
}

interface Place {
  readonly uri: vscode.Uri;
  readonly isFolder: boolean;
}

/** Why an address is not taken: another place, or nothing there but perhaps a link. */
type Refusal = "outside" | "unreachable";

async function placeOf(address: string): Promise<Place | Refusal> {
  let refusal: Refusal = "outside";
  for (const uri of meanings(address)) {
    const open = openTexts().find((each) => each.toString() === uri.toString());
    if (open !== undefined) return { uri: open, isFolder: false };
    const place = await placeInWorkspace(uri);
    if (typeof place !== "string") return place;
    if (place === "unreachable") refusal = place;
  }
  return refusal;
}

/** The window knows the files of a remote workspace by a scheme that the host beside them does not. */
function meanings(address: string): readonly vscode.Uri[] {
  const uri = parsed(address);
  if (uri === undefined) return [];
  return uri.scheme === "vscode-remote" && vscode.env.remoteName !== undefined
    ? [uri, vscode.Uri.from({ scheme: "file", path: uri.path })]
    : [uri];
}

function parsed(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}

/** The place is made anew from the workspace folder, so nothing but its path comes from the page. */
async function placeInWorkspace(uri: vscode.Uri): Promise<Place | Refusal> {
  let refusal: Refusal = "outside";
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const path = pathFrom(folder.uri, uri);
    if (path === undefined) continue;
    const type = await typeWithoutLinks(folder.uri, path);
    if (type !== undefined) {
      return { uri: uriOf(folder.uri, path), isFolder: type === vscode.FileType.Directory };
    }
    refusal = "unreachable";
  }
  return refusal;
}

/** The kind of what stands there; undefined where nothing does, or a link leads to it. */
async function typeWithoutLinks(
  folder: vscode.Uri,
  path: string,
): Promise<vscode.FileType | undefined> {
  const segments = segmentsOf(path);
  let type: vscode.FileType = vscode.FileType.Directory;
  for (const [index] of segments.entries()) {
    try {
      const place = uriOf(folder, segments.slice(0, index + 1).join("/"));
      type = (await vscode.workspace.fs.stat(place)).type;
    } catch {
      return undefined;
    }
    if ((type & vscode.FileType.SymbolicLink) !== 0) return undefined;
  }
  return type;
}

const mostNamed = 3;

function refusalOf(names: readonly string[], why: Refusal): string {
  const all = refusedNames(names);
  if (why === "outside") {
    return names.length === 1
      ? vscode.l10n.t("{0} is outside of the workspace: use Attach › Files… instead.", all)
      : vscode.l10n.t("{0} are outside of the workspace: use Attach › Files… instead.", all);
  }
  return names.length === 1
    ? vscode.l10n.t("{0} is not there, or behind a link: use Attach › Files… instead.", all)
    : vscode.l10n.t("{0} are not there, or behind a link: use Attach › Files… instead.", all);
}

/** The first ones by their names, the others by their number. */
function refusedNames(names: readonly string[]): string {
  const listed = names.slice(0, mostNamed).map(quotedName);
  const others = names.length - listed.length;
  if (others > 0)
    listed.push(others === 1 ? vscode.l10n.t("1 other") : vscode.l10n.t("{0} others", others));
  const last = listed.pop() ?? "";
  return listed.length === 0 ? last : vscode.l10n.t("{0} and {1}", listText(listed), last);
}

function lastName(address: string): string {
  const path = parsed(address)?.path ?? address;
  return plainText(path.split(/[\\/]/u).findLast((segment) => segment !== "") ?? address, 60);
}
