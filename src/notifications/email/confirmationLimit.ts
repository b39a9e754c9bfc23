import type { Commit } from '../../core/model/commit.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';

/** Whether a confirmation that a commit asks for may be e-mailed to an address. If not, that is in the log. */
export type MayConfirm = (address: string, commit: Pick<Commit, 'conversation' | 'revision'>) => Promise<boolean>;

/**
 * Counts confirmations by address and by conversation, so that nobody's mailbox is flooded. Each request counts once, however often
 * it is tried, and by whichever processes: who asks while the mail server is away has asked for one.
 */
export function createConfirmationLimit({
  limit,
  requests,
  sealer,
  log,
}: {
  /** Confirmations of one address, and of one conversation. */
  readonly limit: Limit;
  /** One of each request, for as long as it may be tried again: what has counted is over this limit. */
  readonly requests: Limit;
  readonly sealer: Pick<Sealer, 'inboundKey'>;
  readonly log: Log;
}): MayConfirm {
  return async (address, { conversation, revision }) => {
    const request = `${conversation} ${revision}`;
    if (!(await requests.allow(request)).ok) return true;
    const byAddress = sealer.inboundKey('confirmations', address.toLowerCase());
    const isFree = (await limit.allow(byAddress)).ok;
    if (isFree && (await limit.allow(conversation)).ok) return true;
    // What one limit refuses takes nothing of the other, and is asked again at another attempt.
    await Promise.all([isFree ? limit.giveBack(byAddress) : null, requests.giveBack(request)]);
    log.warn({ conversation }, 'too many confirmations were requested: none will be sent for a while');
    return false;
  };
}
