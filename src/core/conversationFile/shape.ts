import * as l10n from "@vscode/l10n";
import { isRecord } from "../record.ts";
import { quotedName } from "../text/listText.ts";
import { groupedNumber } from "../text/groupedNumber.ts";

/** What is wrong with an untrusted value, as the rest of a sentence for the person whose file it is. */
export class Misfit extends Error {}

/** What a value is, and what it belongs to, such as `“sentAt”` and `message 3`. */
interface Place {
  readonly name: string;
  readonly owner?: Place | undefined;
}

/**
 * Reads an untrusted value into a new one that has known fields only.
 *
 * @param at undefined for the whole.
 * @throws Misfit where it is something else.
 */
type Read<T> = (value: unknown, at: Place | undefined) => T;

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
    if (!accepts(value)) throw new Misfit(l10n.t("{0} must be {1}", placeText(at), wanted));
    return value;
  };
}

export const text = fits(l10n.t("a text"), (value) => typeof value === "string");
/** A text that is shown in a line or sent as a name. */
export const name = fits(
  l10n.t("a text of at most {0} characters", "100,000"),
  (value): value is string => typeof value === "string" && value.length <= 100_000,
);
export const flag = fits(l10n.t("true or false"), (value) => typeof value === "boolean");
export const onlyTrue = fits(l10n.t("true, or absent"), (value) => value === true);
export const count = wholeFrom(0);
export const position = wholeFrom(1);
export const amount = fits(
  l10n.t("a number, 0 or more"),
  (value): value is number => typeof value === "number" && value >= 0 && value < Infinity,
);
export const time = fits(
  l10n.t("a time in milliseconds since 1970"),
  (value): value is number => typeof value === "number" && value >= 0 && value <= 8.64e15,
);

export function matching(pattern: RegExp, wanted: string): Read<string> {
  return fits(wanted, (value): value is string => typeof value === "string" && pattern.test(value));
}

export function oneOf<T extends string>(known: Readonly<Record<T, true>>): Read<T> {
  const wanted = l10n.t("one of {0}", Object.keys(known).join(", "));
  return fits(
    wanted,
    (value): value is T => typeof value === "string" && Object.hasOwn(known, value),
  );
}

/** @param nameOf an item's name by its number, counted from 1. */
export function list<T>(
  item: Read<T>,
  nameOf: (number: number) => string,
  most: number,
): Read<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new Misfit(l10n.t("{0} must be a list", placeText(at)));
    if (value.length > most) {
      const count = groupedNumber(most);
      throw new Misfit(l10n.t("{0} must have at most {1} items", placeText(at), count));
    }
    return value.map((each: unknown, index) =>
      item(each, { name: nameOf(index + 1), owner: at?.owner }),
    );
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
    const inIt = { name: l10n.t("a value in {0}", placeText(at)) };
    return Object.fromEntries(entries.map(([key, each]) => [key, item(each, inIt)]));
  };
}

function notAnObject(at: Place | undefined): string {
  return l10n.t("{0} must be an object", placeText(at));
}

function within(name: string, at: Place | undefined): Place {
  return { name: quotedName(name), owner: at };
}

function placeText(at: Place | undefined): string {
  if (at === undefined) return l10n.t("the conversation");
  return at.owner === undefined
    ? at.name
    : l10n.t("{name} of {owner}", { name: at.name, owner: placeText(at.owner) });
}

function wholeFrom(least: number): Read<number> {
  return fits(
    l10n.t("a whole number, {0} or more", least),
    (value): value is number => Number.isSafeInteger(value) && (value as number) >= least,
  );
}
