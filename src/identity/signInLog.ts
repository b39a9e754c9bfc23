import { createHmac } from 'node:crypto';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Agent } from '../core/model/agent.ts';
import type { SignInEvent, SignInsRecord } from '../core/model/records.ts';
import type { CreateLimit } from '../core/ports/limit.ts';
import type { Log } from '../core/ports/log.ts';
import { addressKey } from '../core/util/addressKey.ts';
import type { RefusedSignIn } from './auth.ts';

/** Number of commits that `recent` shows, and of refusals recorded per hour: the journal never shrinks. */
const recentLimit = 100;
const hourlyLimit = 300;

/** Records refused sign-ins where the people who run the service can see them. */
export interface Refusals {
  /** `email`: the given name; null where none was given. */
  note(refused: { email: string | null; address: string; reason: RefusedSignIn['reason'] }): Promise<void>;
  /** Newest first; `all`: the people in the directory. */
  recent(all: readonly Agent[]): Promise<readonly RefusedSignIn[]>;
}

/**
 * Records refused sign-ins in the journal and in the log: with a network shared by many addresses, and the name as a
 * code that only this installation can derive. Above a few hundred per hour they appear in the log only.
 */
export function createRefusals(deps: {
  readonly tenant: string;
  readonly records: RecordLog;
  readonly secret: Uint8Array;
  readonly limit: CreateLimit;
  readonly log: Log;
}): Refusals {
  const { tenant, records, secret, log } = deps;
  const kept = deps.limit('staff-refusals', hourlyLimit, 3_600);
  const stream = { tenant, account: '(staff)', name: 'sign-ins' };
  const codeOf = (email: string) =>
    createHmac('sha256', secret).update(`refused ${email.trim().toLowerCase()}`).digest('base64url').slice(0, 16);

  return {
    async note({ email, address, reason }) {
      const name = email === null ? null : codeOf(email);
      const network = networkOf(address);
      log.warn({ name, network, reason }, 'a staff sign-in was refused');
      if (!(await kept.allow(tenant)).ok) return;
      const event: SignInEvent = { type: 'sign-in.refused', name, network, reason };
      await records.append<SignInsRecord>(stream, '', (state) => ({
        events: [event],
        state: { record: 'sign-ins', shape: 1, refused: (state?.refused ?? 0) + 1 },
      }));
    },

    async recent(all) {
      const newest = await records.newest<SignInsRecord>(stream);
      if (newest === null) return [];
      const listed = new Map(all.map((agent) => [codeOf(agent.email), agent]));
      const commits = await records.read(stream, Math.max(0, newest.revision - recentLimit));
      return commits
        .flatMap(({ at, events }) =>
          events.flatMap((event) => {
            if (event.type !== 'sign-in.refused') return [];
            const { name, network, reason } = event;
            return [{ at, agent: (name !== null && listed.get(name)) || null, network, reason }];
          }),
        )
        .reverse();
    },
  };
}

/** The network of an address: 256 addresses (IPv4), or a site's (IPv6, /48); empty where the address is unknown. */
function networkOf(address: string): string {
  const key = addressKey(address);
  const four = /^(\d+\.\d+\.\d+)\.\d+$/.exec(key)?.[1];
  if (four !== undefined) return `${four}.0/24`;
  return key.includes(':') ? `${key.split(':').slice(0, 3).join(':')}::/48` : '';
}
