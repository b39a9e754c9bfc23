import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../core/ports/log.ts';
import type { StaffStore } from '../../core/ports/staffStore.ts';
import type { Tie } from '../installation/installationManifest.ts';
import { createSqliteTie } from '../installation/sqliteManifest.ts';
import { openDatabase } from './database.ts';
import { agentToRow, changedColumns, insertAgent, rowToAgent, rowToLink, staffKind } from './staffRows.ts';

/** How long a statement of the accounts waits for another process, milliseconds. */
const timeoutMs = 2_000;

/**
 * The staff directory in its own file next to the journal, including the tables of passwords and sessions. Throws and
 * rejects as `openDatabase` does.
 */
export function openSqliteStaff({ file, log }: { file: string; log: Log }): StaffStore & { readonly tie: Tie } {
  const database = openDatabase(file, staffKind, log);
  const db = database.connection;
  const all = db.prepare('SELECT * FROM staff WHERE tenant = ? ORDER BY name, id');
  const byId = db.prepare('SELECT * FROM staff WHERE tenant = ? AND id = ?');
  const byEmail = db.prepare('SELECT * FROM staff WHERE tenant = ? AND email = ?');
  const add = db.prepare(insertAgent);
  const dropLinks = db.prepare('DELETE FROM staff_link WHERE tenant = ? AND agent IS ?');
  const addLink = db.prepare('INSERT INTO staff_link VALUES (?, ?, ?, ?, ?)');
  const links = db.prepare('SELECT * FROM staff_link WHERE tenant = ?');
  const findLink = db.prepare('SELECT * FROM staff_link WHERE tenant = ? AND hash = ?');
  const takeLink = db.prepare('DELETE FROM staff_link WHERE tenant = ? AND hash = ? RETURNING *');
  // A separate connection: the library's transactions must not mix with ours.
  let accounts: DatabaseSync | null = null;

  return {
    tie: createSqliteTie('staff', database),
    all: (tenant) => database.read(() => all.all(tenant).map(rowToAgent)),
    find: (tenant, id) => database.read(() => orNull(byId.get(tenant, id), rowToAgent)),
    findByEmail: (tenant, email) => database.read(() => orNull(byEmail.get(tenant, email), rowToAgent)),
    add: (agent) => database.write(() => add.run(...agentToRow(agent)).changes === 1),
    change: (tenant, id, change) =>
      database.write(() => {
        const { names, values } = changedColumns(change);
        const set = names.map((name) => `${name} = ?`).join(', ');
        if (names.length > 0)
          db.prepare(`UPDATE staff SET ${set} WHERE tenant = ? AND id = ?`).run(...values, tenant, id);
        return orNull(byId.get(tenant, id), rowToAgent);
      }),
    putLink: (tenant, { hash, purpose, agent, expiresAt }) =>
      database.write(() => {
        dropLinks.run(tenant, agent);
        addLink.run(tenant, hash, purpose, agent, expiresAt);
      }),
    links: (tenant) => database.read(() => links.all(tenant).map(rowToLink)),
    dropLinks: (tenant, agent) => database.write(() => void dropLinks.run(tenant, agent)),
    findLink: (tenant, hash) => database.read(() => orNull(findLink.get(tenant, hash), rowToLink)),
    takeLink: (tenant, hash) => database.write(() => orNull(takeLink.get(tenant, hash), rowToLink)),
    async accounts() {
      if (accounts === null) {
        accounts = new DatabaseSync(file, { timeout: timeoutMs });
        accounts.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF');
      }
      return accounts;
    },
    async close() {
      if (accounts?.isOpen) accounts.close();
      await database.close();
    },
  };
}

function orNull<T>(row: Record<string, unknown> | undefined, read: (row: Record<string, unknown>) => T): T | null {
  return row === undefined ? null : read(row);
}
