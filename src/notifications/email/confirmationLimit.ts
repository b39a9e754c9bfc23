import type { Commit } from '../../core/model/commit.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { createLruCache } from '../../core/util/lruCache.ts';

/** Requests that this process remembers to have counted. */
const rememberedRequests = 10_000;

/** Whether a confirmation that a commit asks for may be e-mailed to an address. If not, that is in the log. */
export type MayConfirm = (address: string, commit: Pick<Commit, 'conversation' | 'revision'>) => Promise<boolean>;

/**
 * Counts confirmations by address and by conversation, so that nobody's mailbox is flooded. Each request counts once, however often
 * it is tried: who asks while the mail server is away has asked for one.
 */
export function createConfirmationLimit({
  limit,
  sealer,
  log,
}: {
  readonly limit: Limit;
  readonly sealer: Pick<Sealer, 'inboundKey'>;
  readonly log: Log;
}): MayConfirm {
  const counted = createLruCache<string, true>(rememberedRequests);
  return async (address, { conversation, revision }) => {
    const id = `${conversation} ${revision}`;
    if (counted.get(id)) return true;
    const byAddress = sealer.inboundKey('confirmations', address.toLowerCase());
    const isFree = (await limit.allow(byAddress)).ok;
    if (isFree && (await limit.allow(conversation)).ok) {
      counted.set(id, true);
      return true;
    }
    // What one limit refuses takes nothing of the other.
    if (isFree) await limit.giveBack(byAddress);
    log.warn({ conversation }, 'too many confirmations were requested: none will be sent for a while');
    return false;
  };
}
