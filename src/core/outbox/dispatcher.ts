import { codeOf } from '../model/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';
import { type AccountQueue, createAccountQueue } from './accountQueue.ts';
import { type AttemptDeps, attempt, type Outcome } from './attempt.ts';
import { createHolder } from './holder.ts';
import { retry } from './retry.ts';

/**
 * Longest that a task may be out before another process may try, milliseconds, as long as this process gives signs of
 * life: what it leaves behind when it dies is taken over within ten seconds, see `createHolder`.
 */
const leaseFor = 60_000;
/**
 * How long before the end of its lease it is last tried to write down what became of a task, milliseconds: a write that
 * comes after the end meets another process that has begun the task again.
 */
const writtenBefore = 25_000;
/** Attempts after which a message that keeps failing is given to staff: with the back-off below, some three hours. */
const maxAttempts = 25;
const firstDelay = 1_000;
const longestDelay = 10 * 60_000;
/** Tasks that are claimed at once. */
const atOnce = 128;
/** Milliseconds that messages under way are given when the process ends. */
const shutdownTimeout = 10_000;

export interface DispatcherDeps extends Omit<AttemptDeps, 'end' | 'mayBegin'> {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Milliseconds that never jump. */
  readonly elapsed: () => number;
  /** A name for what this process holds: no other one has it, or had it before it died. */
  readonly newName: () => string;
  /** A number from 0 to 1, so that retries of many conversations don't fall together. */
  readonly jitter: () => number;
  readonly log: Log;
  /** Told of every attempt to send a message, for metrics. */
  readonly observe: (report: DeliveryReport) => void;
}

/** What became of one attempt to send a message. */
export interface DeliveryReport {
  readonly tenant: string;
  readonly account: string;
  /** Empty while the account isn't open here. */
  readonly channel: string;
  readonly outcome: 'sent' | 'failed' | 'dead-letter';
  /** Of the failure; null when it was sent. */
  readonly code: string | null;
  /** From the commit to the platform's answer; null unless it was sent. */
  readonly milliseconds: number | null;
}

/** The outbox at work in one process: in order within each conversation, every account at its own pace. */
export interface Dispatcher {
  /** Begins all that is due, and resolves to the time at which to look again at the latest (null: nothing waits). */
  look(): Promise<number | null>;
  /**
   * Does all that is due, and resolves to when more will be. Rejects once nothing is under way any more, if what was
   * done could not be written down: the outbox will repeat it.
   */
  deliver(): Promise<number | null>;
  /** To be told when an account has been opened: what waits for it is sent at once. */
  resume(tenant: string, account: string): Promise<void>;
  /** Calls back whenever it would be good to look again. */
  onProgress(listener: () => void): void;
  /** Takes nothing more, puts back what has not begun, and resolves when what is under way has been settled. */
  stop(): Promise<void>;
}

/** A crash in the middle repeats at most the messages that were being sent. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { outbox, clock, log } = deps;
  const lanes = new Map<string, AccountQueue>();
  const leasedUntil = new WeakMap<OutboxEntry, number>();
  const listeners: (() => void)[] = [];
  const ending = new AbortController();
  let fault: { readonly error: unknown } | null = null;
  let sideEffects = 0;
  let writes = 0;
  /** Each ends once what it claimed is under way, or was put back. */
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
   * Writes down what became of a task. If the store stays away it is told, and is no failed delivery: the lease runs out
   * and it is done again.
   */
  async function write(until: number, work: () => Promise<void>): Promise<void> {
    writes += 1;
    try {
      await retry(work, { clock, timer: deps.timer, until, end: ending.signal });
    } catch (error) {
      fault ??= { error };
      log.error({ code: codeOf(error), error }, 'what became of a message could not be written down');
    }
    writes -= 1;
    announceProgress();
  }

  /** Until it is written down the task is held: others are not to take it because its end is late. */
  const note = (entry: OutboxEntry, work: () => Promise<void>): Promise<void> =>
    write((leasedUntil.get(entry) ?? clock()) - writtenBefore, work).finally(() => holder.letGo(entry));

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
      return note(entry, () => outbox.defer(entry, againAt ?? clock(), 'account.off'));
    }
    const { code } = outcome;
    const fault = outcome.kind === 'failed' && outcome.fault !== null ? { error: outcome.fault } : {};
    const fields = { ...fault, code, account, conversation, attempts: entry.attempts + 1 };
    if (againAt !== null) {
      report('failed', code, null);
      return note(entry, () => outbox.defer(entry, againAt, code));
    }
    if (outcome.kind === 'refused' || entry.attempts + 1 >= maxAttempts) {
      log.error(fields, 'a message could not be delivered and was set aside for staff');
      report('dead-letter', code, null);
      return note(entry, () => outbox.deadLetter(entry, code));
    }
    log.warn(fields, 'a message could not be delivered yet; it will be tried again');
    report('failed', code, null);
    const retryAt = outcome.kind === 'patience' ? outcome.retryAt : backOff(deps, entry);
    return note(entry, () => outbox.retry(entry, retryAt, code));
  }

  function accountQueueOf({ tenant, account }: OutboxEntry): AccountQueue {
    const name = JSON.stringify([tenant, account]);
    const found = lanes.get(name);
    if (found !== undefined) return found;
    const accountQueue = createAccountQueue({
      pace: () => deps.route(tenant, account)?.account.capabilities.pace ?? null,
      attempt: tryOnce,
      settle,
      defer: (entry, dueAt, code) => note(entry, () => outbox.defer(entry, dueAt, code)),
      progress: announceProgress,
      resting: ({ until, code }) =>
        log.warn(
          { tenant, account, code, seconds: Math.ceil((until - clock()) / 1_000) },
          'messages of an account wait',
        ),
      recovered: () => void resume(tenant, account),
      clock,
      timer: deps.timer,
      jitter: deps.jitter,
    });
    lanes.set(name, accountQueue);
    return accountQueue;
  }

  /** Effects wait for no platform. */
  async function runSideEffect(entry: OutboxEntry): Promise<void> {
    sideEffects += 1;
    const outcome = await tryOnce(entry);
    await settle(entry, outcome, null);
    sideEffects -= 1;
    announceProgress();
  }

  async function resume(tenant: string, account: string): Promise<void> {
    lanes.get(JSON.stringify([tenant, account]))?.resume();
    const now = clock();
    await write(now + leaseFor, () => outbox.hasten(tenant, account, 'account.off', now));
  }

  /** Puts a task back for others to take at once: this process ends. */
  const giveBack = (entry: OutboxEntry) => note(entry, () => outbox.defer(entry, clock(), 'rate.limited'));

  /** Claims once and begins what that gives; resolves to how many tasks that were. */
  async function claim(): Promise<number> {
    const now = clock();
    const entries = await holder.claim(now, now + leaseFor, atOnce);
    for (const entry of entries) leasedUntil.set(entry, now + leaseFor);
    // Nobody waits any more for what would begin now, and others would get it only when its lease ends.
    if (stopped) await Promise.all(entries.map(giveBack));
    else await Promise.all(entries.map(take));
    return entries.length;
  }

  function take(entry: OutboxEntry): Promise<void> {
    if (entry.task.kind === 'send') return accountQueueOf(entry).take(entry);
    void runSideEffect(entry);
    return Promise.resolve();
  }

  /** Begins all that is due; resolves to how many tasks that were. */
  async function begin(): Promise<number> {
    let count = 0;
    while (!stopped) {
      const claiming = claim();
      claims.add(claiming);
      const claimed = await claiming.finally(() => claims.delete(claiming));
      count += claimed;
      if (claimed < atOnce) break;
    }
    return count;
  }

  const isIdle = () => sideEffects + writes === 0 && [...lanes.values()].every((accountQueue) => accountQueue.isIdle());

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
    onProgress: (listener) => {
      listeners.push(listener);
    },
    async stop() {
      if (stopped) return idle();
      stopped = true;
      const cancel = deps.timer(shutdownTimeout, () => ending.abort());
      await Promise.all([...lanes.values()].map((accountQueue) => accountQueue.stop()));
      await Promise.allSettled(claims);
      await idle();
      await holder.stop();
      cancel();
    },
  };
}

function backOff({ clock, jitter }: DispatcherDeps, { attempts }: OutboxEntry): number {
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempts, 20));
  return clock() + delay * (0.5 + jitter() / 2);
}
