import type { Commit, OutboxTask } from '../../core/model/commit.ts';
import type { OutboxEntry } from '../../core/ports/outbox.ts';
import type { Stamp } from './stamp.ts';

/** A task in its conversation's queue. */
export interface QueuedTask {
  readonly tenant: string;
  readonly account: string;
  readonly revision: number;
  /** Time of its commit, from which it is due. */
  readonly at: number;
  readonly task: OutboxTask;
  /** Failed attempts so far. */
  readonly attempts: number;
}

interface DeadLetterRecord extends QueuedTask {
  readonly code: string;
  readonly stamp: Stamp;
}

/** Written before a commit with tasks is inserted: the commit may be in the journal by now, or never arrive. */
interface CommitAnnouncement {
  readonly revision: number;
  readonly attempt: string;
  readonly at: number;
}

/**
 * The pending tasks of one conversation, or the side effects of one commit. Only the first task can be leased, waiting
 * for a retry, or due.
 */
export interface TaskQueue {
  readonly announced: readonly CommitAnnouncement[];
  /** In sending order. */
  readonly tasks: readonly QueuedTask[];
  /** Whether the first task is leased; for a side effect, the announcing process holds it from the beginning. */
  readonly leased: boolean;
  /** Holder of the first task; null where there is none, or it is unknown. */
  readonly holder: string | null;
  /** When to check this conversation next: lease, retry or commit of the first task; null when nothing waits. */
  readonly due: number | null;
  /** What the first task waits for, when it was put back untried. */
  readonly deferred: string | null;
  /** Dead letters, earliest first. */
  readonly deadLetters: readonly DeadLetterRecord[];
}

export const emptyQueue: TaskQueue = {
  announced: [],
  tasks: [],
  leased: false,
  holder: null,
  due: null,
  deferred: null,
  deadLetters: [],
};

/** Milliseconds after which an announced commit that is not in the journal will never arrive. */
const announcementLimitMs = 60 * 60_000;

export const isEmpty = (queue: TaskQueue): boolean =>
  queue.announced.length + queue.tasks.length + queue.deadLetters.length === 0;

/** The queue with its next task due at the time of that task's commit. */
function promote(queue: TaskQueue): TaskQueue {
  const next = [queue.tasks[0]?.at ?? queue.announced.map(({ at }) => at)].flat();
  return { ...queue, leased: false, holder: null, deferred: null, due: next.length === 0 ? null : Math.min(...next) };
}

const isAt = (entry: OutboxEntry) => (task: QueuedTask) =>
  task.revision === entry.revision && task.task.ordinal === entry.task.ordinal;

/** Whether the entry's holder still holds it: nobody has taken it over. */
function isHeld(queue: TaskQueue, entry: OutboxEntry): boolean {
  const [first] = queue.tasks;
  return queue.leased && first !== undefined && isAt(entry)(first) && first.attempts === entry.attempts;
}

export function announce(queue: TaskQueue, announcement: CommitAnnouncement): TaskQueue {
  return {
    ...queue,
    announced: [...queue.announced, announcement],
    due: queue.due ?? announcement.at,
  };
}

/** Leases the remaining tasks to the announcing process until a time. */
export function announceHeld(queue: TaskQueue, announcement: CommitAnnouncement, until: number): TaskQueue {
  const isNew = queue.due === null;
  const announced = announce(queue, announcement);
  return isNew ? { ...announced, leased: true, due: Math.ceil(until) } : announced;
}

export function withdraw(queue: TaskQueue, attempt: string): TaskQueue {
  const left = { ...queue, announced: queue.announced.filter((each) => each.attempt !== attempt) };
  const isHeld = queue.leased && left.announced.length > 0;
  return queue.tasks.length === 0 && !isHeld ? promote(left) : left;
}

/** The journal's commits at the announced revisions; null: nothing yet. */
export type FoundCommits = ReadonlyMap<number, (Commit & { readonly attempt: string }) | null>;

/**
 * Adds the tasks of announced commits that are in the journal, and drops announcements of attempts that lost their
 * revision to another, or that a dead process made long ago.
 */
export function settle(queue: TaskQueue, found: FoundCommits, now: number): TaskQueue {
  if (queue.announced.length === 0) return queue;
  const taken = queue.announced
    .filter(({ revision, attempt }) => found.get(revision)?.attempt === attempt)
    .flatMap(({ revision }) => tasksOf(found.get(revision) as Commit));
  const announced = queue.announced.filter(({ revision, at }) => {
    return found.get(revision) === null && now < at + announcementLimitMs;
  });
  const tasks = [...queue.tasks, ...inOrder(taken)];
  const isHeld = queue.leased && tasks.length > 0;
  if (queue.tasks.length > 0 || isHeld) return { ...queue, announced, tasks };
  const settled = promote({ ...queue, announced, tasks });
  // Commits in transit are looked up again, less and less often.
  const again = Math.min(...announced.map(({ at }) => now + Math.min(60_000, Math.max(1_000, now - at))));
  return tasks.length === 0 && announced.length > 0 ? { ...settled, due: again } : settled;
}

function tasksOf({ tenant, account, revision, at, outbox }: Commit): QueuedTask[] {
  return outbox.map((task) => ({ tenant, account, revision, at, task, attempts: 0 }));
}

function inOrder(tasks: readonly QueuedTask[]): QueuedTask[] {
  return tasks.toSorted((a, b) => a.revision - b.revision || a.task.ordinal - b.task.ordinal);
}

/** Leases the first task until a time; an expired lease counts as a failed attempt. Null when nothing is due. */
export function lease(
  queue: TaskQueue,
  now: number,
  until: number,
  holder: string | null,
): { queue: TaskQueue; task: QueuedTask } | null {
  const [first, ...others] = queue.tasks;
  if (first === undefined || queue.due === null || queue.due > now) return null;
  const task = { ...first, attempts: first.attempts + (queue.leased ? 1 : 0) };
  return {
    task,
    queue: { ...queue, tasks: [task, ...others], leased: true, holder, deferred: null, due: Math.ceil(until) },
  };
}

/** Ends the lease of a dead holder now. Null when it holds nothing here. */
export function free(queue: TaskQueue, holder: string, now: number): TaskQueue | null {
  const isHeld = queue.leased && queue.holder === holder && queue.due !== null;
  return isHeld ? { ...queue, due: Math.min(queue.due, Math.ceil(now)) } : null;
}

/** Removes a sent task, whether or not the caller still holds the lease. Null when it is not there. */
export function done(queue: TaskQueue, entry: OutboxEntry): TaskQueue | null {
  const index = queue.tasks.findIndex(isAt(entry));
  if (index < 0) return null;
  const left = { ...queue, tasks: queue.tasks.toSpliced(index, 1) };
  return index === 0 ? promote(left) : left;
}

/** Puts the first task back, due at a time. Null when another process holds the lease. */
export function retryAt(queue: TaskQueue, entry: OutboxEntry, dueAt: number): TaskQueue | null {
  const [first, ...others] = queue.tasks;
  if (first === undefined || !isHeld(queue, entry)) return null;
  const tasks = [{ ...first, attempts: first.attempts + 1 }, ...others];
  return { ...queue, tasks, leased: false, holder: null, due: Math.ceil(dueAt) };
}

/** Puts the first task back untried, due at a time. Null when another process holds the lease. */
export function defer(queue: TaskQueue, entry: OutboxEntry, dueAt: number, code: string): TaskQueue | null {
  return isHeld(queue, entry) ? { ...queue, leased: false, holder: null, due: Math.ceil(dueAt), deferred: code } : null;
}

/** Makes a task that was put back untried due at a time. Null when there is none, or it is due by then. */
export function hasten(queue: TaskQueue, code: string, now: number): TaskQueue | null {
  const waits = queue.deferred === code && !queue.leased && queue.due !== null && queue.due > now;
  return waits ? { ...queue, due: Math.ceil(now), deferred: null } : null;
}

/** Turns the first task into a dead letter. Null when another process holds the lease. */
export function deadLetter(queue: TaskQueue, entry: OutboxEntry, code: string, stamp: Stamp): TaskQueue | null {
  const [first, ...others] = queue.tasks;
  if (first === undefined || !isHeld(queue, entry)) return null;
  const deadLetters = [...queue.deadLetters, { ...first, attempts: first.attempts + 1, code, stamp }];
  return promote({ ...queue, tasks: others, deadLetters });
}

/** Requeues a dead letter, before later tasks but never before the one being sent. Null: not there. */
export function requeue(queue: TaskQueue, entry: OutboxEntry): TaskQueue | null {
  const index = queue.deadLetters.findIndex(isAt(entry));
  const found = queue.deadLetters[index];
  if (found === undefined) return null;
  const { code, stamp, ...task } = found;
  const deadLetters = queue.deadLetters.toSpliced(index, 1);
  const revived = { ...task, attempts: 0 };
  const [first, ...others] = queue.tasks;
  if (first !== undefined && queue.leased)
    return { ...queue, deadLetters, tasks: [first, ...inOrder([...others, revived])] };
  return promote({ ...queue, deadLetters, tasks: inOrder([...queue.tasks, revived]) });
}
