import { appendFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { canaryMark, needlesFor } from "./needles.ts";
import { searchFolder, StreamSearch, type Findings, type Hit } from "./search.ts";

/** Names the file in which a run keeps what its searches found, across suites and processes. */
export const recordVariable = "TIBET_CHAT_CANARY_RECORD";

/** What was searched while the suites ran; the rest is still there when they have ended. */
export type SearchedPlace = "profile" | "folder" | "process" | "page";

/** One search, a line of the record. */
export interface Search extends Findings {
  readonly place: SearchedPlace;
  readonly name: string;
}

/** Adds a search to the record of the run. Where there is no run, what was found is thrown. */
export function keepSearch(search: Search): void {
  const record = process.env[recordVariable];
  if (record !== undefined) appendFileSync(record, `${JSON.stringify(search)}\n`);
  else if (search.hits.length > 0) throw new Error(describeHits([search]).join("\n"));
}

export async function readRecord(): Promise<Search[]> {
  const record = process.env[recordVariable];
  if (record === undefined) return [];
  const lines = (await readFile(record, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Search);
}

/** A line for each hit; what was found is not repeated in any of them. */
export function describeHits(searches: readonly Search[], secret?: Hit["secret"]): string[] {
  return searches.flatMap(({ place, name, hits }) =>
    hits
      .filter((hit) => secret === undefined || hit.secret === secret)
      .map(
        (hit) =>
          `${place} ${name}: the ${hit.secret} as ${hit.form} in ${hit.place}, byte ${hit.offset}`,
      ),
  );
}

/** Takes a folder off the disk, after a search of all that is in it; no hurry if it is not there. */
export async function removeSearched(
  place: "profile" | "folder",
  folder: string,
  mayHoldPassage: (path: string) => boolean,
): Promise<void> {
  const mark = canaryMark();
  try {
    if (mark !== undefined) {
      keepSearch({ place, name: folder, ...(await searchFolder(folder, mark, mayHoldPassage)) });
    }
  } finally {
    // The last process that wrote into it may be a moment behind.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Searches all that a process writes, for either secret; the search is kept when that has ended. */
export function watchOutput(
  name: string,
  streams: readonly (NodeJS.ReadableStream | null)[],
  ended: (listener: () => void) => void,
): void {
  const mark = canaryMark();
  if (mark === undefined) return;
  const searches = streams.map((stream, index) => {
    const search = new StreamSearch(`output ${index + 1}`, needlesFor(mark, ["token", "passage"]));
    stream?.on("data", (piece: Buffer | string) => search.push(Buffer.from(piece as string)));
    return search;
  });
  ended(() => {
    const bytes = searches.reduce((sum, search) => sum + search.bytes, 0);
    const hits = searches.flatMap((search) => search.hits);
    keepSearch({ place: "process", name, files: searches.length, bytes, hits });
  });
}
