import type { ConversationId } from '../model/conversation.ts';
/** Small records that channels keep for themselves, sealed by the caller: what a button is too small for, and the like. */
export interface Blobs {
  /** Stores one durably; an id that is there already keeps what it has. */
  put(conversation: ConversationId, id: string, sealed: Uint8Array, keyId: string): Promise<void>;
  get(conversation: ConversationId, id: string): Promise<{ sealed: Uint8Array; keyId: string } | null>;
}

/** A file for which there is to be room. */
export interface FileToKeep {
  readonly conversation: ConversationId;
  /** Unique in its conversation: whoever hands the file in again names it the same. */
  readonly id: string;
  /** Bytes before they are sealed. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Most bytes of files. */
export interface FileQuota {
  /** Of one conversation together. */
  readonly conversation: number;
  /** Of all that came within a day. */
  readonly day: number;
}

/** Bytes of files that are kept. */
export interface FileUsage {
  readonly conversation: number;
  readonly day: number;
}

export interface KeptFile {
  readonly conversation: ConversationId;
  readonly id: string;
  /** Key under which it was sealed; null as long as only its room is kept. */
  readonly keyId: string | null;
}

/** Files that people sent, sealed by the caller and kept apart from the journal: they can be removed. */
export interface Files {
  /** What a conversation has, and what all together sent since a moment (milliseconds since 1970). */
  usage(conversation: ConversationId, since: number): Promise<FileUsage>;
  /**
   * Keeps room for a file, durably and before it is sealed; of several at once, none gets more than its quota. `present`:
   * the file is there already. Room that is never used counts until it is removed.
   */
  reserve(file: FileToKeep, quota: FileQuota): Promise<'reserved' | 'present' | 'conversation-full' | 'day-full'>;
  /** Stores a file in its room, durably. A file that is there already keeps what it has; without room nothing is stored. */
  put(conversation: ConversationId, id: string, sealed: Uint8Array, keyId: string): Promise<void>;
  get(conversation: ConversationId, id: string): Promise<{ sealed: Uint8Array; keyId: string } | null>;
  /** All files of a conversation. */
  list(conversation: ConversationId): Promise<readonly KeptFile[]>;
  /** Files and rooms from before a moment of which nobody has confirmed that a commit refers to them, oldest first. */
  unconfirmed(before: number, limit: number): Promise<readonly KeptFile[]>;
  /** Notes that commits refer to files. */
  confirm(conversation: ConversationId, ids: readonly string[]): Promise<void>;
  /** Removes files with their bytes, or room that was kept. */
  remove(conversation: ConversationId, ids: readonly string[]): Promise<void>;
  /** Bytes that are free where files are kept; null where nobody knows. */
  freeBytes(): Promise<number | null>;
}

/** Why the store keeps no more: what a conversation may have is used up, or there is no more for anybody. */
export type FileRefusal = 'quota' | 'no-space';

/** Where files are kept. */
export interface AttachmentStore {
  /** Whether there is room for so many bytes, asked before they are fetched; null: there is. */
  roomFor(conversation: ConversationId, bytes: number): Promise<FileRefusal | null>;
  /** Resolves once the bytes are durable: `kept`, or `known` where this id was kept before. Else why they are not kept. */
  keep(conversation: ConversationId, id: string, bytes: Uint8Array): Promise<'kept' | 'known' | FileRefusal>;
}
