import * as l10n from "@vscode/l10n";
import { loadAll, YAMLException } from "js-yaml";
import {
  readTemplate,
  splitFrontMatter,
  type PromptTemplate,
} from "../../core/prompt/promptTemplate.ts";
import { parameterRules } from "../../core/settings/requestParameters.ts";

/**
 * A template from a Markdown file with YAML front matter, both untrusted.
 *
 * @param rules what the settings allow for the parameters.
 * @returns or what is wrong with it, as the rest of a sentence that begins with its name.
 */
export function parseTemplateFile(
  name: string,
  content: string,
  rules = parameterRules,
): PromptTemplate | { readonly problem: string } {
  const { frontMatter, body } = splitFrontMatter(content);
  try {
    const [fields] = loadAll(frontMatter, { maxAliases: 0, maxDepth: 10 });
    return readTemplate(name, fields, body, "workspace", rules);
  } catch (error) {
    // The front matter begins in the file's second line; the parser counts from 0.
    const line = error instanceof YAMLException ? error.mark?.line : undefined;
    return {
      problem:
        line === undefined
          ? l10n.t("has a front matter that is no YAML")
          : l10n.t("has a front matter that is no YAML (line {0})", line + 2),
    };
  }
}
