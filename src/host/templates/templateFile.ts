import { loadAll, YAMLException } from "js-yaml";
import {
  readTemplate,
  splitFrontMatter,
  type PromptTemplate,
} from "../../core/prompt/promptTemplate.ts";

/**
 * A template from a Markdown file with YAML front matter, both untrusted.
 *
 * @returns or what is wrong with it, as the rest of a sentence that begins with its name.
 */
export function parseTemplateFile(
  name: string,
  content: string,
): PromptTemplate | { readonly problem: string } {
  const { frontMatter, body } = splitFrontMatter(content);
  try {
    const [fields] = loadAll(frontMatter, { maxAliases: 0, maxDepth: 10 });
    return readTemplate(name, fields, body, "workspace");
  } catch (error) {
    // The front matter begins in the file's second line; the parser counts from 0.
    const line = error instanceof YAMLException ? error.mark?.line : undefined;
    const place = line === undefined ? "" : ` (line ${line + 2})`;
    return { problem: `has a front matter that is no YAML${place}` };
  }
}
