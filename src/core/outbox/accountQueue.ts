import type { SendingPace } from '../model/account.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import type { Outcome } from './attempt.ts';
import { type BreakerCode, createCircuitBreaker } from './circuitBreaker.ts';
import { accountRateLimiter, conversationRateLimiter, type RateLimiter, steadyRate } from './rateLimiter.ts';

/** Most messages of one account that are being sent at the same time. */
const maxRunning = 32;
/**
 * Most messages that wait in memory for their turn: where there is a pace, what goes in two seconds. As many again may
 * wait if they were not put back before: who writes now doesn't wait behind all that has piled up.
 */
const maxWaiting = (pace: SendingPace | null) => (pace === null ? 256 : Math.max(8, 2 * steadyRate(pace)));
/** Milliseconds after which a message that was put back waits like any other. */
const longEnough = 60_000;
/** Most conversations that are remembered for having been put back. */
const maxNoted = 10_000;
/** Longest that a message waits in memory, milliseconds: what would wait longer goes back to the outbox. */
const longestWait = 15_000;
/** Milliseconds: tasks that are put back come again at multiples of it. */
const tick = 250;
/** Messages a second that are called back where the platform sets no pace. */
const unpacedRate = 200;

/** The messages of one account on their way out, so that no account ever waits for another one. */
export interface AccountQueue {
  /** Takes a task that was claimed now: it is begun now or soon, or put back. Resolves once that is decided. */
  take(entry: OutboxEntry): Promise<void>;
  /** The account works again, as far as is known. */
  resume(): void;
  /** Puts back what has not begun. */
  stop(): Promise<void>;
  /** Whether nothing is under way or waits in memory. */
  isIdle(): boolean;
}

export interface AccountQueueDeps {
  /** Null where the platform sets none, or the account is off. */
  readonly pace: () => SendingPace | null;
  /** Tries a task once; never rejects. */
  readonly attempt: (entry: OutboxEntry) => Promise<Outcome>;
  /** Writes down how an attempt ended; `againAt`: when it comes again if it does not count. Never rejects. */
  readonly settle: (entry: OutboxEntry, outcome: Outcome, againAt: number | null) => Promise<void>;
  /** Puts a task back untried; never rejects. */
  readonly defer: (entry: OutboxEntry, dueAt: number, code: BreakerCode) => Promise<void>;
  /** Told whenever a message is no longer under way. */
  readonly progress: () => void;
  /** Told that the account begins to rest. */
  readonly resting: (circuitBreaker: { until: number; code: BreakerCode }) => void;
  /** Told that an account that was off sends again. */
  readonly recovered: () => void;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly jitter: () => number;
}

interface Waiting {
  readonly entry: OutboxEntry;
  /** When its conversation may get it. */
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
  /** When the task that was put back last comes again: the next one comes behind it, and not all at once. */
  let horizon = 0;
  let pace: SendingPace | null = null;
  let rateLimiter: RateLimiter | null = null;
  const meters = new Map<string, RateLimiter>();
  /** Conversations whose message was put back for want of room, and since when. */
  const crowdedOut = new Map<string, number>();

  function readPace(): void {
    if (deps.pace() === pace) return;
    pace = deps.pace();
    rateLimiter = pace && accountRateLimiter(pace);
    meters.clear();
  }

  function rateLimiterOf(conversation: string): RateLimiter | null {
    if (pace === null) return null;
    const own = meters.get(conversation) ?? conversationRateLimiter(pace);
    // Those that no longer hold anything up are forgotten now and then.
    if (meters.size >= 2_000) for (const [name, each] of meters) if (each.isRested(clock())) meters.delete(name);
    meters.set(conversation, own);
    return own;
  }

  /** When a task that is put back now comes again: behind those that were put back before. */
  function comesAgainAt(now: number): number {
    // A little more slowly than they can be sent, so that there is room for what comes meanwhile.
    const every = 1_000 / (0.8 * (pace === null ? unpacedRate : steadyRate(pace)));
    horizon = Math.max(horizon, circuitBreaker.at(now)?.until ?? now) + every;
    // Several at a time, so that they are claimed at once.
    return Math.ceil(horizon / tick) * tick;
  }

  /** Whether there is room for one more message, as far as it need not stand back for others. */
  function hasRoomFor(conversation: string, now: number): boolean {
    const since = crowdedOut.get(conversation);
    const standsBack = since !== undefined && now - since < longEnough;
    return waiting.length < maxWaiting(pace) * (standsBack ? 1 : 2);
  }

  function noteCrowdedOut(conversation: string, now: number): void {
    if (!crowdedOut.has(conversation)) crowdedOut.set(conversation, now);
    const [oldest] = crowdedOut.keys();
    if (crowdedOut.size > maxNoted && oldest !== undefined) crowdedOut.delete(oldest);
  }

  const putBack = (entry: OutboxEntry, code: BreakerCode) => deps.defer(entry, comesAgainAt(clock()), code);

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
    if (outcome.kind === 'patience') begins = circuitBreaker.timeoutMs(conversation, outcome.retryAt, now);
    if (outcome.kind === 'off') begins = circuitBreaker.off(now);
    const here = circuitBreaker.at(now);
    if (begins && here) deps.resting(here);
    // What fails everybody is no message's fault.
    const isExcused = outcome.kind === 'off' || (outcome.kind === 'failed' && isTrial);
    await deps.settle(entry, outcome, isExcused ? comesAgainAt(now) : null);
    running -= 1;
    pump();
    deps.progress();
  }

  /** Begins whatever may begin now, and comes back when more may. */
  function pump(): void {
    cancelTimer();
    const now = clock();
    const resting = circuitBreaker.at(now);
    const late = waiting.filter(({ giveBackAt }) => resting !== null || stopped || giveBackAt <= now);
    if (late.length > 0) {
      waiting = waiting.filter((each) => !late.includes(each));
      for (const { entry } of late) void putBack(entry, resting?.code ?? 'rate.limited');
    }
    const most = circuitBreaker.isOnTrial() ? 1 : maxRunning;
    while (running < most && (rateLimiter?.next(now) ?? now) <= now) {
      const index = waiting.findIndex(({ readyAt }) => readyAt <= now);
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (next === undefined) break;
      rateLimiter?.take(now);
      rateLimiterOf(next.entry.conversation)?.take(now);
      void run(next.entry);
    }
    if (waiting.length === 0) return;
    const mayBegin = running < most ? Math.min(...waiting.map(({ readyAt }) => readyAt)) : Number.POSITIVE_INFINITY;
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
      const resting = circuitBreaker.at(now);
      if (stopped) return deps.defer(entry, now, 'rate.limited');
      if (resting !== null) return putBack(entry, resting.code);
      const readyAt = rateLimiterOf(entry.conversation)?.next(now) ?? now;
      if (readyAt >= now + longestWait) return deps.defer(entry, readyAt, 'rate.limited');
      if (!hasRoomFor(entry.conversation, now)) {
        noteCrowdedOut(entry.conversation, now);
        return putBack(entry, 'rate.limited');
      }
      crowdedOut.delete(entry.conversation);
      waiting.push({ entry, readyAt, giveBackAt: now + longestWait });
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
    isIdle: () => running + waiting.length === 0,
  };
}
