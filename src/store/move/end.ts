import type { Commit, OutboxTask } from '../../core/model/commit.ts';
import type { Journal } from '../../core/ports/journal.ts';

/** One of the two stores of a move, with everything that an installation keeps in a form that both understand. */
export interface MoveEnd {
  /** Names the store in messages, without secrets. */
  readonly name: string;
  readonly journal: Journal;
  countCommits(): Promise<number>;
  /** Adds commits behind those that are there, in their order, without telling the outbox. */
  addCommits(commits: readonly Commit[]): Promise<void>;
  readonly keys: Table<KeyRecord>;
  readonly notes: Table<NoteRecord>;
  readonly files: Table<FileRecord>;
  readonly knowledge: Table<KnowledgeRecord>;
  readonly delivered: Table<DeliveredRecord>;
  readOutbox(): Promise<OutboxRecord>;
  /** Replaces all that waits and all that was given up. */
  writeOutbox(outbox: OutboxRecord): Promise<void>;
  /** What tells the master key of the keys from others; null in a new key ring. */
  masterCheck(): Promise<Uint8Array | null>;
  setMasterCheck(check: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Records of one kind. */
export interface Table<R> {
  readonly idOf: (record: R) => string;
  /** All records, each kind in its order, without those that are named. */
  list(except: ReadonlySet<string>): AsyncIterable<R>;
  /** Ids of records that are there as they should be and need not be sent again. */
  settled(): Promise<ReadonlySet<string>>;
  /** Adds records; of one that is there already, what may have changed is changed. */
  put(records: readonly R[]): Promise<void>;
}

/** A key; keys of one conversation come in the order in which they were made. */
export interface KeyRecord {
  readonly id: string;
  readonly conversation: string;
  readonly wrapped: Uint8Array;
  readonly destroyed: boolean;
}

/** A small record that a channel keeps for itself. */
export interface NoteRecord {
  readonly conversation: string;
  readonly id: string;
  readonly keyId: string;
  readonly sealed: Uint8Array;
}

/** A file of a person. Room that was kept for one that never came stays behind. */
export interface FileRecord extends NoteRecord {
  /** Before it was sealed. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly confirmed: boolean;
}

/** A version of knowledge; they come in the order in which each was last in force. */
export interface KnowledgeRecord {
  readonly version: string;
  readonly content: string;
  readonly savedAt: number;
}

export interface DeliveredRecord {
  readonly conversation: string;
  readonly revision: number;
  readonly ordinal: number;
  readonly platformId: string;
}

export interface TaskRecord {
  readonly tenant: string;
  readonly account: string;
  readonly revision: number;
  readonly at: number;
  readonly task: OutboxTask;
  readonly attempts: number;
}

export interface OutboxRecord {
  /** What waits, by conversation; the first task of each is the one that is out, waits for a retry, or is due. */
  readonly waiting: readonly {
    readonly conversation: string;
    readonly tasks: readonly TaskRecord[];
    readonly leased: boolean;
    readonly due: number | null;
  }[];
  /** What was given up, the earliest first. */
  readonly deadLetters: readonly (TaskRecord & { readonly conversation: string; readonly code: string })[];
}
