import { holdsCommandKey } from "../view/commandKey.ts";
import type { BatchGrid } from "./batchGrid.ts";
import type { RowAction } from "./rowView.ts";

/** True where a key did something with the line at hand or moved it. */
export function takeGridKey(
  event: KeyboardEvent,
  grid: BatchGrid,
  act: (action: RowAction, id: string) => void,
): boolean {
  const { target } = event;
  const line = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
  if (line === null || holdsCommandKey(event) || event.altKey || event.shiftKey) return false;
  return moveLine(event.key, grid) || moveInLine(event.key, line) || actOn(event, line, grid, act);
}

function moveLine(key: string, grid: BatchGrid): boolean {
  switch (key) {
    case "ArrowDown":
      grid.moveBy(1);
      return true;
    case "ArrowUp":
      grid.moveBy(-1);
      return true;
    case "Home":
      grid.moveToEnd(-1);
      return true;
    case "End":
      grid.moveToEnd(1);
      return true;
    case "PageDown":
      grid.moveByPage(1);
      return true;
    case "PageUp":
      grid.moveByPage(-1);
      return true;
    default:
      return false;
  }
}

/** From a line to its buttons and back. */
function moveInLine(key: string, line: HTMLElement): boolean {
  if (key !== "ArrowRight" && key !== "ArrowLeft") return false;
  const stops = [line, ...line.querySelectorAll<HTMLElement>("button")];
  const here = stops.findIndex((stop) => stop === document.activeElement);
  stops[here + (key === "ArrowRight" ? 1 : -1)]?.focus();
  return true;
}

function actOn(
  { key, target }: KeyboardEvent,
  line: HTMLElement,
  { active }: BatchGrid,
  act: (action: RowAction, id: string) => void,
): boolean {
  if (active === undefined) return false;
  if (key.toLowerCase() === "r" && active.canRetry) act("retry", active.id);
  // A button takes the key itself.
  else if (key === "Enter" && target === line) {
    act(active.hasOutput ? "openOutput" : "openSource", active.id);
  } else return false;
  return true;
}
