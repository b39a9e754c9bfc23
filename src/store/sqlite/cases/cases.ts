import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import { caseKey, caseRowKey, cursorOf, formatCaseCursor, turnOf } from '../../../core/cases/caseCursor.ts';
import type { CaseIndex, CaseRow } from '../../../core/ports/caseIndex.ts';
import type { Log } from '../../../core/ports/log.ts';
import { type Database, openDatabase } from '../database.ts';
import { isDamage } from '../driverErrors.ts';
import { rowsOf } from '../rowsOf.ts';
import { casesKind } from './casesSchema.ts';
import { factsSql, type StoredFacts, toFacts } from './facts.ts';
import { type Asked, type FoundCases, listOf, withTokens } from './query.ts';
import { type Columns, columns, moving, rowColumns, type StoredRow, steady, toColumns, toRow } from './rows.ts';

/** Rows of one transaction, so that a long list lets messages through in between. */
const batchSize = 50;
/** Up to this many matching cases are read and sorted; beyond that, the list's index is walked. */
const sortLimit = 2_000;

/** The columns that are compared before a row is replaced. */
type Before = Pick<Columns, (typeof steady)[number]> & {
  readonly id: number;
  readonly revision: number;
  readonly tokens: string;
};

/** File of a journal's case index. */
export function casesFileNextTo(journalFile: string): string {
  return join(dirname(journalFile), 'cases.db');
}

/**
 * Opens the index file, creating it if it is missing or damaged: the service fills an empty one from the journal.
 * Throws as `openDatabase` does.
 */
export function openCaseFile(file: string, log: Log): Database {
  try {
    return openDatabase(file, casesKind, log);
  } catch (error) {
    if (!isDamage((error as Error).cause)) throw error;
    log.error({ file }, 'the case index is damaged; rebuilding it from the journal');
    removeCaseFile(file);
    return openDatabase(file, casesKind, log);
  }
}

/** Removes the file of an index that nobody uses. */
export function removeCaseFile(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}

/** The case index in its own SQLite file. */
export function createCaseIndex(database: Database, log: Log): CaseIndex {
  const db = database.connection;
  // Erased content is overwritten in place.
  db.exec('PRAGMA secure_delete = ON');
  const upsert = db.prepare(
    `INSERT INTO cases (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (key) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}
     RETURNING id`,
  );
  const before = db.prepare(`SELECT id, revision, tokens, ${steady.join(', ')} FROM cases WHERE key = ?`);
  const goOn = db.prepare(`UPDATE cases SET ${moving.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`);
  const ofConversation = db.prepare('SELECT id, tokens FROM cases WHERE conversation = ?');
  const blank = db.prepare(`UPDATE cases SET text = '', tokens = '[]', email_digest = NULL WHERE id = ?`);
  const addWord = db.prepare('INSERT INTO case_tokens VALUES (?, ?) ON CONFLICT DO NOTHING');
  const removeWord = db.prepare('DELETE FROM case_tokens WHERE word = ? AND case_id = ?');
  const byCode = db.prepare(`SELECT ${rowColumns} FROM cases WHERE tenant = ? AND code = ? ORDER BY key LIMIT 1`);
  const byKey = db.prepare(`SELECT ${rowColumns} FROM cases WHERE key = ?`);
  const due = db.prepare(`SELECT ${rowColumns} FROM cases WHERE next_at <= ? ORDER BY next_at, key LIMIT ?`);
  const facts = db.prepare(factsSql);
  const waitingBefore = db.prepare(
    `SELECT count(*) AS cases FROM cases WHERE tenant = ? AND department = ? AND waiting = 1 AND assignee IS NULL
       AND (due_at, key) < (?, ?) AND conversation <> ?`,
  );
  const load = db.prepare(
    `SELECT assignee, count(*) AS cases FROM cases
     WHERE tenant = ? AND status = 'open' AND assignee IS NOT NULL GROUP BY assignee`,
  );
  const whole = db.prepare('SELECT one FROM whole WHERE one = 1');
  const markWhole = db.prepare('INSERT INTO whole VALUES (1) ON CONFLICT DO NOTHING');
  const prepared = new Map<string, StatementSync>();

  /** Runs a query, prepared once for each of its few forms. */
  function ask({ sql, values }: Asked): readonly unknown[] {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    return statement.all(...values);
  }

  /** Usually somebody has only written more: then no index of a list is touched but that of the newest. */
  function write(values: Columns, old: Before | undefined): number {
    if (old === undefined || steady.some((column) => old[column] !== values[column])) {
      return (upsert.get(...columns.map((column) => values[column])) as { id: number }).id;
    }
    goOn.run(...moving.map((column) => values[column]), old.id);
    return old.id;
  }

  function putOne(row: CaseRow): void {
    const old = before.get(caseRowKey(row)) as Before | undefined;
    if (old !== undefined && old.revision >= row.revision) return;
    const values = toColumns(row);
    const id = write(values, old);
    if (values.tokens === old?.tokens) return;
    const tokens = new Set(row.tokens);
    const gone = new Set(old === undefined ? [] : (JSON.parse(old.tokens) as string[]));
    for (const word of tokens) if (!gone.delete(word)) addWord.run(word, id);
    for (const word of gone) removeWord.run(word, id);
  }

  /** The cases that contain these words; null when none are searched for. */
  function foundWith(tokens: readonly string[]): FoundCases | null {
    if (tokens.length === 0) return null;
    const { sql, values } = withTokens(tokens);
    const list = `SELECT json_group_array(case_id) AS ids, count(*) AS found FROM (SELECT DISTINCT case_id FROM (${sql}))`;
    const { ids, found } = ask({ sql: list, values })[0] as { ids: string; found: number };
    return { ids, areFew: found <= sortLimit };
  }

  return {
    async put(rows) {
      for (let index = 0; index < rows.length; index += batchSize) {
        const some = rows.slice(index, index + batchSize);
        await database.write(() => {
          for (const row of some) putOne(row);
        });
      }
    },

    find: (query) =>
      database.read(() => {
        const { page, total } = listOf(query, foundWith(query.tokens));
        const found = ask(page) as readonly StoredRow[];
        const rows = found.slice(0, query.limit).map(toRow);
        const last = rows.at(-1);
        return {
          rows,
          next: found.length > rows.length && last ? formatCaseCursor(query.order, cursorOf(last, query.order)) : null,
          total: (ask(total)[0] as { total: number }).total,
        };
      }),

    byCode: (tenant, code) =>
      database.read(() => {
        const found = byCode.get(tenant, code) as StoredRow | undefined;
        return found ? toRow(found) : null;
      }),

    rowOf: (conversation, code) =>
      database.read(() => {
        const found = byKey.get(caseKey(conversation, code)) as StoredRow | undefined;
        return found ? toRow(found) : null;
      }),

    due: (now, limit) => database.read(() => rowsOf<StoredRow>(due, now, limit).map(toRow)),

    facts: (tenant, openedFrom) =>
      database.read(() =>
        [
          ...rowsOf<StoredFacts>(facts, tenant, 0, Number.MIN_SAFE_INTEGER),
          ...rowsOf<StoredFacts>(facts, tenant, 1, openedFrom),
        ].map(toFacts),
      ),

    waitingBefore: (tenant, place) =>
      database.read(() => {
        const { time, key } = turnOf(place);
        const counted = waitingBefore.get(tenant, place.case.department, time, key, place.conversation);
        return (counted as { cases: number }).cases;
      }),

    load: (tenant) =>
      database.read(() => {
        const rows = rowsOf<{ assignee: string; cases: number }>(load, tenant);
        return new Map(rows.map(({ assignee, cases }) => [assignee, cases]));
      }),

    async forget(conversation) {
      await database.write(() => {
        for (const { id, tokens } of rowsOf<{ id: number; tokens: string }>(ofConversation, conversation)) {
          for (const word of JSON.parse(tokens) as string[]) removeWord.run(word, id);
          blank.run(id);
        }
      });
      // The write-ahead log contains the words, too.
      if (!(await database.emptyLog()))
        log.warn({ file: database.file }, 'the log of the case index is in use; it will be emptied later');
    },

    clear: () =>
      database.write(() => {
        db.exec('DELETE FROM whole; DELETE FROM case_tokens; DELETE FROM cases');
      }),

    isWhole: () => database.read(() => whole.get() !== undefined),

    markWhole: () =>
      database.write(() => {
        markWhole.run();
      }),
  };
}
