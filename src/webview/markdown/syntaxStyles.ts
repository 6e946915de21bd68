import type { SyntaxColors } from "../../protocol/views.ts";

const sheet = new CSSStyleSheet();

/** Puts the theme's colours on highlighted code; the style sheet has others for what it lacks. */
export function applySyntaxColors(colors: SyntaxColors): void {
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  const rules = Object.entries(colors).map(([scope, { color, fontStyle = "" }]) => {
    const declarations = [
      ...(color === undefined ? [] : [`color: ${color}`]),
      ...(fontStyle.includes("italic") ? ["font-style: italic"] : []),
      ...(fontStyle.includes("bold") ? ["font-weight: bold"] : []),
      ...(fontStyle.includes("underline") ? ["text-decoration: underline"] : []),
    ];
    return `${selectorOf(scope)} { ${declarations.join("; ")} }`;
  });
  // What the theme leaves plain is plain: the style sheet's colours are for themes that tell none.
  const plain = rules.length === 0 ? [] : [`code [class*="hljs-"] { color: inherit; }`];
  sheet.replaceSync([...plain, ...rules].join("\n"));
}

/** `title.function` is a class list in highlight.js: `hljs-title function_`. */
function selectorOf(scope: string): string {
  const [first = "", ...rest] = scope.split(".");
  return [`code .hljs-${CSS.escape(first)}`, ...rest.map((part) => `.${CSS.escape(part)}_`)].join(
    "",
  );
}
