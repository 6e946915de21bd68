import type { BrowserContext, Frame } from "playwright-core";
import { canaryMark, needlesFor, type Secret } from "./needles.ts";
import { keepSearch } from "./record.ts";
import { addUpFindings, searchText, StreamSearch, type Findings } from "./search.ts";

/**
 * Searches what the pages of a browser log from now on, and, once the function returned is called,
 * what they show and keep: every frame with its fields, and the browser's storage for them.
 *
 * @param logLevel At trace VS Code may log what is in its editors: then only the token counts.
 */
export function watchPages(
  context: BrowserContext,
  name: string,
  logLevel?: "trace",
): () => Promise<void> {
  const mark = canaryMark();
  if (mark === undefined) return () => Promise.resolve();
  const needles = (...secrets: Secret[]) => needlesFor(mark, secrets);
  const secrets: Secret[] = logLevel === "trace" ? ["token"] : ["token", "passage"];
  const log = new StreamSearch("the page's console", needles(...secrets));
  context.on("console", (message) => log.push(Buffer.from(`${message.text()}\n`)));
  context.on("weberror", (error) => log.push(Buffer.from(`${String(error.error().stack)}\n`)));
  return async () => {
    const found: Findings[] = [log.findings];
    for (const page of context.pages()) {
      for (const frame of page.frames()) {
        found.push(searchText(await shownIn(frame), needles("token"), "the page"));
      }
    }
    for (const [place, text] of await keptBy(context)) {
      found.push(searchText(text, needles(...secrets), place));
    }
    keepSearch({ place: "page", name, ...addUpFindings(found) });
  };
}

/** The markup of a frame and what stands in its fields; nothing where the frame is gone. */
async function shownIn(frame: Frame): Promise<string> {
  const shown = frame.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement>("input, textarea");
    const values = Array.from(fields, ({ value }) => value);
    return [document.documentElement.outerHTML, ...values, location.href].join("\n");
  });
  return shown.catch(() => "");
}

/** What the browser keeps for the pages: cookies, local storage, databases, by their names. */
async function keptBy(context: BrowserContext): Promise<[place: string, text: string][]> {
  const { cookies, origins } = await context.storageState({ indexedDB: true });
  const kept: [string, string][] = [["cookies", JSON.stringify(cookies)]];
  for (const origin of origins) {
    for (const { name, value } of origin.localStorage) kept.push([`local storage, ${name}`, value]);
    // The types leave databases out.
    const { indexedDB = [] } = origin as { readonly indexedDB?: readonly BrowserDatabase[] };
    for (const { name, stores } of indexedDB) {
      for (const { records } of stores) {
        for (const record of records) {
          kept.push([`database ${name}, ${keyOf(record)}`, JSON.stringify(record)]);
        }
      }
    }
  }
  return kept;
}

interface BrowserDatabase {
  readonly name: string;
  readonly stores: readonly { readonly records: readonly Readonly<Record<string, unknown>>[] }[];
}

function keyOf({ key, keyEncoded }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(key ?? keyEncoded ?? "");
}
