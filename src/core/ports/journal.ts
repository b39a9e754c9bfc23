import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
/** The journal of commits: append-only, the only source of truth. */
export interface Journal {
  /**
   * The newest state of a conversation (null when it has none), and the revision that already holds this
   * inbound key (null when none does).
   */
  load(conversation: ConversationId, inboundKey: string): Promise<Loaded>;
  /**
   * Stores a commit with its outbox tasks. Resolves once it is durable. `conflict`: the revision is taken, load
   * again and rerun; `duplicate`: this inbound message is already in, nothing changed.
   */
  append(commit: Commit): Promise<'appended' | 'conflict' | 'duplicate'>;
  /** Commits of one conversation with a revision above `after`, oldest first, at most `limit`. */
  read(conversation: ConversationId, after: number, limit: number): Promise<readonly Commit[]>;
  /**
   * All commits in the order in which they became durable, from a cursor (null: the beginning). The cursor returned
   * continues after the last of them; where nothing is left it is the one given, which finds what comes later. Fewer
   * than `limit` are returned where there were no more.
   */
  scan(cursor: string | null, limit: number): Promise<{ commits: readonly Commit[]; cursor: string | null }>;
  /** The same, of each commit only what tells when something happened and under which key: a small part of its bytes. */
  scanOutlines(
    cursor: string | null,
    limit: number,
  ): Promise<{ commits: readonly CommitOutline[]; cursor: string | null }>;
}

/** A commit without what was said and without its state. */
export interface CommitOutline
  extends Pick<Commit, 'tenant' | 'account' | 'conversation' | 'revision' | 'at' | 'keyId' | 'events'> {
  /** Whether it is of a record of the city's own, and of no conversation. */
  readonly isRecord: boolean;
}

export interface Loaded {
  readonly latest: Pick<Commit, 'revision' | 'state' | 'keyId'> | null;
  readonly duplicateOf: number | null;
}
