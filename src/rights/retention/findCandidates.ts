import { iterateOutlines } from '../../core/journal/iterateCommits.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { RetentionPolicy, RetentionTime } from '../../core/model/rights/retention.ts';
import type { Journal } from '../../core/ports/journal.ts';
import { holdsNothing } from './plan.ts';

const dayMs = 86_400_000;

/** What is remembered of a conversation while the journal is gone through. */
interface Seen {
  keyId: string;
  /** When the stretch under this key was last added to; infinite: it holds nothing. */
  lastAt: number;
  /** When the oldest stretch before it ended, which may not be erased yet; infinite: there is none. */
  endedAt: number;
}

/**
 * Finds the conversations of which something may have passed its time: a few more than have, never fewer. Goes through
 * the whole journal once, page by page and without what was said, and remembers three values of each conversation.
 */
export async function findCandidates(
  journal: Pick<Journal, 'scanOutlines'>,
  { tenant, policy, at, end }: { tenant: string; policy: RetentionPolicy; at: number; end: AbortSignal },
): Promise<{ readonly conversations: number; readonly candidates: readonly ConversationId[] }> {
  const seen = new Map<ConversationId, Seen>();
  for await (const commit of iterateOutlines(journal)) {
    if (end.aborted) break;
    const { conversation, keyId, events } = commit;
    if (commit.tenant !== tenant || commit.isRecord) continue;
    const known = seen.get(conversation);
    const lastAt = holdsNothing(events) ? Number.POSITIVE_INFINITY : commit.at;
    if (known === undefined) {
      seen.set(conversation, { keyId, lastAt, endedAt: Number.POSITIVE_INFINITY });
      continue;
    }
    if (known.keyId === keyId) {
      if (lastAt !== Number.POSITIVE_INFINITY) known.lastAt = lastAt;
      continue;
    }
    // What came before an erasure of everything is gone, unless the erasure failed: then it is older than all else.
    known.endedAt = Math.min(known.endedAt, known.lastAt);
    if (lastAt === Number.POSITIVE_INFINITY) known.endedAt = lastAt;
    known.keyId = keyId;
    known.lastAt = lastAt;
  }
  const latest = at - Math.min(...[policy.conversation, ...policy.cases].map(({ keep }) => leastMs(keep)));
  const candidates = [...seen].filter(([, { lastAt, endedAt }]) => Math.min(lastAt, endedAt) <= latest);
  return { conversations: seen.size, candidates: candidates.map(([conversation]) => conversation) };
}

/** Shortest length of a time, milliseconds: a month has 28 days or more, and a day may have 23 hours. */
function leastMs({ unit, amount }: RetentionTime): number {
  return (unit === 'months' ? amount * 28 : amount) * dayMs - dayMs;
}
