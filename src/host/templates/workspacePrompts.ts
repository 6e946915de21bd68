import * as vscode from "vscode";
import type { PromptTemplate } from "../../core/prompt/promptTemplate.ts";
import { oneLine } from "../../core/prompt/quotation.ts";
import { ownParameterRules } from "../settings.ts";

export interface TemplateList {
  readonly templates: readonly PromptTemplate[];
  /** Sentences about those that cannot be used. */
  readonly problems: readonly string[];
}

/** Where a workspace keeps its templates, below each of its folders. */
const place = [".tibet-chat", "prompts"] as const;
const mostFiles = 200;
/** In bytes. */
const largestFile = 100_000;

/** The templates in a workspace folder, by the alphabet of their names; none where it has none. */
export async function workspacePrompts(folder: vscode.Uri): Promise<TemplateList> {
  const prompts = vscode.Uri.joinPath(folder, ...place);
  const entries = await vscode.workspace.fs.readDirectory(prompts).then(
    (found) => found.filter(([name]) => name.toLowerCase().endsWith(".md")),
    () => [],
  );
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const read = entries
    .slice(0, mostFiles)
    .map(([name, type]) => readPrompt(vscode.Uri.joinPath(prompts, name), name, type));
  const results = await Promise.all(read);
  const left = entries.length - results.length;
  return {
    templates: results.filter((result) => typeof result !== "string"),
    problems: [
      ...results.filter((result) => typeof result === "string"),
      ...(left > 0
        ? [
            vscode.l10n.t(
              "{0} has {1} files; only the first {2} are read.",
              place.join("/"),
              entries.length,
              mostFiles,
            ),
          ]
        : []),
    ],
  };
}

/** The template in a file, or why it cannot be used. */
async function readPrompt(
  uri: vscode.Uri,
  file: string,
  type: vscode.FileType,
): Promise<PromptTemplate | string> {
  const path = [...place, oneLine(file)].join("/");
  // A link may lead anywhere, and what it leads to would be sent as a question.
  if (type !== vscode.FileType.File)
    return vscode.l10n.t("“{0}” is not read: it is a link or a folder.", path);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestFile)
      return vscode.l10n.t("“{0}” is not read: it has more than 100 kB.", path);
    const bytes = await vscode.workspace.fs.readFile(uri);
    const content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const { parseTemplateFile } = await import("./templateFile.ts");
    const name = file.slice(0, -".md".length);
    const template = parseTemplateFile(name, content, ownParameterRules());
    return "problem" in template ? vscode.l10n.t("“{0}” {1}.", path, template.problem) : template;
  } catch (error) {
    return error instanceof TypeError
      ? vscode.l10n.t("“{0}” is not UTF-8 text.", path)
      : vscode.l10n.t("“{0}” could not be read.", path);
  }
}
