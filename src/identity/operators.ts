import { createHash, randomBytes } from 'node:crypto';
import { administers } from '../core/cases/policy.ts';
import type { Agent } from '../core/model/agent.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { StaffStore } from '../core/ports/staffStore.ts';
import type { StaffNotes } from './record.ts';

/** Prefix of every operator key, so that anybody who finds one knows what it is. */
const mark = 'fop_';
/** Validity of a key in milliseconds. */
const lifetimeMs = 90 * 24 * 60 * 60_000;

/** A key that was just created; it is stored nowhere. */
interface MadeKey {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Keys by which administrators prove their identity on the command line. Each creates their own, signed in to the
 * console; only its hash is stored.
 */
export interface Operators {
  /** Creates a key that replaces the person's earlier one. */
  makeKey(agent: Agent): Promise<MadeKey>;
  /** Removes a person's key. */
  removeKey(agent: Agent): Promise<void>;
  /** The person whose key it is, if they are an administrator now; null: nobody. */
  find(key: string): Promise<Agent | null>;
}

export function createOperators(deps: {
  tenant: string;
  store: Pick<StaffStore, 'putLink' | 'findLink' | 'find'>;
  notes: Pick<StaffNotes, 'note'>;
  clock: Clock;
}): Operators {
  const { tenant, store, notes, clock } = deps;
  return {
    async makeKey({ id }) {
      const key = `${mark}${randomBytes(32).toString('base64url')}`;
      const expiresAt = clock() + lifetimeMs;
      await store.putLink(tenant, { hash: hashOf(key), purpose: 'operator', agent: id, expiresAt });
      await notes.note('staff.operator-key-made', id, id);
      return { key, expiresAt };
    },
    async removeKey({ id }) {
      // An unknown link takes the place of the key.
      const hash = hashOf(randomBytes(32).toString('base64url'));
      await store.putLink(tenant, { hash, purpose: 'operator', agent: id, expiresAt: 0 });
      await notes.note('staff.operator-key-removed', id, id);
    },
    find: (key) => findOperator(key, deps),
  };
}

/** Like `Operators.find`, for callers that have only the directory. */
export async function findOperator(
  key: string,
  { tenant, store, clock }: { tenant: string; store: Pick<StaffStore, 'findLink' | 'find'>; clock: Clock },
): Promise<Agent | null> {
  if (!key.startsWith(mark)) return null;
  const link = await store.findLink(tenant, hashOf(key));
  if (link?.purpose !== 'operator' || link.agent === null || link.expiresAt <= clock()) return null;
  const agent = await store.find(tenant, link.agent);
  return agent !== null && administers(agent) ? agent : null;
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url');
