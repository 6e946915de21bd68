import type { Page } from "playwright-core";

/** The arrow of a mouse, which no screenshot shows by itself. */
export interface Pointer {
  /** Moves mouse and arrow there in steps, each of them told. */
  move(x: number, y: number, steps: number, told: () => Promise<void>): Promise<void>;
  hide(): Promise<void>;
}

/** @param x and `y`: where it comes from. */
export async function showPointer(page: Page, x: number, y: number): Promise<Pointer> {
  await page.evaluate(drawArrow);
  let place = { x, y };
  const put = async (next: typeof place) => {
    place = next;
    await page.mouse.move(place.x, place.y);
    await page.evaluate(
      ([left, top]) => {
        document
          .getElementById("pictured-pointer")
          ?.style.setProperty("translate", `${left}px ${top}px`);
      },
      [place.x, place.y] as const,
    );
  };
  await put(place);
  return {
    move: async (toX, toY, steps, told) => {
      const from = place;
      for (let step = 1; step <= steps; step++) {
        // It sets out and arrives slowly, as a hand does.
        const part = (1 - Math.cos((Math.PI * step) / steps)) / 2;
        await put({ x: from.x + (toX - from.x) * part, y: from.y + (toY - from.y) * part });
        await told();
      }
    },
    hide: () => page.evaluate(() => document.getElementById("pictured-pointer")?.remove()),
  };
}

/** Runs in the page. */
function drawArrow(): void {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.id = "pictured-pointer";
  drawing.setAttribute("viewBox", "0 0 12 19");
  Object.assign(drawing.style, {
    ...{ position: "fixed", left: "0", top: "0", width: "15px", zIndex: "1000000" },
    pointerEvents: "none",
  });
  const arrow = document.createElementNS(space, "path");
  arrow.setAttribute("d", "M1 1v14.5l3.6-3.4 2.3 5.4 2.4-1-2.3-5.3h4.6z");
  arrow.setAttribute("fill", "#fff");
  arrow.setAttribute("stroke", "#000");
  drawing.append(arrow);
  document.body.append(drawing);
}
