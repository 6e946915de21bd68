import * as l10n from "@vscode/l10n";
import { post } from "../host.ts";
import { isAttachable, mostDropped, readDropped, readTextFile } from "./dropped.ts";
import type { MessageField } from "./messageField.ts";

/** Takes what is dropped on the composer. */
export class DropTarget {
  readonly #field: MessageField;
  readonly #changed: () => void;
  readonly #tell: (problem: string) => void;
  #isOver = false;

  /**
   * @param changed called when {@link isOver} has changed.
   * @param tell called with what could not be attached.
   */
  constructor(field: MessageField, changed: () => void, tell: (problem: string) => void) {
    this.#field = field;
    this.#changed = changed;
    this.#tell = tell;
  }

  /** Whether something that can be attached hovers over the composer. */
  get isOver(): boolean {
    return this.#isOver;
  }

  over(event: DragEvent): void {
    if (event.dataTransfer === null || !isAttachable(event.dataTransfer.types)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.#set(true);
  }

  /** Also called where the pointer only goes from one part of the composer to another. */
  leave({ currentTarget, relatedTarget }: DragEvent): void {
    const isInside = (currentTarget as Node).contains(relatedTarget as Node | null);
    if (!isInside) this.#set(false);
  }

  drop(event: DragEvent): void {
    this.#set(false);
    const data = event.dataTransfer;
    if (data === null || !isAttachable(data.types)) return;
    event.preventDefault();
    const { uris, links, files } = readDropped(data);
    if (uris.length > 0) post({ type: "dropFiles", uris: uris.slice(0, mostDropped) });
    if (links.length > 0) this.#field.insert(links.join("\n"));
    void this.#read(files, Math.max(uris.length, files.length) > mostDropped);
  }

  /** One after the other: they are attached in the order of the drop. */
  async #read(files: readonly File[], areTooMany: boolean): Promise<void> {
    const problems = areTooMany
      ? [l10n.t("Only the first {0} files were taken.", mostDropped)]
      : [];
    for (const file of files.slice(0, mostDropped)) {
      const read = await readTextFile(file);
      if (typeof read === "string") problems.push(read);
      else post(read);
    }
    if (problems.length > 0) this.#tell(problems.join(" "));
  }

  #set(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#changed();
  }
}
