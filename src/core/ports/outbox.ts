import type { OutboxTask } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
/** A task of the outbox, with what the dispatcher needs to order and retry it. */
export interface OutboxEntry {
  readonly tenant: string;
  readonly account: string;
  readonly conversation: ConversationId;
  readonly revision: number;
  readonly task: OutboxTask;
  /** Failed attempts so far. An expired lease counts as one, which distinguishes its holder from the next. */
  readonly attempts: number;
}

/**
 * What is still to be delivered. Tasks enter with their commit. Tasks of the kind `side-effects` are outside the order
 * of their conversation, and enter with a lease of `sideEffectsLeaseMs` for the process that appended the commit.
 */
export interface Outbox {
  /**
   * Claims up to `limit` tasks that are due at `now` and leases them until `leaseUntil`: at most one per conversation,
   * always its oldest, and none where the oldest is leased or waits for a retry; also every due `side-effects` task.
   * Tasks that have been due longest come first; a task is due from its commit's `at`. `holder` names the claiming
   * process, and counts as its heartbeat if there was anything to claim; left out, only the end of the lease frees the
   * tasks.
   */
  claim(now: number, leaseUntil: number, limit: number, holder?: string): Promise<readonly OutboxEntry[]>;
  /** A heartbeat of a process that holds tasks. False: it was considered dead, and its tasks are free. */
  beat(holder: string): Promise<boolean>;
  /** Processes that claimed something and have not left, with a number that changes with each heartbeat. */
  holders(): Promise<readonly { readonly holder: string; readonly beat: number }[]>;
  /**
   * Declares a process dead, if it gave no heartbeat since `beat`: its leases count as expired at `now`. Resolves to
   * the number of tasks it held; 0 if it is alive.
   */
  reclaim(holder: string, beat: number, now: number): Promise<number>;
  /** Removes a process that holds nothing any more. */
  leave(holder: string): Promise<void>;
  /**
   * Marks a task as done; `platformId` is the platform's id of the message, if it gives one. Accepted from any process,
   * with or without a lease, because the message was delivered. A `side-effects` task is marked even if it became a
   * dead letter.
   */
  done(entry: OutboxEntry, platformId: string | null): Promise<void>;
  /**
   * Puts a failed task back, due at `dueAt`. Ignored when the lease has expired and another process has claimed the
   * task.
   */
  retry(entry: OutboxEntry, dueAt: number, code: string): Promise<void>;
  /**
   * Puts back a task that was not attempted, due at `dueAt`: no attempt is counted. `code` says what it waits for.
   * Ignored under the same condition as `retry`.
   */
  defer(entry: OutboxEntry, dueAt: number, code: string): Promise<void>;
  /** Makes all tasks of an account that were deferred with a code due at `now`, unless they are due earlier. */
  hasten(tenant: string, account: string, code: string, now: number): Promise<void>;
  /**
   * Gives a task up: it becomes a dead letter, and the conversation continues with the next one. Ignored when the lease
   * has expired and another process has claimed the task.
   */
  deadLetter(entry: OutboxEntry, code: string): Promise<void>;
  /** When the next task becomes due (milliseconds since 1970); null when nothing waits. */
  nextDue(): Promise<number | null>;
  /** Number of waiting tasks and of dead letters. */
  depth(): Promise<{ waiting: number; deadLetters: number }>;
  /** The same for each account that has any. */
  depths(): Promise<readonly AccountDepth[]>;
}

/** What has not been delivered of a conversation, for pages that show it. */
export interface Undelivered {
  /**
   * Tasks of a conversation that wait or became dead letters, in no particular order; all others are complete.
   * `side-effects` tasks are left out, because nobody sees them.
   */
  undelivered(conversation: ConversationId): Promise<readonly UndeliveredTask[]>;
}

export interface UndeliveredTask {
  readonly revision: number;
  readonly ordinal: number;
  readonly state: 'waiting' | 'dead-letter';
}

export interface AccountDepth {
  readonly tenant: string;
  readonly account: string;
  readonly waiting: number;
  readonly deadLetters: number;
}

/** Dead letters, for staff to see and requeue. */
export interface DeadLetters {
  /** The dead letters, earliest first, at most `limit`. */
  listDeadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Requeues a dead letter in its conversation, with no failed attempts. False when it is not there. */
  requeue(entry: OutboxEntry): Promise<boolean>;
}

/** A dead letter, and the code of its last failure. */
export interface DeadLetter extends OutboxEntry {
  readonly code: string;
}
