/** Whether a field of a message is sound; undefined is a field that is missing. */
export type Check = (value: unknown) => boolean;

/** The fields of each message by its type. */
export type MessageFields<Type extends string> = Readonly<
  Record<Type, Readonly<Record<string, Check>>>
>;

/**
 * The message if it is one of a closed set with sound fields, else undefined: made anew of plain
 * data, whatever else it was given is left behind. Never throws.
 */
export function soundMessage<Message extends { readonly type: string }>(
  value: unknown,
  fields: MessageFields<Message["type"]>,
): Message | undefined {
  try {
    return readMessage<Message>(value, fields);
  } catch {
    // A proxy with traps of its own: nothing that came through a webview is one.
    return undefined;
  }
}

function readMessage<Message extends { readonly type: string }>(
  value: unknown,
  fields: MessageFields<Message["type"]>,
): Message | undefined {
  const type = fieldOf(value, "type");
  if (typeof type !== "string" || !Object.hasOwn(fields, type)) return undefined;
  const checks = fields[type as Message["type"]];
  const message: Record<string, unknown> = { type };
  for (const [name, accepts] of Object.entries(checks)) {
    const given = fieldOf(value, name);
    const field = Array.isArray(given) ? itemsOf(given) : given;
    if (!accepts(field)) return undefined;
    if (field !== undefined) message[name] = field;
  }
  return message as unknown as Message;
}

/** Whether it is an object whose `type` is one of the names, as data of its own. */
export function isOfType(value: unknown, types: Readonly<Record<string, unknown>>): boolean {
  const type = fieldOf(value, "type");
  return typeof type === "string" && Object.hasOwn(types, type);
}

/** Most items of a list in a message. */
export const mostItems = 100;

/** The items of a list, undefined in place of those that are no data; undefined for a long list. */
function itemsOf(list: readonly unknown[]): unknown[] | undefined {
  if (list.length > mostItems) return undefined;
  return Array.from({ length: list.length }, (_, index) => fieldOf(list, String(index)));
}

/** A field of an object's own that is data: what it inherits and what it computes are none. */
function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** Names, keys and ids. */
export const name: Check = (value) => isText(value, 500);

export const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.some((each) => each === value);

/** @param longest in UTF-16 code units. */
export function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length <= longest;
}
