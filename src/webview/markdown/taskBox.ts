import type { Token } from "markdown-it";

/** What a text tells of a task that its item is: whether it is done, and the text without the box. */
export interface Task {
  readonly isDone: boolean;
  readonly tokens: readonly Token[];
}

/**
 * The task that an item is whose first text begins with a box.
 *
 * @param source tells brackets that were escaped, the tokens those that became a link.
 */
export function taskIn(source: string, tokens: readonly Token[]): Task | undefined {
  const box = /^\[[ xX]\](?=\s)/u.exec(source)?.[0];
  const [first, ...others] = tokens;
  if (box === undefined || first?.type !== "text" || !first.content.startsWith(box))
    return undefined;
  first.content = first.content.slice(box.length).trimStart();
  return { isDone: box !== "[ ]", tokens: [first, ...others] };
}
