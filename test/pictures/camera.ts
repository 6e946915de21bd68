import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { whenThemed } from "../workbench/themes.ts";
import { repository } from "../workbench/places.ts";
import { animate } from "./animation.ts";
import { decode, encode } from "./png.ts";
import { givenAway, shownText } from "./shown.ts";

export const pictures = join(repository, "docs/pictures");

/** Where a scene has its pictures taken. */
export interface Camera {
  /** Whether somebody will see how what happens happens. */
  readonly isLive: boolean;
  /** Takes a frame that is to be seen for so many milliseconds. */
  take(duration: number): Promise<void>;
  /**
   * Takes frames while something goes on, however long that takes, to be seen for so many
   * milliseconds in all.
   */
  follow(event: Promise<unknown>, duration: number): Promise<void>;
  /** Ends what was taken since the last animated picture, which makes one. */
  animation(name: string): Promise<void>;
  /** Takes a still picture in the dark and in the light: `<name>-dark.png` and `<name>-light.png`. */
  still(name: string): Promise<void>;
}

/** Told of each picture: the name of its file, and what there is to be read in it. */
export type Shown = (file: string, text: string) => void | Promise<void>;

const lights = { dark: "Dark Modern", light: "Light Modern" } as const;

/** Has the workbench wear the theme for the dark or the light. */
export async function bringLight(page: Page, light: keyof typeof lights): Promise<void> {
  await page.emulateMedia({ colorScheme: light });
  await whenThemed(page, lights[light]);
}

/** Only tells what its pictures would show: a rehearsal, in little time. */
export function rehearsingCamera(page: Page, shown: Shown): Camera {
  const tell = async (...files: string[]) => {
    const text = await soundText(page);
    for (const file of files) await shown(file, text);
  };
  return {
    isLive: false,
    take: () => Promise.resolve(),
    follow: async (event) => {
      await event;
    },
    animation: (name) => tell(`${name}.png`),
    still: (name) => tell(...Object.keys(lights).map((light) => `${name}-${light}.png`)),
  };
}

/** Writes its pictures into `docs/pictures/`. */
export async function writingCamera(page: Page, shown: Shown): Promise<Camera> {
  await mkdir(pictures, { recursive: true });
  const taken: { readonly png: Buffer; duration: number }[] = [];
  // In pixels of the style sheets, however fine the screen is.
  const shoot = () => page.screenshot({ scale: "css" });
  const keep = async (file: string, png: Buffer, text: string) => {
    await writeFile(join(pictures, file), png);
    await shown(file, text);
  };
  return {
    isLive: true,
    take: async (duration) => void taken.push({ png: await shoot(), duration }),
    follow: async (event, duration) => {
      const watched = { isOver: false };
      const ended = event.finally(() => (watched.isOver = true));
      ended.catch(() => undefined);
      const first = taken.length;
      const began = performance.now();
      while (!watched.isOver) {
        const at = performance.now();
        const png = await shoot();
        taken.push({ png, duration: performance.now() - at });
      }
      await ended;
      const factor = duration / (performance.now() - began);
      for (const frame of taken.slice(first)) frame.duration *= factor;
    },
    animation: async (name) => {
      const text = await soundText(page);
      const frames = taken.splice(0);
      const parts = frames.map(({ png, duration }) => ({ pixels: decode(png), duration }));
      await keep(`${name}.png`, animate(parts, text), text);
    },
    still: async (name) => {
      const text = await soundText(page);
      for (const light of ["light", "dark"] as const) {
        await bringLight(page, light);
        const png = await page.screenshot({ animations: "disabled" });
        await keep(`${name}-${light}.png`, encode(decode(png), text), text);
      }
    },
  };
}

/** What is to be read, unless that says whose machine this is. */
async function soundText(page: Page): Promise<string> {
  const found = await givenAway(page);
  if (found.length > 0) throw new Error(`A picture would show ${found.join(", ")}.`);
  return shownText(page);
}
