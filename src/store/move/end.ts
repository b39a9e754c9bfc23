import type { Commit, OutboxTask } from '../../core/model/commit.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { ListedNotification } from '../../core/ports/notifications.ts';
import type { PersonalRecord } from '../../core/ports/staffStore.ts';
import type { MasterRecord } from '../keyring/masters.ts';

/** One of the two stores of a move, with all data of an installation in a format that both understand. */
export interface MoveEnd {
  /** Names the store in messages, without secrets. */
  readonly name: string;
  readonly journal: Journal;
  countCommits(): Promise<number>;
  /** Appends commits in order, without notifying the outbox. */
  addCommits(commits: readonly Commit[]): Promise<void>;
  readonly keys: Table<KeyRecord>;
  readonly notes: Table<NoteRecord>;
  readonly files: Table<FileRecord>;
  readonly knowledge: Table<KnowledgeRecord>;
  readonly delivered: Table<DeliveredRecord>;
  readonly personal: Table<OwnRecord>;
  readonly notifications: Table<ListedNotification>;
  readOutbox(): Promise<OutboxRecord>;
  /** Replaces all waiting tasks and all dead letters. */
  writeOutbox(outbox: OutboxRecord): Promise<void>;
  /** Check value of the keys' master key; null in a new key ring. */
  masterCheck(): Promise<Uint8Array | null>;
  setMasterCheck(check: Uint8Array): Promise<void>;
  /** The master keys that came after the first one, see `npm run keys`. */
  laterMasters(): Promise<readonly MasterRecord[]>;
  addMasters(masters: readonly MasterRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Records of one kind. */
export interface Table<R> {
  readonly idOf: (record: R) => string;
  /** All records, each kind in its order, except the excluded ids. */
  list(except: ReadonlySet<string>): AsyncIterable<R>;
  /** Ids of records that are up to date and need not be sent again. */
  settled(): Promise<ReadonlySet<string>>;
  /** Adds records; updates what may have changed in existing ones. */
  put(records: readonly R[]): Promise<void>;
}

/** A key; keys of one conversation come in the order of their creation. */
export interface KeyRecord {
  readonly id: string;
  readonly conversation: string;
  readonly wrapped: Uint8Array;
  readonly destroyed: boolean;
}

/** A small record of a channel. */
export interface NoteRecord {
  readonly conversation: string;
  readonly id: string;
  readonly keyId: string;
  readonly sealed: Uint8Array;
}

/** A person's file. Reserved space of a file that never came is not moved. */
export interface FileRecord extends NoteRecord {
  /** Size before sealing. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly confirmed: boolean;
}

/** A version of knowledge; they come in the order in which each was last in use. */
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

/** What a member of staff keeps for themselves: a draft, saved views. */
export interface OwnRecord extends Omit<PersonalRecord, 'seal'> {
  /** Null, both: it is not sealed. */
  readonly conversation: string | null;
  readonly keyId: string | null;
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
  /** Waiting tasks by conversation; the first of each is leased, waiting for a retry, or due. */
  readonly waiting: readonly {
    readonly conversation: string;
    readonly tasks: readonly TaskRecord[];
    readonly leased: boolean;
    readonly due: number | null;
  }[];
  /** Dead letters, earliest first. */
  readonly deadLetters: readonly (TaskRecord & { readonly conversation: string; readonly code: string })[];
}
