/** Whether a field of a message is sound; undefined is a field that is missing. */
export type Check = (value: unknown) => boolean;

/** The fields of each message by its type. */
export type MessageFields<Type extends string> = Readonly<
  Record<Type, Readonly<Record<string, Check>>>
>;

/**
 * The message if it is one of a closed set with sound fields, else undefined. Never throws. What else
 * a message holds is left behind.
 */
export function soundMessage<Message extends { readonly type: string }>(
  value: unknown,
  fields: MessageFields<Message["type"]>,
): Message | undefined {
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  const { type } = value;
  if (typeof type !== "string" || !Object.hasOwn(fields, type)) return undefined;
  const checks = fields[type as Message["type"]];
  const given = value as Readonly<Record<string, unknown>>;
  const message: Record<string, unknown> = { type };
  for (const [name, accepts] of Object.entries(checks)) {
    const field = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!accepts(field)) return undefined;
    if (field !== undefined) message[name] = field;
  }
  return message as unknown as Message;
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
