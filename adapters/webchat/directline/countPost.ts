import type { Limit } from '../limit.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** Counts one post of a conversation. Throws `rate.limited`. */
export async function countPost(session: Session, posts: Limit): Promise<void> {
  const { ok, retryAfter } = await posts.allow(session.conversation);
  if (!ok)
    throw new Refusal(429, 'rate.limited', 'Too many messages at once. Wait a moment and send it again.', {
      retryAfter,
    });
}
