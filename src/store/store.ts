import type { CaseIndex } from '../core/caseIndex.ts';
import type { Notices } from '../core/notices.ts';
import type { Blobs, Journal, KnowledgeVersions, Outbox, OutboxEntry, Undelivered } from '../core/ports.ts';

/** Everything that one installation keeps, except its keys: what each store (SQLite, MongoDB) must offer. */
export interface Store {
  readonly journal: Journal;
  readonly outbox: Outbox & BuriedTasks & Undelivered;
  readonly blobs: Blobs;
  readonly knowledgeVersions: KnowledgeVersions;
  /** Derived from the journal: never copied, moved or backed up, but made again (`npm run cases:rebuild`). */
  readonly cases: CaseIndex;
  readonly notices: Notices;
  /** Proves by a durable write that the store can keep what it is given; rejects with the coded reason if not. */
  check(): Promise<void>;
  /** Stores what was already asked for and lets go of the files. Whatever is asked afterwards is refused. */
  close(): Promise<void>;
}

/** Tasks that were given up, for staff to see and to try again. */
export interface BuriedTasks {
  /** The tasks given up, the earliest given up first, at most `limit`. */
  listBuried(limit: number): Promise<readonly BuriedTask[]>;
  /** Puts a task that was given up back in its conversation's queue, with no failed attempts. False when it is not there. */
  revive(entry: OutboxEntry): Promise<boolean>;
}

/** A task that was given up, and the code of its last failure. */
export interface BuriedTask extends OutboxEntry {
  readonly code: string;
}
