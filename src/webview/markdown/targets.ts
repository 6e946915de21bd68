import type { TextBlock } from "./blocks/block.ts";

/** Where a link leads that names its target by a label. */
export interface LinkTarget {
  readonly href: string;
  readonly title: string;
}

/** The longest label that is told from others, in UTF-16 code units. */
const longestLabel = 2_000;

interface Definition {
  readonly key: string;
}

/**
 * What a text defines, links' targets and notes, and which blocks ask for it. A definition may
 * stand far behind: the blocks that it changes are then those that asked for it in vain.
 */
export class Targets {
  readonly #known = new Map<string, LinkTarget | undefined>();
  readonly #order: Definition[] = [];
  readonly #askers = new Map<string, Set<TextBlock>>();
  /** What each block has asked for. */
  readonly #asked = new Map<TextBlock, Set<string>>();
  #changed = new Set<TextBlock>();
  #asker: TextBlock | undefined;

  /** What markdown-it's rules look links up in: any property is a label. */
  readonly links: Record<string, LinkTarget> = this.#lookUp("link", (target) => target);
  /** What the rule of notes looks labels up in, which stand behind a colon. */
  readonly notes: Record<string, true> = this.#lookUp("note", () => true);

  /** How many definitions there are. */
  get count(): number {
    return this.#order.length;
  }

  /** Labels of the notes in the order in which they are defined. */
  get noteLabels(): string[] {
    return this.#order.flatMap(({ key }) => (key.startsWith("note :") ? [key.slice(6)] : []));
  }

  /** Defines a link's target; the first of a label counts. */
  defineLink(label: string, target: LinkTarget): void {
    this.#define(`link ${label}`, target);
  }

  defineNote(label: string): void {
    this.#define(`note :${label}`, undefined);
  }

  /** Takes back all definitions but the first so many. */
  keepFirst(count: number): void {
    for (const { key } of this.#order.splice(count)) {
      this.#known.delete(key);
      this.#tell(key);
    }
  }

  /** Calls a function that looks up what a block names. */
  askFor<Result>(block: TextBlock, ask: () => Result): Result {
    this.#asker = block;
    try {
      return ask();
    } finally {
      this.#asker = undefined;
    }
  }

  /** A block is gone: nobody has to be told what it asked for. */
  forget(block: TextBlock): void {
    for (const key of this.#asked.get(block) ?? []) this.#askers.get(key)?.delete(block);
    this.#asked.delete(block);
    this.#changed.delete(block);
  }

  /** The blocks whose meaning definitions have changed since this was last asked. */
  takeChanged(): ReadonlySet<TextBlock> {
    const changed = this.#changed;
    if (changed.size > 0) this.#changed = new Set();
    return changed;
  }

  #define(key: string, target: LinkTarget | undefined): void {
    if (this.#known.has(key)) return;
    this.#known.set(key, target);
    this.#order.push({ key });
    this.#tell(key);
  }

  #tell(key: string): void {
    for (const block of this.#askers.get(shortened(key)) ?? []) this.#changed.add(block);
  }

  #lookUp<Value>(kind: string, valueOf: (target: LinkTarget) => Value): Record<string, Value> {
    const none = { href: "", title: "" };
    return new Proxy<Record<string, Value>>(
      {},
      {
        get: (_, label) => {
          const key = `${kind} ${String(label)}`;
          this.#note(shortened(key));
          return this.#known.has(key) ? valueOf(this.#known.get(key) ?? none) : undefined;
        },
      },
    );
  }

  #note(key: string): void {
    if (this.#asker === undefined) return;
    setIn(this.#askers, key).add(this.#asker);
    setIn(this.#asked, this.#asker).add(key);
  }
}

function setIn<Key, Value>(sets: Map<Key, Set<Value>>, key: Key): Set<Value> {
  const known = sets.get(key);
  if (known !== undefined) return known;
  const fresh = new Set<Value>();
  sets.set(key, fresh);
  return fresh;
}

/** Long labels are not told apart: there may be as many as brackets nest. */
function shortened(key: string): string {
  return key.length > longestLabel ? "" : key;
}
