import type { ConversationId } from '../../core/model/conversation.ts';
import type { Loaded } from '../../core/ports/journal.ts';
import {
  afterConversation,
  type CommitDocument,
  type CommitModel,
  commitId,
  type OutlineDocument,
  outlineFields,
} from './commitDocument.ts';
import type { Stamp } from './stamp.ts';

/** Queries of the journal. */
export interface Reads {
  /** Result of `Journal.load`, and the stamp of the newest commit. */
  load(conversation: ConversationId, inboundKey: string): Promise<Loaded & { stamp: Stamp | null }>;
  /** Commits of a conversation above a revision, oldest first. */
  onward(conversation: ConversationId, after: number, limit: number): Promise<readonly CommitDocument[]>;
  /** Commits of all conversations after a stamp, in the order of their stamps. */
  behind(stamp: Stamp, limit: number): Promise<readonly CommitDocument[]>;
  /** The same for outlines. */
  outlinesBehind(stamp: Stamp, limit: number): Promise<readonly OutlineDocument[]>;
  /**
   * Whether a message is stored, after its commit was refused: the answer holds even if the primary fails right
   * afterwards. `revisionTaken`: another commit has its revision, so the message need not be the reason.
   */
  holds(conversation: ConversationId, inboundKey: string, known: { readonly revisionTaken: boolean }): Promise<boolean>;
}

/** Queries for a server that answers from its indexes: two at once for a turn, one for anything else. */
export function createIndexedReads(commits: CommitModel): Reads {
  const within = (conversation: ConversationId, after: number) => ({
    conversation,
    _id: { $gt: commitId(conversation, after), $lt: afterConversation(conversation) },
  });

  return {
    async load(conversation, inboundKey) {
      // The newest commit may still be in transit to a majority, but commits based on it reach a majority only together
      // with it. A message that is acknowledged as a duplicate, in contrast, must be safe already.
      const [newest, known] = await Promise.all([
        commits
          .findOne(within(conversation, 0), { revision: 1, state: 1, keyId: 1, stamp: 1 })
          .sort({ _id: -1 })
          .hint({ _id: 1 })
          .readConcern('local')
          .lean<Pick<CommitDocument, 'revision' | 'state' | 'keyId' | 'stamp'>>(),
        commits.findOne({ conversation, inboundKey }, { revision: 1 }).lean<Pick<CommitDocument, 'revision'>>(),
      ]);
      return {
        latest: newest && { revision: newest.revision, state: newest.state, keyId: newest.keyId },
        duplicateOf: known?.revision ?? null,
        stamp: newest?.stamp ?? null,
      };
    },

    onward: (conversation, after, limit) =>
      commits.find(within(conversation, after)).sort({ _id: 1 }).hint({ _id: 1 }).limit(limit).lean<CommitDocument[]>(),

    behind: (stamp, limit) =>
      commits
        .find({ stamp: { $gt: stamp } })
        .sort({ stamp: 1 })
        .limit(limit)
        .lean<CommitDocument[]>(),

    outlinesBehind: (stamp, limit) =>
      commits
        .find({ stamp: { $gt: stamp } }, outlineFields)
        .sort({ stamp: 1 })
        .limit(limit)
        .lean<OutlineDocument[]>(),

    holds: async (conversation, inboundKey) =>
      (await commits
        .findOne({ conversation, inboundKey }, { revision: 1 })
        .readConcern('linearizable')
        .maxTimeMS(10_000)
        .lean()) !== null,
  };
}
