import type { DatabaseSync } from 'node:sqlite';
import type { Database } from '../sqlite/database.ts';
import { eachRow, rowOf, rowsOf } from '../sqlite/rowsOf.ts';
import type { DeliveredRecord, FileRecord, KeyRecord, KnowledgeRecord, MoveEnd, NoteRecord, Table } from './end.ts';

/** Reads a query's rows one by one, each converted to a record, except the excluded ids. */
async function* records<Row, R>(
  db: DatabaseSync,
  sql: string,
  table: { idOf: (record: R) => string; make: (row: Row) => R },
  except: ReadonlySet<string>,
): AsyncGenerator<R> {
  for (const row of eachRow<Row>(db.prepare(sql))) {
    const record = table.make(row);
    if (!except.has(table.idOf(record))) yield record;
  }
}

/** A table whose records are written again, whichever are there: nothing of it is settled before. */
export function rewrittenTable<R>(
  journal: Database,
  { idOf, sql, put }: { idOf: (record: R) => string; sql: string; put: (record: R) => void },
): Table<R> {
  return {
    idOf,
    list: (except) => records<R, R>(journal.connection, sql, { idOf, make: (row) => ({ ...row }) }, except),
    settled: async () => new Set(),
    put: (all) => journal.write(() => all.forEach(put)),
  };
}

const nameOf = ({ conversation, id }: Pick<NoteRecord, 'conversation' | 'id'>) => `${conversation}\n${id}`;

/** The tables of a store in SQLite, as records. */
export function sqliteTables(
  journal: Database,
  files: Database,
  keys: Database,
): Pick<MoveEnd, 'keys' | 'notes' | 'files' | 'knowledge' | 'delivered'> {
  const db = journal.connection;
  return {
    keys: keyTable(keys),
    notes: noteTable(journal),
    files: fileTable(files),
    knowledge: knowledgeTable(journal),
    delivered: delivered(),
  };

  function delivered(): Table<DeliveredRecord> {
    const add = db.prepare(
      'INSERT INTO delivered SELECT id, ?, ?, ? FROM conversations WHERE key = ? ON CONFLICT DO NOTHING',
    );
    const name = db.prepare('INSERT INTO conversations (key) VALUES (?) ON CONFLICT DO NOTHING');
    return rewrittenTable(journal, {
      idOf: (record) => `${record.conversation}\n${record.revision}\n${record.ordinal}`,
      sql: `SELECT v.key AS conversation, d.revision, d.ordinal, d.platform_id AS platformId
      FROM delivered d JOIN conversations v ON v.id = d.conversation`,
      put({ conversation, revision, ordinal, platformId }) {
        name.run(conversation);
        add.run(revision, ordinal, platformId, conversation);
      },
    });
  }
}

function keyTable(keys: Database): Table<KeyRecord> {
  const db = keys.connection;
  const idOf = ({ id }: KeyRecord) => id;
  const make = (row: Omit<KeyRecord, 'destroyed'> & { destroyed: number }): KeyRecord => ({
    ...row,
    destroyed: row.destroyed === 1,
  });
  const retire = db.prepare('UPDATE keys SET current = 0 WHERE conversation = ? AND current = 1');
  const present = db.prepare('SELECT 1 FROM keys WHERE id = ?');
  const add = db.prepare('INSERT INTO keys (id, conversation, wrapped, current, destroyed) VALUES (?, ?, ?, ?, ?)');
  const destroy = db.prepare('UPDATE keys SET wrapped = ?, current = 0, destroyed = 1 WHERE id = ? AND destroyed = 0');
  return {
    idOf,
    list: (except) =>
      records(db, 'SELECT id, conversation, wrapped, destroyed FROM keys ORDER BY seq', { idOf, make }, except),
    settled: async () => new Set(),
    put: (all) =>
      keys.write(() => {
        for (const { id, conversation, wrapped, destroyed } of all) {
          if (present.get(id)) {
            if (destroyed) destroy.run(wrapped, id);
            continue;
          }
          retire.run(conversation);
          add.run(id, conversation, wrapped, destroyed ? 0 : 1, destroyed ? 1 : 0);
        }
      }),
  };
}

function noteTable(journal: Database): Table<NoteRecord> {
  const db = journal.connection;
  const find = db.prepare('SELECT key_id AS keyId, sealed FROM blobs WHERE conversation = ? AND id = ?');
  const add = db.prepare(
    'INSERT INTO blobs (conversation, id, key_id, sealed) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const all = () => rowsOf<NoteRecord>(db.prepare('SELECT conversation, id FROM blobs'));
  return {
    idOf: nameOf,
    async *list(except) {
      for (const { conversation, id } of all()) {
        if (except.has(nameOf({ conversation, id }))) continue;
        const row = rowOf<Pick<NoteRecord, 'keyId' | 'sealed'>>(find, conversation, id);
        if (row === undefined) continue;
        yield { conversation, id, keyId: row.keyId, sealed: row.sealed };
      }
    },
    settled: async () => new Set(all().map(nameOf)),
    put: (notes) =>
      journal.write(() => {
        for (const { conversation, id, keyId, sealed } of notes) add.run(conversation, id, keyId, sealed);
      }),
  };
}

function fileTable(files: Database): Table<FileRecord> {
  const db = files.connection;
  const find = db.prepare(
    `SELECT f.key_id AS keyId, f.bytes, f.at, f.confirmed, c.sealed FROM files f
     JOIN contents c ON c.conversation = f.conversation AND c.id = f.id WHERE f.conversation = ? AND f.id = ?`,
  );
  const add = db.prepare(
    `INSERT INTO files (conversation, id, bytes, at, key_id, confirmed) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const addContent = db.prepare('INSERT INTO contents (conversation, id, sealed) VALUES (?, ?, ?)');
  const confirm = db.prepare('UPDATE files SET confirmed = 1 WHERE conversation = ? AND id = ?');
  const all = () => rowsOf<FileRecord>(db.prepare('SELECT conversation, id FROM files WHERE key_id IS NOT NULL'));
  return {
    idOf: nameOf,
    async *list(except) {
      for (const { conversation, id } of all()) {
        if (except.has(nameOf({ conversation, id }))) continue;
        const row = rowOf<Omit<FileRecord, 'confirmed'> & { confirmed: number }>(find, conversation, id);
        if (row === undefined) continue;
        const { keyId, sealed, bytes, at, confirmed } = row;
        yield { conversation, id, keyId, sealed, bytes, at, confirmed: confirmed === 1 };
      }
    },
    // Confirmation may have changed since, so it is sent again.
    settled: async () => new Set(),
    put: (records) =>
      files.write(() => {
        for (const { conversation, id, keyId, sealed, bytes, at, confirmed } of records) {
          const { changes } = add.run(conversation, id, bytes, at, keyId, confirmed ? 1 : 0);
          if (changes === 1) addContent.run(conversation, id, sealed);
          else if (confirmed) confirm.run(conversation, id);
        }
      }),
  };
}

function knowledgeTable(journal: Database): Table<KnowledgeRecord> {
  const add = journal.connection.prepare(
    `INSERT INTO knowledge (version, saved_at, content) VALUES (?, ?, ?)
     ON CONFLICT (version) DO UPDATE SET seq = (SELECT max(seq) + 1 FROM knowledge)`,
  );
  return rewrittenTable(journal, {
    idOf: ({ version }) => version,
    sql: 'SELECT version, content, saved_at AS savedAt FROM knowledge ORDER BY seq',
    put: ({ version, savedAt, content }) => add.run(version, savedAt, content),
  });
}
