type Formula = (tex: string, isDisplay: boolean) => Element | undefined;

/** Draws formulas once it has been loaded, which is with the first that there is. */
let formula: Formula | undefined;

/** A formula; its TeX is in `data-tex` and, until KaTeX is there or where it cannot be read, shown. */
export function drawFormula(tex: string, isDisplay: boolean): HTMLElement {
  const element = document.createElement("span");
  element.className = isDisplay ? "math display" : "math";
  element.dataset["tex"] = tex;
  if (formula !== undefined) {
    element.append(formula(tex, isDisplay) ?? source(tex));
    return element;
  }
  element.append(source(tex));
  void load().then((loaded) => {
    const drawn = loaded(tex, isDisplay);
    if (drawn !== undefined) element.replaceChildren(drawn);
  });
  return element;
}

async function load(): Promise<Formula> {
  const [{ drawTex }] = await Promise.all([import("./tex.ts"), import("./copyMath.ts")]);
  formula = drawTex;
  return drawTex;
}

function source(tex: string): HTMLElement {
  const code = document.createElement("code");
  code.textContent = tex;
  return code;
}
