import katex from "katex";

/** Longest TeX that is drawn, in UTF-16 code units. */
const longest = 5_000;
/** How deep the elements of a formula may stand in each other: a browser draws them by recursion. */
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
  if (tex.length > longest) return undefined;
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

function depthOf(root: Element): number {
  let depth = 0;
  for (let level: Element[] = [root]; level.length > 0; depth += 1) {
    level = level.flatMap(({ children }) => [...children]);
  }
  return depth;
}
