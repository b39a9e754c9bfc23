import { codeOf } from '../model/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';
import { retry } from '../util/retry.ts';
import { type AccountQueue, createAccountQueue } from './accountQueue.ts';
import { type AttemptDeps, attempt, isLastAttempt, type Outcome } from './attempt.ts';
import { createHolder } from './holder.ts';

/**
 * Lease of a task, milliseconds, while this process gives heartbeats. Tasks of a dead process are taken over within ten
 * seconds, see `createHolder`.
 */
const leaseMs = 60_000;
/**
 * Milliseconds before the end of its lease after which a task's result is no longer recorded. A write after the end of
 * the lease would collide with another process that has started the task again.
 */
const recordMarginMs = 25_000;
const minDelayMs = 1_000;
const maxDelayMs = 10 * 60_000;
/** Milliseconds until a side effect is tried again that waits for an account; its opening makes it due at once. */
const offDelayMs = 30_000;
/** Maximum number of tasks per claim. */
const claimLimit = 128;
/** Milliseconds that messages being sent have left when the process stops. */
const shutdownTimeoutMs = 10_000;

export interface DispatcherDeps extends Omit<AttemptDeps, 'end' | 'mayBegin'> {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** A monotonic clock, in milliseconds. */
  readonly elapsed: () => number;
  /** Returns a new name for the holder of tasks: no other process has or had it. */
  readonly newName: () => string;
  /** A number from 0 to 1 that spreads the retries of many conversations. */
  readonly jitter: () => number;
  readonly log: Log;
  /** Called for every attempt to send a message, for metrics. */
  readonly observe: (report: DeliveryReport) => void;
}

/** The result of one attempt to send a message. */
export interface DeliveryReport {
  readonly tenant: string;
  readonly account: string;
  /** Empty while the account is not open in this installation. */
  readonly channel: string;
  readonly outcome: 'sent' | 'failed' | 'dead-letter';
  /** Of the failure; null when it was sent. */
  readonly code: string | null;
  /** From the commit to the platform's answer; null unless it was sent. */
  readonly milliseconds: number | null;
}

/** Processes the outbox in one process: in order within each conversation, each account at its own rate. */
export interface Dispatcher {
  /** Starts all tasks that are due, and resolves to the latest time for the next pass (null: nothing waits). */
  look(): Promise<number | null>;
  /**
   * Processes everything that is due, and resolves to when more will be. Rejects, once nothing is running any more, if
   * a result could not be recorded: the outbox will repeat that task.
   */
  deliver(): Promise<number | null>;
  /** Call it when an account has been opened: its waiting messages are sent at once. */
  resume(tenant: string, account: string): Promise<void>;
  /** Until when this process sends nothing on an account, and why; null: it may send. */
  pause(tenant: string, account: string): ReturnType<AccountQueue['pause']>;
  /** Calls back whenever another pass is worthwhile. */
  onProgress(listener: () => void): void;
  /**
   * Claims nothing more, puts back the tasks that have not started, and resolves when the running ones have been
   * settled.
   */
  stop(): Promise<void>;
}

/** A crash repeats at most the messages that were being sent. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { outbox, clock, log } = deps;
  const accountQueues = new Map<string, AccountQueue>();
  const leasedUntil = new WeakMap<OutboxEntry, number>();
  const listeners: (() => void)[] = [];
  const ending = new AbortController();
  let fault: { readonly error: unknown } | null = null;
  let sideEffects = 0;
  let writes = 0;
  /** Each resolves once its tasks have started or were put back. */
  const claims = new Set<Promise<number>>();
  let stopped = false;
  let progress = Promise.withResolvers<void>();

  const holder = createHolder({ ...deps, freed: announceProgress });

  function announceProgress(): void {
    progress.resolve();
    progress = Promise.withResolvers();
    for (const listener of listeners) listener();
  }

  /**
   * Records the result of a task. If the store stays unavailable, this is logged and is not a failed delivery: the
   * lease expires and the task is repeated.
   */
  async function write(until: number, work: () => Promise<void>): Promise<void> {
    writes += 1;
    try {
      await retry(work, { clock, timer: deps.timer, until, end: ending.signal });
    } catch (error) {
      fault ??= { error };
      log.error({ code: codeOf(error), error }, 'recording the result of a delivery failed');
    }
    writes -= 1;
    announceProgress();
  }

  /** The task is held until its result is recorded, so that a slow write does not hand it to another process. */
  const note = (entry: OutboxEntry, work: () => Promise<void>): Promise<void> =>
    write((leasedUntil.get(entry) ?? clock()) - recordMarginMs, work).finally(() => holder.letGo(entry));

  const tryOnce = (entry: OutboxEntry) => attempt({ ...deps, mayBegin: holder.mayBegin, end: ending.signal }, entry);

  function settle(entry: OutboxEntry, outcome: Outcome, againAt: number | null): Promise<void> {
    const { tenant, account, conversation } = entry;
    const report = (kind: DeliveryReport['outcome'], code: string | null, milliseconds: number | null) => {
      const channel = deps.route(tenant, account)?.account.channel ?? '';
      deps.observe({ tenant, account, channel, outcome: kind, code, milliseconds });
    };
    if (outcome.kind === 'sent') {
      report('sent', null, clock() - outcome.committedAt);
      return note(entry, () => outbox.done(entry, outcome.platformId));
    }
    if (outcome.kind === 'lost') {
      holder.letGo(entry);
      return Promise.resolve();
    }
    if (outcome.kind === 'done') return note(entry, () => outbox.done(entry, null));
    if (outcome.kind === 'off') {
      return note(entry, () => outbox.defer(entry, againAt ?? clock() + offDelayMs, 'account.off'));
    }
    const { code } = outcome;
    const fault = outcome.kind === 'failed' && outcome.fault !== null ? { error: outcome.fault } : {};
    const fields = { ...fault, code, account, conversation, attempts: entry.attempts + 1 };
    if (againAt !== null) {
      report('failed', code, null);
      return note(entry, () => outbox.defer(entry, againAt, code));
    }
    if (outcome.kind === 'refused' || isLastAttempt(entry)) {
      log.error(fields, 'a message could not be delivered and is kept as a dead letter');
      report('dead-letter', code, null);
      return note(entry, () => outbox.deadLetter(entry, code));
    }
    log.warn(fields, 'a message could not be delivered yet; it will be retried');
    report('failed', code, null);
    const retryAt = outcome.kind === 'throttled' ? outcome.retryAt : backOff(deps, entry);
    return note(entry, () => outbox.retry(entry, retryAt, code));
  }

  function accountQueueOf({ tenant, account }: OutboxEntry): AccountQueue {
    const name = JSON.stringify([tenant, account]);
    const found = accountQueues.get(name);
    if (found !== undefined) return found;
    const accountQueue = createAccountQueue({
      pace: () => deps.route(tenant, account)?.account.capabilities.pace ?? null,
      attempt: tryOnce,
      settle,
      defer: (entry, dueAt, code) => note(entry, () => outbox.defer(entry, dueAt, code)),
      progress: announceProgress,
      paused: ({ until, code }) =>
        log.warn(
          { tenant, account, code, seconds: Math.ceil((until - clock()) / 1_000) },
          'sending on an account is paused; its messages wait',
        ),
      recovered: () => void resume(tenant, account),
      clock,
      timer: deps.timer,
      jitter: deps.jitter,
    });
    accountQueues.set(name, accountQueue);
    return accountQueue;
  }

  /** Side effects depend on no platform and bypass the account queues. */
  async function runSideEffect(entry: OutboxEntry): Promise<void> {
    sideEffects += 1;
    const outcome = await tryOnce(entry);
    await settle(entry, outcome, null);
    sideEffects -= 1;
    announceProgress();
  }

  async function resume(tenant: string, account: string): Promise<void> {
    accountQueues.get(JSON.stringify([tenant, account]))?.resume();
    const now = clock();
    await write(now + leaseMs, () => outbox.hasten(tenant, account, 'account.off', now));
  }

  /** Puts a task back for other processes to take at once, because this process is stopping. */
  const giveBack = (entry: OutboxEntry) => note(entry, () => outbox.defer(entry, clock(), 'rate.limited'));

  /** Claims once and starts the tasks; resolves to how many there were. */
  async function claim(): Promise<number> {
    const now = clock();
    const entries = await holder.claim(now, now + leaseMs, claimLimit);
    for (const entry of entries) leasedUntil.set(entry, now + leaseMs);
    // This process is stopping: hands the tasks back now, rather than when the lease ends.
    if (stopped) await Promise.all(entries.map(giveBack));
    else await Promise.all(entries.map(take));
    return entries.length;
  }

  function take(entry: OutboxEntry): Promise<void> {
    if (entry.task.kind === 'send') return accountQueueOf(entry).take(entry);
    void runSideEffect(entry);
    return Promise.resolve();
  }

  /** Starts everything that is due; resolves to how many tasks that were. */
  async function begin(): Promise<number> {
    let count = 0;
    while (!stopped) {
      const claiming = claim();
      claims.add(claiming);
      const claimed = await claiming.finally(() => claims.delete(claiming));
      count += claimed;
      if (claimed < claimLimit) break;
    }
    return count;
  }

  const isIdle = () =>
    sideEffects + writes === 0 && [...accountQueues.values()].every((accountQueue) => accountQueue.isIdle());

  async function idle(): Promise<void> {
    while (!isIdle()) await progress.promise;
  }

  return {
    async look() {
      await begin();
      holder.watch();
      return outbox.nextDue();
    },
    async deliver() {
      for (;;) {
        const { promise } = progress;
        const begun = await begin();
        if (!isIdle()) await promise;
        else if (begun === 0) break;
      }
      if (fault === null) return outbox.nextDue();
      const { error } = fault;
      fault = null;
      throw error;
    },
    resume,
    pause: (tenant, account) => accountQueues.get(JSON.stringify([tenant, account]))?.pause() ?? null,
    onProgress: (listener) => {
      listeners.push(listener);
    },
    async stop() {
      if (stopped) return idle();
      stopped = true;
      const cancel = deps.timer(shutdownTimeoutMs, () => ending.abort());
      await Promise.all([...accountQueues.values()].map((accountQueue) => accountQueue.stop()));
      await Promise.allSettled(claims);
      await idle();
      await holder.stop();
      cancel();
    },
  };
}

function backOff({ clock, jitter }: DispatcherDeps, { attempts }: OutboxEntry): number {
  const delay = Math.min(maxDelayMs, minDelayMs * 2 ** Math.min(attempts, 20));
  return clock() + delay * (0.5 + jitter() / 2);
}
