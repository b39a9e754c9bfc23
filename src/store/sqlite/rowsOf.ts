import type { SQLInputValue, StatementSync } from 'node:sqlite';

/** The rows that a statement finds, in the shape that its columns have. */
export function rowsOf<Row>(statement: StatementSync, ...values: readonly SQLInputValue[]): Row[] {
  const rows: unknown = statement.all(...values);
  return rows as Row[];
}

/** The rows that a statement finds, one by one. */
export function* eachRow<Row>(statement: StatementSync): Iterable<Row> {
  for (const found of statement.iterate()) {
    const row: unknown = found;
    yield row as Row;
  }
}

/** The first row that a statement finds, in the shape that its columns have; undefined: none. */
export function rowOf<Row>(statement: StatementSync, ...values: readonly SQLInputValue[]): Row | undefined {
  const row: unknown = statement.get(...values);
  return row as Row | undefined;
}
