import * as l10n from "@vscode/l10n";
import type { NoteReference } from "./footnotes.ts";
import type { Reply } from "./reply.ts";

/** The id of the element of a note, told by its number from 0 on. */
export function noteId(id: number, { number }: Reply): string {
  return `reply-${number}-note-${id + 1}`;
}

/** Elements of references; their numbers are written when they are known. */
const elements = new WeakMap<NoteReference, HTMLAnchorElement>();

/** The number in a text that leads to its note. */
export function drawNoteReference(reference: NoteReference): HTMLElement {
  const element = document.createElement("sup");
  const link = document.createElement("a");
  elements.set(reference, link);
  element.append(link);
  return element;
}

/** Writes the number of a reference where it is drawn. */
export function numberReference(reference: NoteReference, reply: Reply): void {
  const link = elements.get(reference);
  if (link === undefined) return;
  const { id, subId } = reference;
  if (link.id === "") makeJump(link, () => noteId(reference.id, reply));
  link.id = referenceId(id, subId, reply);
  link.textContent = `[${id + 1}]`;
}

/** The arrow behind a note that leads back to a place that it is for. */
export function drawNoteReturn(id: number, subId: number, reply: Reply): HTMLElement {
  const link = document.createElement("a");
  makeJump(link, () => referenceId(id, subId, reply));
  link.className = "note-return";
  link.ariaLabel = l10n.t("Back to reference {0}", id + 1);
  // The second sign keeps the arrow from being a picture.
  link.append("↩\ufe0e");
  return link;
}

/** A link within a reply. It has no address: VS Code would follow it by rules of its own. */
function makeJump(link: HTMLElement, target: () => string): void {
  link.role = "link";
  link.tabIndex = 0;
  const jump = () => {
    const element = document.getElementById(target());
    element?.scrollIntoView({ block: "nearest" });
    element?.focus({ preventScroll: true });
  };
  link.addEventListener("click", jump);
  link.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    jump();
  });
}

function referenceId(id: number, subId: number, { number }: Reply): string {
  return `reply-${number}-reference-${id + 1}-${subId}`;
}
