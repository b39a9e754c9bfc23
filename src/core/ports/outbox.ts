import type { OutboxTask } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
/** A task of the outbox with what the dispatcher needs to order and retry it. */
export interface OutboxEntry {
  readonly tenant: string;
  readonly account: string;
  readonly conversation: ConversationId;
  readonly revision: number;
  readonly task: OutboxTask;
  /** Failed attempts so far; a lease that ran out counts as one, which tells its holder from the next one. */
  readonly attempts: number;
}

/**
 * What is still to be delivered. Tasks enter it with their commit. An aftermath stands outside of its conversation's
 * order, and enters leased to whoever appended its commit, for `aftermathHeldFor`.
 */
export interface Outbox {
  /**
   * Takes up to `limit` tasks that are due at `now` and leases them until `leaseUntil`: at most one a conversation,
   * always its oldest, none of a conversation whose oldest is leased or waits for a retry; and every aftermath. What has
   * been due longest comes first; a task is due from its commit's `at`. `holder` names the process that takes them, and
   * counts as a sign of life of it if there was anything to take; left out, only the end of the lease sets them free.
   */
  claim(now: number, leaseUntil: number, limit: number, holder?: string): Promise<readonly OutboxEntry[]>;
  /** A sign of life of a process that holds tasks. False: it was taken for dead, and what it held is free. */
  beat(holder: string): Promise<boolean>;
  /** Processes that claimed something and have not left, with a number that changes with each sign of life. */
  holders(): Promise<readonly { readonly holder: string; readonly beat: number }[]>;
  /**
   * Takes a process for dead, if it gave no sign of life since `beat`: its leases count as run out at `now`. Resolves to
   * how many tasks it held; 0 if it lives.
   */
  reclaim(holder: string, beat: number, now: number): Promise<number>;
  /** A process that holds nothing more ends. */
  leave(holder: string): Promise<void>;
  /**
   * Marks a task as done; `platformId` is the platform's id of the message, if it gives one. Believed whoever says it,
   * lease or not: it was delivered. Of an aftermath also when it was given up.
   */
  done(entry: OutboxEntry, platformId: string | null): Promise<void>;
  /** Puts a failed task back, due at `dueAt`. Ignored when the lease ran out and another has taken the task. */
  retry(entry: OutboxEntry, dueAt: number, code: string): Promise<void>;
  /**
   * Puts a task back that was not tried, due at `dueAt`: no attempt is counted. `code` says what it waits for. Ignored
   * like a retry.
   */
  defer(entry: OutboxEntry, dueAt: number, code: string): Promise<void>;
  /** Lets all tasks of an account that were put back untried with a code become due at `now`, if they would be later. */
  hasten(tenant: string, account: string, code: string, now: number): Promise<void>;
  /**
   * Gives a task up: it is kept for staff, and the conversation goes on with the next one. Ignored when the lease ran
   * out and another has taken the task.
   */
  deadLetter(entry: OutboxEntry, code: string): Promise<void>;
  /** When the next task becomes due (milliseconds since 1970), null when nothing waits. */
  nextDue(): Promise<number | null>;
  /** Tasks waiting and tasks given up. */
  depth(): Promise<{ waiting: number; deadLetters: number }>;
  /** The same for each account that has any. */
  depths(): Promise<readonly AccountDepth[]>;
}

/** What of a conversation has not been delivered, for whoever shows it. */
export interface Undelivered {
  /**
   * Tasks of a conversation that wait or were given up, in no particular order; all others were carried out. An aftermath
   * is not told of: nobody sees it.
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
