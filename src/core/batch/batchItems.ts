import type { BatchItem, BatchStore, PartAnswer } from "./batch.ts";
import type { ItemWork } from "./itemWork.ts";

/** The items of a batch, in the store and in memory: what is told was kept before. */
export class BatchItems {
  readonly #store: BatchStore;
  readonly #tell: (item: BatchItem) => void;
  /** Whether this window may still write; asked before each time. */
  readonly #mayWrite: () => boolean;
  /** By item: answers that the store did not take, and the division that they belong to. */
  readonly #unsaved = new Map<
    string,
    { readonly division: string; readonly answers: readonly PartAnswer[] }
  >();
  #list: BatchItem[];
  #places: ReadonlyMap<string, number>;

  constructor(
    store: BatchStore,
    items: readonly BatchItem[],
    mayWrite: () => boolean,
    tell: (item: BatchItem) => void,
  ) {
    this.#store = store;
    this.#mayWrite = mayWrite;
    this.#tell = tell;
    this.#list = [...items];
    this.#places = placesOf(items);
  }

  /** By position; changes in place. */
  get list(): readonly BatchItem[] {
    return this.#list;
  }

  get(id: string): BatchItem | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#list[place];
  }

  /** Keeps an item, then tells of it; neither where another window has the batch. @throws StoreError */
  put(item: BatchItem): void {
    const place = this.#places.get(item.id);
    if (place === undefined || !this.#mayWrite()) return;
    this.#store.saveItem(item);
    this.#list[place] = item;
    this.#tell(item);
  }

  /** Changes fields of an item; undefined takes one away. @throws StoreError */
  change(
    id: string,
    changes: { readonly [K in keyof BatchItem]?: BatchItem[K] | undefined },
  ): void {
    const item = this.get(id);
    if (item === undefined) return;
    const fields = Object.entries({ ...item, ...changes });
    this.put(Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as never);
  }

  /** Keeps an answer; one that the store does not take stays in memory. @throws StoreError */
  savePart(work: ItemWork, answer: PartAnswer): void {
    if (!this.#mayWrite()) return;
    const { id } = work.item;
    try {
      this.#store.savePart(id, answer);
    } catch (thrown) {
      const division = divisionOf(work);
      const before = this.#unsaved.get(id);
      const answers = before?.division === division ? before.answers : [];
      this.#unsaved.set(id, { division, answers: [...answers, answer] });
      throw thrown;
    }
  }

  /** Gives a work that was begun again the answers that the store did not take before. @throws StoreError */
  saveRest(work: ItemWork): void {
    const rest = this.#unsaved.get(work.item.id);
    if (rest === undefined) return;
    if (rest.division === divisionOf(work)) {
      for (const answer of rest.answers) {
        this.#store.savePart(work.item.id, answer);
        work.answer(answer);
      }
    }
    this.#unsaved.delete(work.item.id);
  }

  /** Takes items as another window may have left them; tells of those that changed. */
  replace(items: readonly BatchItem[]): void {
    const before = this.#list;
    const places = this.#places;
    this.#list = [...items];
    this.#places = placesOf(items);
    for (const item of items) {
      const place = places.get(item.id);
      const old = place === undefined ? undefined : before[place];
      if (JSON.stringify(old) !== JSON.stringify(item)) this.#tell(item);
    }
  }
}

function placesOf(items: readonly BatchItem[]): ReadonlyMap<string, number> {
  return new Map(items.map(({ id }, place) => [id, place]));
}

function divisionOf({ sourceHash, ends }: ItemWork): string {
  return `${sourceHash} ${ends.join(" ")}`;
}
