import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../core/ports/log.ts';
import { keysKind } from '../keyring/migrations/index.ts';
import { type Database, openDatabase } from '../sqlite/database.ts';
import { filesKind } from '../sqlite/files.ts';
import { checkSchema, type DatabaseKind } from '../sqlite/migrate.ts';
import { journalKind } from '../sqlite/migrations/index.ts';
import { staffKind } from '../sqlite/staffRows.ts';
import { type PartName, type PartState, relink, type Seen, type States, type Tie } from './installationManifest.ts';

/** The mark of each file. Marks only grow: rows of these tables are never removed. */
const marks: Readonly<Record<PartName, string>> = {
  journal: 'SELECT coalesce(max(seq), 0) AS mark FROM commits',
  keys: 'SELECT (SELECT coalesce(max(seq), 0) FROM keys) + (SELECT coalesce(max(seq), 0) FROM changes) AS mark',
  files: 'SELECT coalesce(max(n), 0) AS mark FROM changed',
  staff: 'SELECT coalesce(max(n), 0) AS mark FROM changed',
};
const kinds: Readonly<Record<PartName, DatabaseKind>> = {
  journal: journalKind,
  files: filesKind,
  keys: keysKind,
  staff: staffKind,
};

const findId = 'SELECT id FROM installation';
const listSeen = 'SELECT file, mark FROM seen';

/** The link of an open SQLite file. */
export function createSqliteTie(name: PartName, database: Database): Tie {
  const db = database.connection;
  const mark = db.prepare(marks[name]);
  const id = db.prepare(findId);
  const give = db.prepare('INSERT INTO installation VALUES (1, ?) ON CONFLICT DO NOTHING');
  const rename = db.prepare('INSERT INTO installation VALUES (1, ?) ON CONFLICT DO UPDATE SET id = excluded.id');
  const seen = db.prepare(listSeen);
  const see = db.prepare(
    'INSERT INTO seen VALUES (?, ?) ON CONFLICT DO UPDATE SET mark = excluded.mark WHERE excluded.mark > mark',
  );
  const forget = db.prepare('DELETE FROM seen');
  const idNow = () => (id.get()?.id as string | undefined) ?? null;
  return {
    databaseLocation: database.file,
    id: () => database.read(idNow),
    give: (given) =>
      database.write(() => {
        give.run(given);
        return idNow() ?? given;
      }),
    async mark() {
      const reached = await database.read(() => Number(mark.get()?.mark));
      // A mark that another part records must be durable here first.
      await database.settle();
      return reached;
    },
    holds: () => database.read(() => Number(mark.get()?.mark) > 0),
    seen: () => database.read(() => toSeen(seen.all())),
    see: (part, reached) =>
      database.write(() => {
        see.run(part, reached);
      }),
    reset: (given) =>
      database.write(() => {
        rename.run(given);
        forget.run();
      }),
  };
}

/** Where the SQLite files of an installation are. */
type InstallationFiles = Readonly<Partial<Record<PartName, string>>>;

/**
 * Inspects the files without creating or changing any, while other processes may go on: as in `statesOf`, what each has
 * seen of the others is read first.
 */
export function lookAt(files: InstallationFiles): States {
  const all = Object.entries(files) as [PartName, string][];
  const seen = all.map(([name, file]) => inspect(name, file, seenIn));
  const states = all.map(([name, file], index): [PartName, PartState] => {
    const own = inspect(name, file, (db) => read(db, name));
    const none = { databaseLocation: file, id: null, mark: 0, holds: false, seen: {} };
    if (typeof own === 'string') return [name, { ...none, found: own }];
    const others = seen[index];
    return [name, { ...none, ...own, found: 'present', seen: typeof others === 'object' ? others : {} }];
  });
  return Object.fromEntries(states);
}

/** What `use` reads in a file; or why there is nothing to read. */
function inspect<Found extends object>(
  name: PartName,
  file: string,
  use: (db: DatabaseSync) => Found,
): Found | 'missing' | 'empty' | 'unreadable' {
  if (!existsSync(file)) return 'missing';
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      return checkSchema(db, kinds[name], file) === 0 ? 'empty' : use(db);
    } finally {
      db.close();
    }
  } catch {
    // Opening it will meet the same error, and explain it.
    return 'unreadable';
  }
}

const hasTable = (db: DatabaseSync, table: string) =>
  db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined;

function read(db: DatabaseSync, name: PartName): Pick<PartState, 'id' | 'mark' | 'holds'> {
  // Staff and files of an older version have no mark.
  const isUnmarked = (name === 'staff' || name === 'files') && !hasTable(db, 'changed');
  const mark = isUnmarked ? 0 : Number(db.prepare(marks[name]).get()?.mark);
  const id = hasTable(db, 'seen') ? ((db.prepare(findId).get()?.id as string | undefined) ?? null) : null;
  return { id, mark, holds: mark > 0 };
}

const seenIn = (db: DatabaseSync): Seen => (hasTable(db, 'seen') ? toSeen(db.prepare(listSeen).all()) : {});

function toSeen(rows: readonly Record<string, unknown>[]): Seen {
  return Object.fromEntries(rows.map(({ file, mark }) => [String(file), Number(mark)]));
}

/** Links closed files as they are, whatever marks they recorded of each other; missing files are skipped. */
export async function relinkFiles(files: InstallationFiles, id: string, log: Log): Promise<void> {
  const there = Object.entries(files).filter(([, file]) => existsSync(file)) as [PartName, string][];
  const opened: Database[] = [];
  try {
    const ties = there.map(([name, file]): [PartName, Tie] => {
      const database = openDatabase(file, kinds[name], log);
      opened.push(database);
      return [name, createSqliteTie(name, database)];
    });
    await relink(Object.fromEntries(ties), id);
  } finally {
    for (const database of opened) await database.close();
  }
}
