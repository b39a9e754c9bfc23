import type { Commit, SealedContent } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
/** What became of a key: destroyed on purpose, which leaves a mark, is not the same as nowhere to be found. */
export type KeyFate = 'alive' | 'destroyed' | 'unknown';

/** Keys of conversations, stored apart from the journal. */
export interface Keys {
  /**
   * The key under which new content of a conversation is sealed; made (durably) when there is none. `last`: the id of
   * the newest commit's, which may be taken unseen, see `KeyChoice`.
   */
  current(conversation: ConversationId, last?: string): Promise<ConversationKey>;
  /** A key by its id; null when it was destroyed, or is nowhere: `fate` tells which. */
  find(keyId: string): Promise<ConversationKey | null>;
  fate(keyId: string): Promise<KeyFate>;
  /** A new key (durable) that becomes the current one; older ones stay until they are destroyed. */
  rotate(conversation: ConversationId): Promise<ConversationKey>;
  /**
   * Destroys every key of a conversation that is older than `except` (null: every key): what was sealed under them can
   * never be read again. Younger keys seal only what came later, and stay. Saying it again changes nothing.
   */
  destroy(conversation: ConversationId, except: string | null): Promise<void>;
}

export interface ConversationKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/**
 * Under which key something is sealed. `fresh`: a new one, so that the old one can be destroyed without this content.
 * `current`: that of the conversation, whoever has rotated it. What follows a commit (an id of a key) takes the key of that
 * commit without looking: whoever rotates it does so in a commit, and then the one that follows is refused. A journal that
 * is put back to before such a commit must therefore not be written to by who remembers the old key.
 */
export type KeyChoice = 'fresh' | 'current' | { readonly follows: string };

/** Seals personal content and derives the ids that hide platform ids. */
export interface Sealer {
  conversationId(tenant: string, account: string, platformConversation: string): ConversationId;
  inboundKey(conversation: ConversationId, platformMessageId: string): string;
  seal(
    conversation: ConversationId,
    content: Omit<SealedContent, 'salts'>,
    key: KeyChoice,
  ): Promise<{ sealed: Uint8Array; keyId: string; commitments: readonly string[] }>;
  /** Null when the key was destroyed, or is nowhere: `fate` tells which. */
  open(commit: Pick<Commit, 'conversation' | 'keyId' | 'sealed'>): Promise<SealedContent | null>;
  /** What became of a key: whether what was sealed under it can be opened, was erased, or is lost. */
  fate(keyId: string): Promise<KeyFate>;
}
