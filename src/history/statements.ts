import type { DatabaseSync, StatementSync } from "node:sqlite";

export type Statements<Name extends string> = Readonly<Record<Name, StatementSync>>;

/** Prepares statements by their names; throws where the schema does not have what they ask for. */
export function prepareAll<Name extends string>(
  database: DatabaseSync,
  sql: Readonly<Record<Name, string>>,
): Statements<Name> {
  const entries = Object.entries<string>(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(entries) as Statements<Name>;
}
