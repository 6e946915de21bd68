/**
 * A message's key is the number of its conversation times {@link span} plus its position, counted
 * from 1: a conversation's messages lie side by side in the file, in the order of their first
 * saving, and whoever has a key has the conversation. Position 0 is the conversation's title.
 */
const span = 2 ** 20;

export function titleKey(conversation: number): number {
  return conversation * span;
}

/** The key behind the last one that a message of the conversation can have. */
export function endKey(conversation: number): number {
  return (conversation + 1) * span;
}

export function conversationOf(key: number): number {
  return Math.floor(key / span);
}

export function isTitle(key: number): boolean {
  return key % span === 0;
}

/** An item's key, made in the same way from its batch and its position. */
export function itemKey(batch: number, position: number): number {
  return batch * span + position;
}

/** Whether an item can have the position. */
export function isPosition(position: number): boolean {
  return Number.isInteger(position) && position >= 0 && position < span;
}

export function positionOf(key: number): number {
  return key % span;
}
