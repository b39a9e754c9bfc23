import type { SealedContent } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Inbound, Rendered } from '../model/message.ts';
import type { Journal } from '../ports/journal.ts';
import type { Sealer } from '../ports/sealer.ts';
import { isLost } from './lostKey.ts';

/** One turn as its participants saw it; content is null when it was erased or its key is lost. */
export interface TranscriptTurn {
  readonly revision: number;
  readonly at: number;
  /** Whether its key is lost, which is not an erasure. */
  readonly lost: boolean;
  readonly content: { readonly inbound: Inbound | null; readonly outbound: readonly Rendered[] } | null;
}

/** Reads a conversation from a cursor (the last revision already seen, 0 for all), oldest first. */
export type ReadTranscript = (
  conversation: ConversationId,
  after: number,
  limit: number,
) => Promise<readonly TranscriptTurn[]>;

/** Reads the journal, or the cache of recent commits. */
export function createTranscript(
  journal: Pick<Journal, 'read'>,
  sealer: Pick<Sealer, 'open' | 'fate'>,
  recentCommits: { after(conversation: ConversationId, revision: number): TranscriptTurn | null },
): ReadTranscript {
  return async (conversation, after, limit) => {
    const next = recentCommits.after(conversation, after);
    if (next !== null) return [next];
    const commits = await journal.read(conversation, after, limit);
    return Promise.all(
      commits.map(async (commit) => {
        const content = await sealer.open(commit);
        return {
          revision: commit.revision,
          at: commit.at,
          lost: content === null && (await isLost(sealer, commit)),
          content: content && { inbound: saidIn(content, commit.conversation), outbound: content.outbound },
        };
      }),
    );
  };
}

/** What the person said: in the conversation, or of it on the page of their case. */
function saidIn({ inbound, addition }: SealedContent, conversation: ConversationId): Inbound | null {
  const own = addition?.from === conversation && addition.inbound.content.kind !== 'choice' ? addition.inbound : null;
  return inbound ?? own;
}
