import { isRecord } from "../record.ts";

/** What is wrong with an untrusted value, as the rest of a sentence for the person whose file it is. */
export class Misfit extends Error {}

/**
 * Reads an untrusted value into a new one that has known fields only.
 *
 * @param at what the value is, e.g. `“sentAt” of message 3`; empty for the whole.
 * @throws Misfit where it is something else.
 */
type Read<T> = (value: unknown, at: string) => T;

/** A reader for each field: one that the type gains must be named here too, or nothing compiles. */
type Fields<T> = {
  readonly [Name in keyof T]-?: Partial<Pick<T, Name>> extends Pick<T, Name>
    ? Optional<Exclude<T[Name], undefined>>
    : Read<T[Name]>;
};

interface Optional<T> {
  readonly optional: Read<T>;
}

type AnyField = Read<unknown> | Optional<unknown>;

export function optional<T>(read: Read<T>): Optional<T> {
  return { optional: read };
}

/** @param wanted goes on from “must be”. */
export function fits<T>(wanted: string, accepts: (value: unknown) => value is T): Read<T> {
  return (value, at) => {
    if (!accepts(value)) throw new Misfit(`${at} must be ${wanted}`);
    return value;
  };
}

export const text = fits("a text", (value) => typeof value === "string");
/** A text that is shown in a line or sent as a name. */
export const name = fits(
  "a text of at most 100,000 characters",
  (value): value is string => typeof value === "string" && value.length <= 100_000,
);
export const flag = fits("true or false", (value) => typeof value === "boolean");
export const onlyTrue = fits("true, or absent", (value) => value === true);
export const count = wholeFrom(0);
export const position = wholeFrom(1);
export const amount = fits(
  "a number, 0 or more",
  (value): value is number => typeof value === "number" && value >= 0 && value < Infinity,
);
export const time = fits(
  "a time in milliseconds since 1970",
  (value): value is number => typeof value === "number" && value >= 0 && value <= 8.64e15,
);

export function matching(pattern: RegExp, wanted: string): Read<string> {
  return fits(wanted, (value): value is string => typeof value === "string" && pattern.test(value));
}

export function oneOf<T extends string>(known: Readonly<Record<T, true>>): Read<T> {
  const wanted = `one of ${Object.keys(known).join(", ")}`;
  return fits(
    wanted,
    (value): value is T => typeof value === "string" && Object.hasOwn(known, value),
  );
}

/** @param noun an item's name, which its number follows. */
export function list<T>(item: Read<T>, noun: string, most: number): Read<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new Misfit(`${at} must be a list`);
    if (value.length > most) {
      throw new Misfit(`${at} must have at most ${most.toLocaleString("en-US")} items`);
    }
    const owner = at.replace(/^“[^”]*”/u, "");
    return value.map((each: unknown, index) => item(each, `${noun} ${index + 1}${owner}`));
  };
}

export function record<T extends object>(fields: Fields<T>): Read<T> {
  const named = Object.entries<AnyField>(fields);
  return (value, at) => {
    if (!isRecord(value)) throw new Misfit(notAnObject(at));
    const result: Record<string, unknown> = {};
    for (const [name, field] of named) {
      const given = value[name];
      if (typeof field === "function") result[name] = field(given, within(name, at));
      else if (given !== undefined) result[name] = field.optional(given, within(name, at));
    }
    return result as T;
  };
}

/** The shapes of a union by the value of the field that tells them apart. */
type Variants<T, Tag extends keyof T> = {
  readonly [Value in T[Tag] & string]: Fields<Omit<Extract<T, Record<Tag, Value>>, Tag>>;
};

export function variants<T extends object, Tag extends keyof T & string>(
  tag: Tag,
  shapes: Variants<T, Tag>,
): Read<T> {
  const tags = Object.keys(shapes).map((value) => [value, true] as const);
  const readTag = oneOf(Object.fromEntries(tags));
  const reads = new Map(
    Object.entries<Fields<object>>(shapes).map(([value, fields]) => [value, record(fields)]),
  );
  return (value, at) => {
    if (!isRecord(value)) throw new Misfit(notAnObject(at));
    const given = readTag(value[tag], within(tag, at));
    return { [tag]: given, ...reads.get(given)?.(value, at) } as T;
  };
}

/** An object with any keys. */
export function dictionary<T>(item: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value, at) => {
    if (!isRecord(value)) throw new Misfit(notAnObject(at));
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, each]) => [key, item(each, `a value in ${at}`)]));
  };
}

function notAnObject(at: string): string {
  return `${at === "" ? "the conversation" : at} must be an object`;
}

function within(name: string, at: string): string {
  return at === "" ? `“${name}”` : `“${name}” of ${at}`;
}

function wholeFrom(least: number): Read<number> {
  return fits(
    `a whole number, ${least} or more`,
    (value): value is number => Number.isSafeInteger(value) && (value as number) >= least,
  );
}
