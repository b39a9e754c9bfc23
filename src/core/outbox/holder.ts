import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';

/**
 * Milliseconds between two heartbeats of a process that holds tasks, and between two checks of the others' heartbeats.
 */
const beatIntervalMs = 1_250;
/** Milliseconds for which a heartbeat is valid: a task that starts later needs another one. */
const beatLifetimeMs = 2_500;
/**
 * Milliseconds without a heartbeat after which a process counts as dead. More than `beatLifetimeMs` and
 * `beatIntervalMs` together, so that a live process that starts a task is never considered dead.
 */
const holderTimeoutMs = 5_000;
/**
 * Maximum gap in milliseconds between two checks. After a longer gap a missing heartbeat says nothing: this process or
 * the store may have been the one that was away.
 */
const maxGapMs = 2 * beatIntervalMs;

interface HolderDeps {
  readonly outbox: Outbox;
  /** Returns a new name: no other process has or had it. */
  readonly newName: () => string;
  /** A monotonic clock in milliseconds: the wall clocks of processes differ, and are adjusted. */
  readonly elapsed: () => number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
  /** Called when tasks of a dead process can be claimed. */
  readonly freed: () => void;
}

/**
 * The name under which a process holds tasks of the outbox, and its check on the other holders. A live process may need
 * long to send a task, so leases are long, and a process that dies would leave its tasks blocked. Therefore each
 * process gives heartbeats while it holds tasks, and the others release the tasks of a holder without a heartbeat. A
 * process that was suspended learns that it was considered dead before it starts anything else.
 */
export interface Holder {
  /** Claims tasks under this process's name. */
  claim(now: number, leaseUntil: number, limit: number): Promise<readonly OutboxEntry[]>;
  /**
   * Whether a task may be started: false when this process was considered dead since it claimed the task.
   * @throws what the store throws when the answer cannot be determined
   */
  mayBegin(entry: OutboxEntry): Promise<boolean>;
  /** Stops holding a task. */
  letGo(entry: OutboxEntry): void;
  /** Checks the other holders at intervals, as long as there are any. */
  watch(): void;
  /** Ends the checks, when no task is held any more. Never rejects. */
  stop(): Promise<void>;
}

export function createHolder({ outbox, newName, elapsed, clock, timer, log, freed }: HolderDeps): Holder {
  let name = newName();
  /** When the last valid heartbeat was given, by its earliest possible time. */
  let confirmedAt = Number.NEGATIVE_INFINITY;
  /** Tasks that are held, with the name under which they were claimed. */
  const held = new Map<OutboxEntry, string>();
  /** The last heartbeat of each other holder, and since when it is unchanged. */
  let others = new Map<string, { readonly beat: number; readonly since: number }>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let cancelRound: (() => void) | null = null;
  let stopped = false;

  /** The heartbeat in progress. */
  let confirming: Promise<void> | null = null;

  /** Gives a heartbeat. If this process was considered dead, it continues under another name. */
  function confirm(): Promise<void> {
    confirming ??= giveBeat().finally(() => {
      confirming = null;
    });
    return confirming;
  }

  async function giveBeat(): Promise<void> {
    const began = elapsed();
    const own = name;
    if (await outbox.beat(own)) {
      confirmedAt = Math.max(confirmedAt, began);
      return;
    }
    const lost = [...held.values()].filter((each) => each === own).length;
    log.warn({ tasks: lost }, 'this process missed its heartbeats; other processes took over its tasks');
    name = newName();
    confirmedAt = Number.NEGATIVE_INFINITY;
  }

  const isBeatValid = () => elapsed() - confirmedAt < beatLifetimeMs;
  const holdsAny = () => [...held.values()].includes(name);

  async function look(): Promise<void> {
    const now = elapsed();
    const all = await outbox.holders();
    const isGap = now - lookedAt > maxGapMs;
    lookedAt = now;
    const known = others;
    others = new Map();
    for (const { holder, beat } of all) {
      if (holder === name) continue;
      const before = known.get(holder);
      const isUnchanged = !isGap && before?.beat === beat;
      others.set(holder, { beat, since: isUnchanged ? before.since : now });
    }
    for (const [holder, { beat, since }] of others) {
      if (now - since < holderTimeoutMs) continue;
      others.delete(holder);
      const tasks = await outbox.reclaim(holder, beat, clock());
      if (tasks === 0) continue;
      log.warn({ tasks }, 'a process stopped without releasing its tasks; they are reclaimed');
      freed();
    }
  }

  async function round(): Promise<void> {
    try {
      if (holdsAny()) await confirm();
      await look();
    } catch (error) {
      // While the store is away nobody can give heartbeats, so a missing one says nothing.
      lookedAt = Number.NEGATIVE_INFINITY;
      log.warn({ code: codeOf(error) }, 'checking the holders of outbox tasks failed');
    }
    if (held.size + others.size > 0 || lookedAt === Number.NEGATIVE_INFINITY) schedule();
  }

  function schedule(): void {
    if (stopped || cancelRound !== null) return;
    cancelRound = timer(beatIntervalMs, () => {
      cancelRound = null;
      void round();
    });
  }

  return {
    async claim(now, leaseUntil, limit) {
      if (holdsAny() && !isBeatValid()) await confirm();
      const began = elapsed();
      const own = name;
      const entries = await outbox.claim(now, leaseUntil, limit, own);
      if (entries.length > 0) confirmedAt = Math.max(confirmedAt, began);
      for (const entry of entries) held.set(entry, own);
      if (entries.length > 0) schedule();
      return entries;
    },
    async mayBegin(entry) {
      if (held.get(entry) === name && !isBeatValid()) await confirm();
      return held.get(entry) === name;
    },
    letGo: (entry) => void held.delete(entry),
    watch: schedule,
    async stop() {
      stopped = true;
      cancelRound?.();
      // If the name cannot be removed, the other processes will find it without a heartbeat.
      await outbox.leave(name).catch(() => {});
    },
  };
}
