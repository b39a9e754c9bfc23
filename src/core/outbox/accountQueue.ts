import type { SendingPace } from '../model/account.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import type { Outcome } from './attempt.ts';
import { type BreakerCode, type CircuitBreaker, createCircuitBreaker } from './circuitBreaker.ts';
import { accountRateLimiter, conversationRateLimiter, type RateLimiter, steadyRate } from './rateLimiter.ts';

/** Maximum number of messages of one account that are being sent at the same time. */
const maxRunning = 32;
/**
 * Maximum number of messages queued in memory; with a rate limit, what can be sent in two seconds. The limit is doubled
 * for messages that were not put back before, so that new messages do not wait behind a backlog.
 */
const maxWaiting = (pace: SendingPace | null) => (pace === null ? 256 : Math.max(8, 2 * steadyRate(pace)));
/** Milliseconds after which a message that was put back counts like any other. */
const putBackMemoryMs = 60_000;
/** Maximum number of conversations remembered for having been put back. */
const maxRemembered = 10_000;
/** Maximum time in memory, milliseconds: a message that would wait longer goes back to the outbox. */
const maxWaitMs = 15_000;
/** Milliseconds: tasks that were put back become due at multiples of it. */
const tickMs = 250;
/** Messages a second that come back from the outbox where the platform sets no rate limit. */
const unpacedRate = 200;

/** The send queue of one account. Each account has its own, so that none waits for another. */
export interface AccountQueue {
  /**
   * Takes a task that was just claimed and either starts it (now or soon) or puts it back. Resolves once that is
   * decided.
   */
  take(entry: OutboxEntry): Promise<void>;
  /** The account works again, as far as is known. */
  resume(): void;
  /** Puts back the tasks that have not started. */
  stop(): Promise<void>;
  /** Until when nothing is sent, and why; null while sending is allowed. */
  pause(): ReturnType<CircuitBreaker['at']>;
  /** Whether nothing is being sent or queued. */
  isIdle(): boolean;
}

interface AccountQueueDeps {
  /** Null where the platform sets no rate limit, or the account is off. */
  readonly pace: () => SendingPace | null;
  /** Makes one attempt at a task; never rejects. */
  readonly attempt: (entry: OutboxEntry) => Promise<Outcome>;
  /**
   * Records the result of an attempt; `againAt`: when the task becomes due again if the attempt does not count. Never
   * rejects.
   */
  readonly settle: (entry: OutboxEntry, outcome: Outcome, againAt: number | null) => Promise<void>;
  /** Puts back a task that was not attempted; never rejects. */
  readonly defer: (entry: OutboxEntry, dueAt: number, code: BreakerCode) => Promise<void>;
  /** Called whenever an attempt has ended. */
  readonly progress: () => void;
  /** Called when the circuit breaker opens. */
  readonly paused: (circuitBreaker: { until: number; code: BreakerCode }) => void;
  /** Called when an account that was off sends again. */
  readonly recovered: () => void;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly jitter: () => number;
}

interface Waiting {
  readonly entry: OutboxEntry;
  /** When its conversation's rate limit allows it. */
  readonly readyAt: number;
  readonly giveBackAt: number;
}

export function createAccountQueue(deps: AccountQueueDeps): AccountQueue {
  const { clock } = deps;
  const circuitBreaker = createCircuitBreaker(deps.jitter);
  let waiting: Waiting[] = [];
  let running = 0;
  let stopped = false;
  let cancelTimer = () => {};
  /** When the last task put back becomes due; each further one becomes due after it, so that they are spread out. */
  let horizon = 0;
  let pace: SendingPace | null = null;
  let rateLimiter: RateLimiter | null = null;
  const rateLimiters = new Map<string, RateLimiter>();
  /** Conversations whose message was put back because the queue was full, and since when. */
  const putBackSince = new Map<string, number>();

  function readPace(): void {
    if (deps.pace() === pace) return;
    pace = deps.pace();
    rateLimiter = pace && accountRateLimiter(pace);
    rateLimiters.clear();
  }

  function rateLimiterOf(conversation: string): RateLimiter | null {
    if (pace === null) return null;
    const own = rateLimiters.get(conversation) ?? conversationRateLimiter(pace);
    // Removes, now and then, those that no longer delay anything.
    if (rateLimiters.size >= 2_000)
      for (const [name, each] of rateLimiters) if (each.isDrained(clock())) rateLimiters.delete(name);
    rateLimiters.set(conversation, own);
    return own;
  }

  /** When a task that is put back now becomes due: after those that were put back before. */
  function nextDueAt(now: number): number {
    // A little slower than they can be sent, to leave capacity for new messages.
    const every = 1_000 / (0.8 * (pace === null ? unpacedRate : steadyRate(pace)));
    horizon = Math.max(horizon, circuitBreaker.at(now)?.until ?? now) + every;
    // Rounded, so that several are claimed together.
    return Math.ceil(horizon / tickMs) * tickMs;
  }

  /**
   * Whether the queue takes one more message. A conversation whose message was put back recently has the lower limit.
   */
  function hasCapacityFor(conversation: string, now: number): boolean {
    const since = putBackSince.get(conversation);
    const wasPutBack = since !== undefined && now - since < putBackMemoryMs;
    return waiting.length < maxWaiting(pace) * (wasPutBack ? 1 : 2);
  }

  function notePutBack(conversation: string, now: number): void {
    if (!putBackSince.has(conversation)) putBackSince.set(conversation, now);
    const [oldest] = putBackSince.keys();
    if (putBackSince.size > maxRemembered && oldest !== undefined) putBackSince.delete(oldest);
  }

  const putBack = (entry: OutboxEntry, code: BreakerCode) => deps.defer(entry, nextDueAt(clock()), code);

  async function run(entry: OutboxEntry): Promise<void> {
    const { conversation } = entry;
    const beganAt = clock();
    const isTrial = circuitBreaker.isOnTrial();
    running += 1;
    const outcome = await deps.attempt(entry);
    const now = clock();
    let begins = false;
    if (outcome.kind === 'sent' && circuitBreaker.sent(beganAt)) deps.recovered();
    if (outcome.kind === 'failed') begins = circuitBreaker.failed(conversation, beganAt, now);
    if (outcome.kind === 'throttled') begins = circuitBreaker.throttled(conversation, outcome.retryAt, now);
    if (outcome.kind === 'off') begins = circuitBreaker.off(now);
    const here = circuitBreaker.at(now);
    if (begins && here) deps.paused(here);
    // A failure that affects the whole account does not count against a message.
    const isExcused = outcome.kind === 'off' || (outcome.kind === 'failed' && isTrial);
    await deps.settle(entry, outcome, isExcused ? nextDueAt(now) : null);
    running -= 1;
    pump();
    deps.progress();
  }

  /** Starts every message that may start now, and sets a timer for the next. */
  function pump(): void {
    cancelTimer();
    const now = clock();
    const paused = circuitBreaker.at(now);
    const late = waiting.filter(({ giveBackAt }) => paused !== null || stopped || giveBackAt <= now);
    if (late.length > 0) {
      waiting = waiting.filter((each) => !late.includes(each));
      for (const { entry } of late) void putBack(entry, paused?.code ?? 'rate.limited');
    }
    const runningLimit = circuitBreaker.isOnTrial() ? 1 : maxRunning;
    while (running < runningLimit && (rateLimiter?.next(now) ?? now) <= now) {
      const index = waiting.findIndex(({ readyAt }) => readyAt <= now);
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (next === undefined) break;
      rateLimiter?.take(now);
      rateLimiterOf(next.entry.conversation)?.take(now);
      void run(next.entry);
    }
    if (waiting.length === 0) return;
    const mayBegin =
      running < runningLimit ? Math.min(...waiting.map(({ readyAt }) => readyAt)) : Number.POSITIVE_INFINITY;
    const next = Math.min(
      Math.max(mayBegin, rateLimiter?.next(now) ?? now),
      ...waiting.map(({ giveBackAt }) => giveBackAt),
    );
    cancelTimer = deps.timer(Math.max(1, Math.ceil(next - now)), pump);
  }

  return {
    async take(entry) {
      readPace();
      const now = clock();
      const paused = circuitBreaker.at(now);
      if (stopped) return deps.defer(entry, now, 'rate.limited');
      if (paused !== null) return putBack(entry, paused.code);
      const readyAt = rateLimiterOf(entry.conversation)?.next(now) ?? now;
      if (readyAt >= now + maxWaitMs) return deps.defer(entry, readyAt, 'rate.limited');
      if (!hasCapacityFor(entry.conversation, now)) {
        notePutBack(entry.conversation, now);
        return putBack(entry, 'rate.limited');
      }
      putBackSince.delete(entry.conversation);
      waiting.push({ entry, readyAt, giveBackAt: now + maxWaitMs });
      pump();
    },
    resume() {
      circuitBreaker.end();
      horizon = 0;
    },
    async stop() {
      stopped = true;
      cancelTimer();
      const left = waiting;
      waiting = [];
      await Promise.all(left.map(({ entry }) => deps.defer(entry, clock(), 'rate.limited')));
    },
    pause: () => circuitBreaker.at(clock()),
    isIdle: () => running + waiting.length === 0,
  };
}
