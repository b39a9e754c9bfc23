import type { Commit, SealedContent } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';

/** The state of a key: deliberate destruction leaves a mark, which distinguishes it from a lost key (`unknown`). */
type KeyFate = 'alive' | 'destroyed' | 'unknown';

/** Keys of conversations, stored apart from the journal. */
export interface Keys {
  /**
   * The key under which new content of a conversation is sealed; created (durably) when there is none. `last`: the id
   * of the newest commit's key, which may be used without a look-up, see `KeyChoice`.
   */
  current(conversation: ConversationId, last?: string): Promise<ConversationKey>;
  /** A key by its id; null when it was destroyed or is lost: `fate` says which. */
  find(keyId: string): Promise<ConversationKey | null>;
  fate(keyId: string): Promise<KeyFate>;
  /** Creates a new current key (durably); older ones stay until they are destroyed. */
  rotate(conversation: ConversationId): Promise<ConversationKey>;
  /**
   * Destroys every key of a conversation that is older than `except` (null: every key): what was sealed under them can
   * never be read again. Newer keys seal only later content, and stay. Idempotent. Resolves to the ids of those that it
   * destroyed.
   */
  destroy(conversation: ConversationId, except: string | null): Promise<readonly string[]>;
  /** Ids of all keys that were destroyed. */
  destroyed(): Promise<readonly string[]>;
  /** Destroys keys by their ids, where they are alive. Resolves to their conversations. */
  destroyById(keyIds: readonly string[]): Promise<readonly ConversationId[]>;
}

export interface ConversationKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/**
 * The key under which something is sealed. `fresh`: a new one, so that the old one can be destroyed without this
 * content. `current`: the conversation's current key. `follows` (the id of a key): the key of the preceding commit,
 * without a look-up. This is safe because rotation happens in a commit, and the commit that did not expect it is
 * refused. So, after a journal has been restored to before such a commit, no process that remembers the old key may
 * write to it.
 */
type KeyChoice = 'fresh' | 'current' | { readonly follows: string };

/** Seals personal content, and derives the ids that hide platform ids. */
export interface Sealer {
  conversationId(tenant: string, account: string, platformConversation: string): ConversationId;
  inboundKey(conversation: ConversationId, platformMessageId: string): string;
  seal(
    conversation: ConversationId,
    content: Omit<SealedContent, 'salts'>,
    key: KeyChoice,
  ): Promise<{ sealed: Uint8Array; keyId: string; commitments: readonly string[] }>;
  /** Null when the key was destroyed or is lost: `fate` says which. */
  open(commit: Pick<Commit, 'conversation' | 'keyId' | 'sealed'>): Promise<SealedContent | null>;
  /** The state of a key: what was sealed under it is readable, erased, or lost. */
  fate(keyId: string): Promise<KeyFate>;
}
