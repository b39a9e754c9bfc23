import { type Commit, isRecord, type SealedContent } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import { CodedError } from '../model/errors.ts';
import type { Journal } from '../ports/journal.ts';
import type { Sealer } from '../ports/sealer.ts';

/** Whether what was written in a conversation is only to be kept, and not used (GDPR art. 18). */
export async function isRestricted(journal: Pick<Journal, 'load'>, conversation: ConversationId): Promise<boolean> {
  const { latest } = await journal.load(conversation, '');
  return latest !== null && restricts(latest.state);
}

/** The same of a state. */
export function restricts(state: Commit['state']): boolean {
  return !isRecord(state) && (upToDate(state).restricted ?? null) !== null;
}

/** A sealer for uses that a restriction ends: it opens nothing of a conversation as long as one lasts. */
export function createUsableSealer(journal: Pick<Journal, 'load'>, sealer: Sealer): Sealer {
  return {
    ...sealer,
    async open(commit): Promise<SealedContent | null> {
      return (await isRestricted(journal, commit.conversation)) ? null : sealer.open(commit);
    },
  };
}

export function restrictedError(): CodedError {
  return new CodedError(
    'case.restricted',
    'The person asked that what they wrote is only kept. Open it for a reason if you must: it is recorded.',
  );
}
