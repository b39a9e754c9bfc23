import type { ConversationId } from '../model/conversation.ts';

/**
 * Small records: those that channels store for themselves, sealed by the caller, such as data too large for a button; and
 * the texts of the content, which are not sealed.
 */
export interface Blobs {
  /** Stores a record durably; an existing one is kept unchanged. */
  put(conversation: ConversationId, id: string, sealed: Uint8Array, keyId: string): Promise<void>;
  get(conversation: ConversationId, id: string): Promise<{ sealed: Uint8Array; keyId: string } | null>;
}

/** A file that needs space. */
export interface FileToKeep {
  readonly conversation: ConversationId;
  /** Unique in its conversation: storing the same file again uses the same id. */
  readonly id: string;
  /** Bytes before they are sealed. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Storage quotas, in bytes. */
export interface FileQuota {
  /** For all files of one conversation. */
  readonly conversation: number;
  /** For all files of one day. */
  readonly day: number;
}

/** Bytes of stored files. */
interface FileUsage {
  readonly conversation: number;
  readonly day: number;
}

export interface KeptFile {
  readonly conversation: ConversationId;
  readonly id: string;
  /** Key under which it was sealed; null while only its space is reserved. */
  readonly keyId: string | null;
}

/** Files that people sent, sealed by the caller and stored apart from the journal, so that they can be removed. */
export interface Files {
  /** Bytes used by a conversation, and by everybody since a given time (milliseconds since 1970). */
  usage(conversation: ConversationId, since: number): Promise<FileUsage>;
  /**
   * Reserves space for a file, durably and before it is sealed; concurrent reservations cannot exceed a quota together.
   * `present`: the file is already stored. Reserved space that is never used counts until it is removed.
   */
  reserve(file: FileToKeep, quota: FileQuota): Promise<'reserved' | 'present' | 'conversation-full' | 'day-full'>;
  /**
   * Stores a file in its reserved space, durably. An existing file is kept unchanged; without a reservation nothing is
   * stored.
   */
  put(conversation: ConversationId, id: string, sealed: Uint8Array, keyId: string): Promise<void>;
  get(conversation: ConversationId, id: string): Promise<{ sealed: Uint8Array; keyId: string } | null>;
  /** All files of a conversation. */
  list(conversation: ConversationId): Promise<readonly KeptFile[]>;
  /** Files and reservations older than a given time to which no commit is known to refer, oldest first. */
  unconfirmed(before: number, limit: number): Promise<readonly KeptFile[]>;
  /** Marks files as referred to by commits. */
  confirm(conversation: ConversationId, ids: readonly string[]): Promise<void>;
  /** Removes files or reservations. */
  remove(conversation: ConversationId, ids: readonly string[]): Promise<void>;
  /** Free bytes where files are stored; null where that is unknown. */
  freeBytes(): Promise<number | null>;
}

/** Why a file is not stored: the conversation's quota is used up, or there is no more space for anybody. */
export type FileRefusal = 'quota' | 'no-space';

/** Stores people's files, sealed under the key of their conversation. */
export interface FileStore {
  /** Whether a file of this size fits, asked before it is downloaded; null: it does. */
  spaceFor(conversation: ConversationId, bytes: number): Promise<FileRefusal | null>;
  /**
   * Resolves once the bytes are durable: `kept`, or `known` where this id was stored before. Otherwise, why they are
   * not stored.
   */
  keep(conversation: ConversationId, id: string, bytes: Uint8Array): Promise<'kept' | 'known' | FileRefusal>;
  /** Null when the conversation has no such file, or its key was destroyed. */
  open(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
}

/** Small records of a channel, sealed under the key of their conversation. */
export interface NoteStore {
  /** Resolves when the bytes are durable. An existing id keeps its bytes. */
  seal(conversation: ConversationId, id: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none, or its key was destroyed. */
  open(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
}
