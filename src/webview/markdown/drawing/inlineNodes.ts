/**
 * The nodes of a text whose end is drawn again and again. What is settled stays, and of the rest
 * what is drawn the same. Texts that stand side by side are one node.
 */
export class InlineNodes {
  #parent: HTMLElement;
  /** The nodes behind what is settled. */
  #loose: ChildNode[] = [];
  #settled: ChildNode[] = [];
  /** The text at the end of what is settled, which goes on, and how much of it is. */
  #seam: { readonly text: Text; readonly length: number } | undefined;

  constructor(parent: HTMLElement) {
    this.#parent = parent;
  }

  /** Moves all to another element. */
  moveTo(parent: HTMLElement): void {
    parent.append(...this.#parent.childNodes);
    this.#parent = parent;
  }

  clear(): void {
    for (const node of [...this.#settled, ...this.#loose]) node.remove();
    this.#settled = [];
    this.#loose = [];
    this.#seam = undefined;
  }

  /**
   * Shows nodes behind what is settled.
   *
   * @param mayKeep whether nodes that look the same are the same.
   */
  show(nodes: readonly ChildNode[], mayKeep: boolean): void {
    const [first, ...others] = nodes;
    const goesOn = this.#seam !== undefined && first instanceof Text;
    if (this.#seam !== undefined)
      showIn(this.#seam.text, this.#seam.length, goesOn ? first.data : "");
    const wanted = goesOn ? others : nodes;
    let kept = 0;
    for (; mayKeep && kept < wanted.length && kept < this.#loose.length; kept += 1) {
      const shown = this.#loose[kept];
      const node = wanted[kept];
      if (shown instanceof Text && node instanceof Text) showIn(shown, 0, node.data);
      else if (node === undefined || shown?.isEqualNode(node) !== true) break;
    }
    for (const node of this.#loose.splice(kept)) node.remove();
    const fresh = wanted.slice(kept);
    this.#parent.append(...fresh);
    this.#loose.push(...fresh);
  }

  /** What is shown now stays. */
  settle(): void {
    const last = this.#loose.at(-1) ?? this.#seam?.text;
    for (const node of this.#loose) this.#settled.push(node);
    this.#loose = [];
    this.#seam = last instanceof Text ? { text: last, length: last.length } : undefined;
  }
}

/** Shows a text behind the beginning of a node; what is there already stays. */
function showIn(node: Text, from: number, data: string): void {
  const shown = node.data.slice(from);
  if (shown === data) return;
  if (data.startsWith(shown)) node.appendData(data.slice(shown.length));
  else node.replaceData(from, shown.length, data);
}
