import type { ConversationState } from '../model/conversation.ts';

/** Milliseconds without a message after which the next one begins a new visit. */
const visitGapMs = 30 * 24 * 3_600_000;

/**
 * Whether a message begins a new visit, which is sealed under a separate key: what was said before can then be erased
 * when its time is over, although the person goes on writing in the same chat for years.
 */
export function isNewVisit({ pace, cases, flow, takeover }: ConversationState, now: number): boolean {
  const isOpen = flow !== null || takeover !== null || cases.some(({ status }) => status !== 'closed');
  return !isOpen && now - pace.at >= visitGapMs;
}
