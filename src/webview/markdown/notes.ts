import type { Token } from "markdown-it";
import type { Reply } from "./reply.ts";

/** The id of a note's element. */
export function noteId(token: Token, { number }: Reply): string {
  return `reply-${number}-note-${numberOf(token)}`;
}

/** The number in a text that leads to its note. */
export function drawNoteReference(token: Token, reply: Reply): HTMLElement {
  const element = document.createElement("sup");
  const link = drawJump(noteId(token, reply));
  link.id = referenceId(token, reply);
  link.append(`[${numberOf(token)}]`);
  element.append(link);
  return element;
}

/** The arrow behind a note that leads back to a place that it is for. */
export function drawNoteReturn(token: Token, reply: Reply): HTMLElement {
  const link = drawJump(referenceId(token, reply));
  link.className = "note-return";
  link.ariaLabel = `Back to reference ${numberOf(token)}`;
  // The second sign keeps the arrow from being a picture.
  link.append("↩\ufe0e");
  return link;
}

/** A link within a reply. It has no address: VS Code would follow it by rules of its own. */
function drawJump(target: string): HTMLElement {
  const link = document.createElement("a");
  link.role = "link";
  link.tabIndex = 0;
  const jump = () => {
    const element = document.getElementById(target);
    element?.scrollIntoView({ block: "nearest" });
    element?.focus({ preventScroll: true });
  };
  link.addEventListener("click", jump);
  link.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    jump();
  });
  return link;
}

function referenceId(token: Token, { number }: Reply): string {
  return `reply-${number}-reference-${numberOf(token)}-${Number(token.meta?.["subId"])}`;
}

function numberOf(token: Token): number {
  return Number(token.meta?.["id"]) + 1;
}
