import { CodedError } from '../../core/model/errors.ts';
import type { ConversationKey } from '../../core/ports/sealer.ts';
import { deriveSecret } from '../../journal/deriveSecret.ts';
import { openBytes, sealBytes } from '../../journal/envelope.ts';
import { checkValue } from './checkValue.ts';
import { type KeyRow, unwrap, wrapKey } from './keyRows.ts';

/** A master key as a ring knows it, without the key itself. */
export interface MasterRecord {
  /** 1 for the master key with which the ring was created, then one more for each rotation. */
  readonly generation: number;
  readonly check: Uint8Array;
  /** The first master key, from which secrets are derived that never change, sealed under this one; null for itself. */
  readonly root: Uint8Array | null;
  /** Until the rotation is finished: what this one wraps with, sealed under the one before it, and the other way round. */
  readonly bridge: Uint8Array | null;
  readonly previous: Uint8Array | null;
}

/** What opens the keys of a ring now. */
interface Opened {
  readonly generation: number;
  readonly root: Uint8Array;
  /** Keys that wrap, the newest first. */
  readonly wrapping: readonly Uint8Array[];
}

const context = (generation: number, what: 'root' | 'bridge' | 'previous') => `master ${generation} ${what}`;

const wrappingOf = (master: Uint8Array) => deriveSecret(master, 'wrapping');

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.from(one).equals(other);

/** Opens a ring with a master key, or with the one before it while a rotation is under way. Null: with neither. */
function openWith(master: Uint8Array, records: readonly MasterRecord[]): Opened | null {
  const newest = records.at(-1);
  const own = records.find(({ check }) => isSame(check, checkValue(master)));
  if (newest === undefined || own === undefined) return null;
  const ownWrapping = wrappingOf(master);
  const open = (wrapping: Uint8Array, what: 'root' | 'bridge' | 'previous', sealed: Uint8Array) =>
    new Uint8Array(openBytes(wrapping, context(newest.generation, what), sealed));
  const rootUnder = (wrapping: Uint8Array) => (newest.root === null ? master : open(wrapping, 'root', newest.root));
  const { generation } = newest;
  if (own === newest) {
    const before = newest.previous === null ? [] : [open(ownWrapping, 'previous', newest.previous)];
    return { generation, root: rootUnder(ownWrapping), wrapping: [ownWrapping, ...before] };
  }
  if (own.generation !== generation - 1 || newest.bridge === null) return null;
  const wrapping = open(ownWrapping, 'bridge', newest.bridge);
  return { generation, root: rootUnder(wrapping), wrapping: [wrapping, ownWrapping] };
}

/** The master keys of an open ring, which learns of a rotation while it is used. */
export interface Masters {
  readonly generation: () => number;
  /** The first master key: secrets that never change are derived from it. */
  readonly root: Uint8Array;
  /** What new keys are wrapped with. */
  readonly wrapping: () => Uint8Array;
  /** Whether this process has what alone opens the ring once a rotation is finished. */
  readonly isNewest: (records: readonly MasterRecord[]) => boolean;
  /** Opens a stored key; null: it is wrapped with something unknown, as after a rotation elsewhere. */
  unwrap(row: Omit<KeyRow, 'seq'>): ConversationKey | null;
  /** Looks whether another master key is in use. */
  learn(records: readonly MasterRecord[]): void;
  /** The record of a further master key. */
  next(master: Uint8Array): MasterRecord;
}

/**
 * Opens a ring with its master key; null if it is not the ring's. `again` reads the file of the master key, which a
 * rotation replaces; null where the environment gives it.
 */
export function openMasters(
  master: Uint8Array,
  records: readonly MasterRecord[],
  again: () => Uint8Array | null,
): Masters | null {
  let given = master;
  const first = openWith(master, records);
  if (first === null) return null;
  let opened = first;

  return {
    root: first.root,
    generation: () => opened.generation,
    wrapping: () => newestOf(opened.wrapping),
    isNewest(all) {
      const { check } = all.at(-1) ?? {};
      // Its file may have been replaced meanwhile.
      return check !== undefined && [given, again()].some((each) => each !== null && isSame(check, checkValue(each)));
    },
    unwrap(row) {
      for (const wrapping of opened.wrapping) {
        const key = unwrap(wrapping, row);
        if (key !== null) return key;
      }
      return null;
    },
    learn(all) {
      const known = openWith(given, all);
      if (known !== null) {
        opened = known;
        return;
      }
      const replaced = again();
      const next = replaced === null ? null : openWith(replaced, all);
      // A process that learnt of it while it was under way goes on with what it knows.
      if (replaced === null || next === null) return;
      given = replaced;
      opened = next;
    },
    next(following) {
      const generation = opened.generation + 1;
      const wrapping = wrappingOf(following);
      const before = newestOf(opened.wrapping);
      return {
        generation,
        check: checkValue(following),
        root: sealBytes(wrapping, context(generation, 'root'), opened.root),
        bridge: sealBytes(before, context(generation, 'bridge'), wrapping),
        previous: sealBytes(wrapping, context(generation, 'previous'), before),
      };
    },
  };
}

function newestOf(wrapping: readonly Uint8Array[]): Uint8Array {
  const [newest] = wrapping;
  if (newest === undefined) throw new Error('a ring is open with a key that wraps');
  return newest;
}

/** A stored key wrapped once more, with what is newest; null: it is so already. Throws `key.unusable` if it is damaged. */
export function rewrapped(masters: Masters, row: Omit<KeyRow, 'seq'>): Uint8Array | null {
  const wrapping = masters.wrapping();
  if (unwrap(wrapping, row) !== null) return null;
  const key = masters.unwrap(row);
  if (key === null) throw unusableKey(row.id);
  return wrapKey(wrapping, row, key.key);
}

export function unusableKey(id: string): CodedError {
  return new CodedError(
    'key.unusable',
    `The key ${id} was altered or damaged, or its master key was replaced: start this process again with the new one, or restore the key ring from its last backup (npm run restore).`,
  );
}
