import { CodedError } from '../../core/model/errors.ts';
import { checkValue } from './checkValue.ts';
import type { KeyRow } from './keyRows.ts';
import { type MasterRecord, type Masters, rewrapped } from './masters.ts';

/** A stored key with its place in the order in which keys are gone through. */
type StoredKey = Omit<KeyRow, 'seq'> & { readonly cursor: string };

/** What a rotation needs of the store of the keys. */
export interface RotationStore {
  /** Oldest first. */
  records(): Promise<readonly MasterRecord[]>;
  /** False where another process was faster. */
  add(record: MasterRecord): Promise<boolean>;
  /** Keys that were not destroyed, from a cursor on; empty: there are no more. */
  page(after: string): Promise<readonly StoredKey[]>;
  /** Replaces what keys are wrapped in, unless they were destroyed or changed meanwhile. */
  replace(keys: readonly { readonly before: StoredKey; readonly wrapped: Uint8Array }[]): Promise<void>;
  /** Removes what lets two master keys open the ring. Nothing of it stays in the files. */
  close(generation: number): Promise<void>;
}

/** Replaces the master key of a ring while it is used. Each step may be repeated, and goes on where it was interrupted. */
export interface Rotation {
  /** Whether two master keys open the ring now. */
  isOpen(): Promise<boolean>;
  /** From now on both master keys open the ring, and new keys are wrapped with the new one. Throws `key.rotation`. */
  begin(master: Uint8Array): Promise<void>;
  /** Wraps all keys with the new one; resolves to how many were not yet. */
  rewrap(): Promise<number>;
  /** From now on the new one alone opens the ring. Throws `key.rotation` if this process was not given it. */
  finish(): Promise<void>;
}

export function createRotation(store: RotationStore, masters: Masters): Rotation {
  async function rewrap(): Promise<number> {
    masters.learn(await store.records());
    let count = 0;
    for (let after = ''; ; ) {
      const keys = await store.page(after);
      const changed = keys.flatMap((before) => {
        const wrapped = rewrapped(masters, before);
        return wrapped === null ? [] : [{ before, wrapped }];
      });
      if (changed.length > 0) await store.replace(changed);
      count += changed.length;
      const last = keys.at(-1);
      if (last === undefined) return count;
      after = last.cursor;
    }
  }

  return {
    async isOpen() {
      return (await store.records()).at(-1)?.bridge != null;
    },

    async begin(master) {
      const records = await store.records();
      masters.learn(records);
      const newest = records.at(-1);
      const isThis = newest !== undefined && Buffer.from(newest.check).equals(checkValue(master));
      if (isThis && newest.bridge !== null) return;
      if (isThis || (newest !== undefined && newest.bridge !== null)) {
        throw new CodedError(
          'key.rotation',
          isThis
            ? 'This is the master key already. Make another one.'
            : 'Another rotation of the master key is not finished. Finish it first: npm run keys -- finish.',
        );
      }
      if (!(await store.add(masters.next(master))))
        throw new CodedError('key.rotation', 'Another process rotates the master key now. Look again in a while.');
      masters.learn(await store.records());
    },

    rewrap,

    async finish() {
      const records = await store.records();
      masters.learn(records);
      const newest = records.at(-1);
      if (newest === undefined || newest.bridge === null) return;
      if (!masters.isNewest(records)) {
        throw new CodedError(
          'key.rotation',
          'Start the service and this command with the new master key first: the old one will open nothing any more.',
        );
      }
      // What a process wrapped with the old one, which had not heard of the new one.
      while ((await rewrap()) > 0);
      await store.close(newest.generation);
      masters.learn(await store.records());
    },
  };
}
