import { isRecord } from "../core/record.ts";

export type Check = (value: unknown) => boolean;

/** The value of a JSON text; undefined where it is none. */
export function parsedJson(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The fields that are what they should be; what else the value holds is left behind. */
export function soundFields<T>(
  value: unknown,
  checks: { readonly [Name in keyof T]-?: Check },
): Partial<T> {
  if (!isRecord(value)) return {};
  const names = Object.keys(checks) as (keyof T & string)[];
  const sound = names.filter((name) => Object.hasOwn(value, name) && checks[name](value[name]));
  return Object.fromEntries(sound.map((name) => [name, value[name]])) as Partial<T>;
}

export const isText: Check = (value) => typeof value === "string";
export const isNumber: Check = (value) => typeof value === "number";
export const isFlag: Check = (value) => typeof value === "boolean";

export function isOneOf(...values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

/** Whether the value has all these fields and they are sound; it may have others. */
export function has(checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
}
