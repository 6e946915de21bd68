/** Where the README is that ships, in the folder of what is built. */
export const shippedReadme = "README.md";

/**
 * A README without its pictures, for VS Code’s own page about the extension: the package has none of
 * them, and where it looks for others there is nothing.
 *
 * A picture is a paragraph of its own, in Markdown or as `<picture>`.
 */
export function withoutPictures(markdown: string): string {
  const paragraphs = markdown.replaceAll("\r\n", "\n").split("\n\n");
  return paragraphs.filter((text) => !isPicture(text.trim())).join("\n\n");
}

function isPicture(paragraph: string): boolean {
  return /^(?:<picture>[^]*<\/picture>|!\[[^\]]*\]\([^)]*\))$/u.test(paragraph);
}
