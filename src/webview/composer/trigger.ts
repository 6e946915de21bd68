/** What is being typed to be completed. */
export interface Trigger {
  readonly kind: "files" | "templates";
  /** Where its sign, `@` or `/`, stands in the text. */
  readonly start: number;
  /** What is typed behind the sign. */
  readonly query: string;
}

/** Longest query that is looked up, in UTF-16 code units. */
const longestQuery = 200;

/**
 * What the caret stands behind: `/` and a template's name at the start of the text, or `@` and a
 * file's. The wide signs of Chinese input methods count too. In writing that has no spaces `@` may
 * follow a word; behind letters and signs of which mail addresses are made it says nothing.
 */
export function findTrigger(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const template = /^[/／](\S*)$/u.exec(before);
  if (template !== null) return trigger("templates", 0, template[1]);
  const file = /[@＠]([^\s@＠]*)$/u.exec(before);
  if (file === null || endsLikeMail.test(before.slice(0, file.index))) return undefined;
  return trigger("files", file.index, file[1]);
}

const endsLikeMail =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Inherited}\p{N}._%+-]$/u;

function trigger(kind: Trigger["kind"], start: number, query = ""): Trigger | undefined {
  return query.length > longestQuery ? undefined : { kind, start, query };
}
