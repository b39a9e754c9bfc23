import type { Log } from '../../core/ports/log.ts';
import type { ConversationKey, Keys } from '../../core/ports/sealer.ts';
import type { Database } from '../sqlite/database.ts';
import { rowsOf } from '../sqlite/rowsOf.ts';
import { createKeyCache } from './keyCache.ts';
import { type createKeyRows, type KeyRow, newKeyRow } from './keyRows.ts';
import { type MasterRecord, type Masters, unusableKey } from './masters.ts';

/** Most keys in the cache, about 300 bytes each. */
const cacheLimit = 10_000;

/**
 * The key port over an open key ring. Keys that another process rotates or destroys are no longer used from then on.
 */
export function createKeys(
  database: Database,
  rows: ReturnType<typeof createKeyRows>,
  masters: Masters,
  log: Log,
): Keys {
  const cache = createKeyCache(cacheLimit);
  let seenVersion = rows.dataVersion.get()?.data_version;
  let seenChange = Number(rows.lastChange.get()?.seq);

  let looked = false;

  /**
   * Evicts keys that other processes changed, once per tick of the event loop: within one tick, nobody could tell which
   * came first. SQLite's `data_version` changes only when another connection has written; only then are the changes
   * read.
   */
  function forgetChanged(): void {
    if (looked && database.connection.isOpen) return;
    looked = true;
    setImmediate(() => {
      looked = false;
    });
    const version = rows.dataVersion.get()?.data_version;
    if (version === seenVersion) return;
    for (const { seq, id } of rowsOf<{ seq: number; id: string }>(rows.changesAfter, seenChange)) {
      cache.evict(id);
      seenChange = seq;
    }
    seenVersion = version;
  }

  function remember(row: Omit<KeyRow, 'seq'>): ConversationKey {
    const key = open(row);
    cache.put(row.conversation, key);
    return key;
  }

  function open(row: Omit<KeyRow, 'seq'>): ConversationKey {
    const key = masters.unwrap(row);
    if (key !== null) return key;
    masters.learn(rowsOf<MasterRecord>(rows.masters));
    const known = masters.unwrap(row);
    if (known === null) throw unusableKey(row.id);
    return known;
  }

  function add(conversation: string): Omit<KeyRow, 'seq'> {
    // In the transaction that adds it, so that none is added under a master key that was replaced.
    const { generation } = rows.newestMaster.get() as { generation: number };
    if (generation !== masters.generation()) masters.learn(rowsOf<MasterRecord>(rows.masters));
    if (generation !== masters.generation()) throw unusableKey('of a new conversation');
    const row = newKeyRow(masters.wrapping(), conversation);
    rows.add.run(row.id, conversation, row.wrapped);
    return row;
  }

  function currentRow(conversation: string): KeyRow | undefined {
    return rows.current.get(conversation) as KeyRow | undefined;
  }

  return {
    async current(conversation) {
      const known = await database.read(() => {
        forgetChanged();
        const cached = cache.byConversation(conversation);
        const row = cached ? undefined : currentRow(conversation);
        return row ? remember(row) : cached;
      });
      return known ?? remember(await database.write(() => currentRow(conversation) ?? add(conversation)));
    },

    find: (keyId) =>
      database.read(() => {
        forgetChanged();
        const cached = cache.byId(keyId);
        if (cached) return cached;
        const row = rows.byId.get(keyId) as (KeyRow & { current: number }) | undefined;
        if (!row) return null;
        return row.current === 1 ? remember(row) : open(row);
      }),

    fate: (keyId) =>
      database.read(() => {
        const row = rows.isDestroyed.get(keyId);
        if (!row) return 'unknown';
        return row.destroyed === 1 ? 'destroyed' : 'alive';
      }),
    async rotate(conversation) {
      const { retired, row } = await database.write(() => {
        const old = currentRow(conversation);
        if (old) {
          rows.retire.run(old.id);
          rows.noteChange.run(old.id);
        }
        return { retired: old?.id, row: add(conversation) };
      });
      if (retired !== undefined) cache.evict(retired);
      return remember(row);
    },

    async destroy(conversation, except) {
      const ids = await database.write(() => {
        const current = currentRow(conversation);
        const alive = [...rowsOf<KeyRow>(rows.older, conversation), ...(current ? [current] : [])];
        // By number, which outlives the key itself: a late repetition of an erasure must not destroy younger keys.
        const kept = Number(rows.seqOf.get(except)?.seq ?? Number.POSITIVE_INFINITY);
        const doomed = alive.filter((row) => row.seq < kept).map((row) => row.id);
        for (const id of doomed) {
          rows.destroy.run(id);
          rows.noteChange.run(id);
        }
        return doomed;
      });
      for (const id of ids) cache.evict(id);
      if (ids.length > 0) await wipeLog();
      return ids;
    },

    destroyed: () => database.read(() => rowsOf<{ id: string }>(rows.allDestroyed).map(({ id }) => id)),

    async destroyById(keyIds) {
      const found = await database.write(() => {
        const alive = keyIds.flatMap((id) => (rows.byId.get(id) as KeyRow | undefined) ?? []);
        for (const { id } of alive) {
          rows.destroy.run(id);
          rows.noteChange.run(id);
        }
        return alive;
      });
      for (const { id } of found) cache.evict(id);
      if (found.length > 0) await wipeLog();
      return [...new Set(found.map(({ conversation }) => conversation))];
    },
  };

  /** Empties the write-ahead log, which could still hold the bytes of destroyed keys. */
  async function wipeLog(): Promise<void> {
    if (!(await database.emptyLog())) {
      log.warn({ file: database.file }, 'the log of the key ring is in use; it will be emptied at the next erasure');
    }
  }
}
