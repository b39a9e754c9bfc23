import type { Database } from '../sqlite/database.ts';
import { rowsOf } from '../sqlite/rowsOf.ts';
import type { createKeyRows, KeyRow } from './keyRows.ts';
import type { MasterRecord } from './masters.ts';
import type { RotationStore } from './rotation.ts';

/** Keys in one transaction: messages wait for no longer than they take. */
const batch = 500;

/** The store of a rotation in SQLite. */
export function createSqliteRotation(database: Database, rows: ReturnType<typeof createKeyRows>): RotationStore {
  return {
    records: () => database.read(() => rowsOf<MasterRecord>(rows.masters)),

    add: ({ generation, check, root, bridge, previous }) =>
      database.write(() => rows.addMaster.run(generation, check, root, bridge, previous).changes === 1),

    page: (after) =>
      database.read(() =>
        rowsOf<KeyRow>(rows.page, Number(after), batch).map(({ seq, ...row }) => ({ ...row, cursor: String(seq) })),
      ),

    replace: (keys) =>
      database.write(() => {
        for (const { before, wrapped } of keys) rows.rewrap.run(wrapped, before.id, before.wrapped);
      }),

    async close(generation) {
      await database.write(() => rows.closeMaster.run(generation));
      // What was overwritten is in the write-ahead log until it is emptied.
      await database.emptyLog();
    },
  };
}
