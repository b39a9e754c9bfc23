import type { CaseIndex } from '../core/ports/caseIndex.ts';
import type { Blobs, Files } from '../core/ports/files.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { KnowledgeVersions } from '../core/ports/knowledge.ts';
import type { NotificationStore } from '../core/ports/notifications.ts';
import type { Outbox, OutboxEntry, Undelivered } from '../core/ports/outbox.ts';
import type { Tie } from './installation/manifest.ts';

/** How a write went, told to whoever watches. */
export interface WriteOutcome {
  /** What hindered it, coded; null when it is durable. */
  readonly error: unknown;
  /** Whether the store can't be trusted any more, so that the process must end: a failed flush, damage, a file taken away. */
  readonly lost: boolean;
}

export type WatchWrites = (outcome: WriteOutcome) => void;

/** Everything that one installation keeps, except its keys: what each store (SQLite, MongoDB) must offer. */
export interface Store {
  readonly journal: Journal;
  readonly outbox: Outbox & DeadLetters & Undelivered;
  readonly blobs: Blobs;
  readonly files: Files;
  readonly knowledgeVersions: KnowledgeVersions;
  /** Derived from the journal: never copied, moved or backed up, but made again (`npm run cases:rebuild`). */
  readonly cases: CaseIndex;
  readonly notifications: NotificationStore;
  /**
   * Proves by a durable write, as large as that of a message and on the same way, that the store can keep what it is
   * given; rejects with the coded reason if not.
   */
  check(): Promise<void>;
  /** Tells from now on how writes go, and when the store is lost. There is one watcher; the last one counts. */
  watch(watcher: WatchWrites): void;
  /** What ties it to the keys and the staff of the installation. */
  readonly tie: Tie;
  /** The same of the files of people, where they lie apart from it; null where they don't. */
  readonly filesTie: Tie | null;
  /** Stores what was already asked for and lets go of the files. Whatever is asked afterwards is refused. */
  close(): Promise<void>;
}

/** Tasks that were given up, for staff to see and to try again. */
export interface DeadLetters {
  /** The tasks given up, the earliest given up first, at most `limit`. */
  listDeadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Puts a task that was given up back in its conversation's queue, with no failed attempts. False when it is not there. */
  requeue(entry: OutboxEntry): Promise<boolean>;
}

/** A task that was given up, and the code of its last failure. */
export interface DeadLetter extends OutboxEntry {
  readonly code: string;
}
