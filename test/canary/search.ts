import { open, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { needlesFor, type Needle, type Secret } from "./needles.ts";

/** Where a secret was found: which one, how it was written, and its first byte. Never the secret. */
export interface Hit {
  readonly place: string;
  readonly secret: Secret;
  readonly form: string;
  readonly offset: number;
}

/** What was searched, and what was found there. */
export interface Findings {
  readonly files: number;
  readonly bytes: number;
  readonly hits: readonly Hit[];
}

/** Looks for secrets in bytes that come piece by piece, wherever the pieces are cut. */
export class StreamSearch {
  bytes = 0;
  readonly hits: Hit[] = [];
  readonly #place: string;
  readonly #overlap: number;
  #needles: readonly Needle[];
  #tail = Buffer.alloc(0);

  constructor(place: string, needles: readonly Needle[]) {
    this.#place = place;
    this.#needles = needles;
    this.#overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  }

  get findings(): Findings {
    return { files: 1, bytes: this.bytes, hits: this.hits };
  }

  /** Of each secret the first hit counts, form by form. */
  push(piece: Buffer): void {
    const window = this.#tail.length === 0 ? piece : Buffer.concat([this.#tail, piece]);
    const start = this.bytes - this.#tail.length;
    this.#needles = this.#needles.filter(({ secret, form, bytes }) => {
      const at = window.indexOf(bytes);
      if (at >= 0) this.hits.push({ place: this.#place, secret, form, offset: start + at });
      return at < 0;
    });
    this.bytes += piece.length;
    this.#tail = Buffer.from(window.subarray(Math.max(0, window.length - this.#overlap)));
  }
}

const pieceSize = 4 * 1024 * 1024;

/** Reads a file of any size, a piece at a time. */
async function searchFile(
  path: string,
  needles: readonly Needle[],
  place = path,
): Promise<Findings> {
  const search = new StreamSearch(place, needles);
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(pieceSize);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, pieceSize);
      if (bytesRead === 0) break;
      search.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return search.findings;
}

/**
 * Searches every file below a folder, whatever its name and size; links are not followed. A name
 * that holds a secret is a hit as well.
 *
 * @param mayHoldPassage whether a file may hold the passage, by its path below, with slashes.
 */
export async function searchFolder(
  folder: string,
  mark: string,
  mayHoldPassage: (path: string) => boolean = () => false,
): Promise<Findings> {
  const both = needlesFor(mark, ["token", "passage"]);
  const tokenOnly = both.filter(({ secret }) => secret === "token");
  const found: Findings[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const place = relative(folder, path).split(sep).join("/");
    found.push({ files: 0, bytes: 0, hits: searchText(place, tokenOnly, "a name").hits });
    if (!entry.isFile()) continue;
    const needles = mayHoldPassage(place) ? tokenOnly : both;
    found.push(await searchFile(path, needles, place).catch(unlessGone));
  }
  return addUpFindings(found);
}

/** A file that went while the folder was read leaves nothing behind. */
function unlessGone(error: unknown): Findings {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  return { files: 0, bytes: 0, hits: [] };
}

export function searchText(
  text: string | Buffer,
  needles: readonly Needle[],
  place: string,
): Findings {
  const search = new StreamSearch(place, needles);
  search.push(typeof text === "string" ? Buffer.from(text) : text);
  return search.findings;
}

export function addUpFindings(found: readonly Findings[]): Findings {
  return {
    files: found.reduce((sum, { files }) => sum + files, 0),
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    hits: found.flatMap(({ hits }) => hits),
  };
}
