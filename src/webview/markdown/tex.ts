import katex from "katex";

/** Longest TeX that is drawn, in UTF-16 code units. */
const longest = 5_000;
/** How deep groups and elements of a formula may stand in each other: a browser draws them by recursion. */
const deepest = 150;

/** What KaTeX draws with inline styles, which the page's policy forbids, in other words. */
const replaced = { "\\pmb": "\\boldsymbol{#1}", "\\fcolorbox": "\\@secondoftwo{#1#2}{\\fbox{#3}}" };

/** Marks what KaTeX will not draw, e.g. a link, of which it shows the name alone. */
const refused = "refused";

/**
 * TeX as MathML, which needs neither fonts nor style sheets, or undefined where it cannot be read.
 * No link, picture, class or attribute comes out of a formula (`trust`).
 */
export function drawTex(tex: string, isDisplay: boolean): Element | undefined {
  if (tex.length > longest || nestingOf(tex) > deepest) return undefined;
  const holder = document.createElement("span");
  try {
    katex.render(tex, holder, {
      displayMode: isDisplay,
      output: "mathml",
      throwOnError: true,
      errorColor: refused,
      strict: "ignore",
      trust: false,
      maxExpand: 500,
      maxSize: 20,
      macros: { ...replaced },
    });
  } catch {
    return undefined;
  }
  const math = holder.querySelector("math");
  const isWhole = math?.querySelector(`[mathcolor="${refused}"]`) === null;
  if (math === null || !isWhole || depthOf(math) > deepest) return undefined;
  // A copy of the TeX that nobody sees, but that a search of the page would find.
  math.querySelector("annotation")?.remove();
  return math;
}

/** How deep groups stand in each other: KaTeX reads them by recursion, and may or may not survive it. */
function nestingOf(tex: string): number {
  let [nesting, most] = [0, 0];
  for (const [sign] of tex.matchAll(/\\(?:left|right)(?![a-zA-Z])|\\[^]|[{}]/gu)) {
    if (sign === "{" || sign === "\\left") nesting += 1;
    else if (sign === "}" || sign === "\\right") nesting -= 1;
    most = Math.max(most, nesting);
  }
  return most;
}

function depthOf(root: Element): number {
  let depth = 0;
  for (let level: Element[] = [root]; level.length > 0; depth += 1) {
    level = level.flatMap(({ children }) => [...children]);
  }
  return depth;
}
