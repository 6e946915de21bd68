import type { DatabaseSync } from "node:sqlite";
import type { SearchHit } from "../core/conversation/conversationStore.ts";
import { excerptOf } from "./excerpt.ts";
import { fold, likePatternOf, matcherOf } from "./fold.ts";
import { conversationOf, endKey, isTitle, titleKey } from "./keys.ts";
import { columnText } from "./rows.ts";
import { prepareAll, type Statements } from "./statements.ts";

/** How much of long words the index is asked for, in code points; the texts tell the rest. */
const longestAsked = 64;
/** No text has a character behind it. */
const lastCharacter = "\u{10ffff}";

interface Sought {
  /** How the words begin, folded. */
  readonly head: string;
  readonly matcher: RegExp;
}

interface Conversation {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly pinned: number;
  readonly updatedAt: number;
}

interface Place {
  readonly key: number;
  readonly id: string;
  readonly text: string;
}

/** Finds words in titles and messages. */
export class HistorySearch {
  readonly #statements: Statements<keyof typeof sql>;
  readonly #commonFrom: number;

  /** @param commonFrom words in so many places are found sooner by reading the newest texts. */
  constructor(database: DatabaseSync, commonFrom = 10_000) {
    this.#statements = prepareAll(database, sql);
    this.#commonFrom = commonFrom;
  }

  /** The newest conversations with the words, the newest first, with the newest place in each. */
  find(words: string, limit: number): SearchHit[] {
    const clean = columnText(words).trim();
    const head = Array.from(fold(clean)).slice(0, longestAsked).join("");
    if (head.trim() === "" || limit <= 0) return [];
    const sought = { head, matcher: matcherOf(clean) };
    const keys = this.#indexedKeys(sought);
    const found = keys === undefined ? this.#walk(sought) : this.#among(keys, sought);
    const hits: SearchHit[] = [];
    for (const hit of found) if (hits.push(hit) >= limit) break;
    return hits;
  }

  /** Keys of the places with the words, as far as the index can tell; undefined if very many. */
  #indexedKeys({ head, matcher }: Sought): readonly number[] | undefined {
    const { trigrams, beginnings, unindexed } = this.#statements;
    const row =
      Array.from(head).length < 3
        ? beginnings.get(head, head + lastCharacter, this.#commonFrom)
        : trigrams.get(`"${head.replaceAll('"', '""')}"`, this.#commonFrom);
    const keys = JSON.parse(row?.["keys"] as string) as number[];
    if (keys.length >= this.#commonFrom) return undefined;
    for (const { key, text } of unindexed.iterate() as Iterable<Place>) {
      if (matcher.test(text)) keys.push(key);
    }
    return keys;
  }

  /** Hits among these places. */
  *#among(keys: readonly number[], { matcher }: Sought): Generator<SearchHit> {
    const byConversation = Map.groupBy(keys, conversationOf);
    const numbers = JSON.stringify([...byConversation.keys()]);
    for (const row of this.#statements.these.iterate(numbers) as Iterable<Conversation>) {
      const places = byConversation.get(row.number)?.sort((one, other) => other - one) ?? [];
      for (const key of places) {
        const place = isTitle(key) ? undefined : this.#statements.place.get(key);
        const hit = isTitle(key)
          ? hitInTitle(row, matcher)
          : place && hitIn(row, place as unknown as Place, matcher);
        if (hit === undefined) continue;
        yield hit;
        break;
      }
    }
  }

  /** Looks through all texts, the newest conversation first. */
  *#walk({ head, matcher }: Sought): Generator<SearchHit> {
    const pattern = likePatternOf(head);
    for (const row of this.#statements.newest.iterate() as Iterable<Conversation>) {
      const hit = this.#newestIn(row, pattern, matcher) ?? hitInTitle(row, matcher);
      if (hit !== undefined) yield hit;
    }
  }

  #newestIn(row: Conversation, pattern: string, matcher: RegExp): SearchHit | undefined {
    const range = [titleKey(row.number), endKey(row.number)] as const;
    for (const place of this.#statements.like.iterate(...range, pattern) as Iterable<Place>) {
      const hit = hitIn(row, place, matcher);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }
}

function hitIn(row: Conversation, { id, text }: Place, matcher: RegExp): SearchHit | undefined {
  const hit = hitInText(row, text, matcher);
  return hit && { ...hit, message: id };
}

function hitInTitle(row: Conversation, matcher: RegExp): SearchHit | undefined {
  return hitInText(row, row.title, matcher);
}

function hitInText(row: Conversation, text: string, matcher: RegExp): SearchHit | undefined {
  const found = matcher.exec(text);
  if (found === null) return undefined;
  const { id, title, pinned, updatedAt } = row;
  const excerpt = excerptOf(text, found.index, found[0].length);
  return { id, title, pinned: pinned !== 0, updatedAt, excerpt };
}

const columns = "number, conversations.id, title, pinned, updated_at AS updatedAt";
const shown = "deleted_at IS NULL AND updated_at IS NOT NULL";

const sql = {
  trigrams: `SELECT json_group_array(rowid) AS keys
    FROM (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)`,
  beginnings: `SELECT json_group_array(doc) AS keys
    FROM (SELECT doc FROM search_places WHERE term >= ? AND term < ? LIMIT ?)`,
  unindexed: `SELECT key, text FROM unindexed CROSS JOIN messages USING(key)`,
  these: `SELECT ${columns} FROM json_each(?) JOIN conversations ON number = value
    WHERE ${shown} ORDER BY updated_at DESC, conversations.id DESC`,
  newest: `SELECT ${columns} FROM conversations WHERE ${shown}
    ORDER BY updated_at DESC, id DESC`,
  place: "SELECT key, id, text FROM messages WHERE key = ?",
  like: `SELECT key, id, text FROM messages
    WHERE key > ? AND key < ? AND text LIKE ? ESCAPE '\\' ORDER BY key DESC`,
};
