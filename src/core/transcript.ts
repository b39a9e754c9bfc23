import type { ConversationId } from './commit.ts';
import type { Inbound, Rendered } from './message.ts';
import type { Journal, Sealer } from './ports.ts';

/** One turn as its participants saw it; content is null once it was erased. */
export interface TranscriptTurn {
  readonly revision: number;
  readonly at: number;
  readonly content: { readonly inbound: Inbound; readonly outbound: readonly Rendered[] } | null;
}

/** Reads a conversation from a cursor (the last revision already seen, 0 for all), oldest first. */
export type ReadTranscript = (
  conversation: ConversationId,
  after: number,
  limit: number,
) => Promise<readonly TranscriptTurn[]>;

export function createTranscript(journal: Journal, sealer: Sealer): ReadTranscript {
  return async (conversation, after, limit) => {
    const commits = await journal.read(conversation, after, limit);
    return Promise.all(
      commits.map(async (commit) => {
        const content = await sealer.open(commit);
        return {
          revision: commit.revision,
          at: commit.at,
          content: content && { inbound: content.inbound, outbound: content.outbound },
        };
      }),
    );
  };
}
