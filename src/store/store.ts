import type { CaseIndex } from '../core/ports/caseIndex.ts';
import type { DerivedRecords } from '../core/ports/derived.ts';
import type { Blobs, Files } from '../core/ports/files.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { KnowledgeVersions } from '../core/ports/knowledge.ts';
import type { NotificationStore } from '../core/ports/notifications.ts';
import type { DeadLetters, Outbox, Undelivered } from '../core/ports/outbox.ts';
import type { PersonalRecords } from '../core/ports/staffStore.ts';
import type { Tie } from './installation/installationManifest.ts';

/** Outcome of a write, reported to the watcher. */
export interface WriteOutcome {
  /** The coded error that prevented it; null when it is durable. */
  readonly error: unknown;
  /**
   * Whether the store can't be trusted any more, so that the process must end: a failed flush, damage, a removed file.
   */
  readonly lost: boolean;
}

export type WatchWrites = (outcome: WriteOutcome) => void;

/** All data of one installation except its keys: the interface of each store (SQLite, MongoDB). */
export interface Store {
  readonly journal: Journal;
  readonly outbox: Outbox & DeadLetters & Undelivered;
  readonly blobs: Blobs;
  readonly files: Files;
  readonly knowledgeVersions: KnowledgeVersions;
  /** Derived from the journal: never copied, moved or backed up, but rebuilt (`npm run cases:rebuild`). */
  readonly cases: CaseIndex;
  /** What other projections keep: as `cases`, it is never copied, moved or backed up. */
  readonly derived: DerivedRecords;
  readonly notifications: NotificationStore;
  /** What staff keep for themselves. */
  readonly personal: PersonalRecords;
  /**
   * Proves by a durable write, as large as that of a message and through the same path, that the store can store data;
   * rejects with the coded reason if not.
   */
  check(): Promise<void>;
  /**
   * Reports the outcome of writes from now on, and the loss of the store. There is one watcher; the last one counts.
   */
  watch(watcher: WatchWrites): void;
  /** Its link to the keys and the staff directory of the installation. */
  readonly tie: Tie;
  /** The same for people's files, where they are stored separately; null otherwise. */
  readonly filesTie: Tie | null;
  /** Completes pending writes and closes the files. Later calls are refused. */
  close(): Promise<void>;
}
