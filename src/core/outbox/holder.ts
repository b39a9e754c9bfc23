import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';
/** Milliseconds between two signs of life of a process that holds tasks, and between two looks for those of others. */
export const beatEvery = 1_250;
/** Milliseconds for which a sign of life is good: what begins later needs another one. */
const goodFor = 2_500;
/**
 * Milliseconds of silence after which a process counts as dead. More than `goodFor` and `beatEvery` together, so that one
 * that lives and begins something is never taken for dead.
 */
export const silenceOfDead = 5_000;
/** Milliseconds without a look at the others after which their silence says nothing: it may be ours, or the store's. */
const longestGap = 2 * beatEvery;

export interface HolderDeps {
  readonly outbox: Outbox;
  /** A name that no other process has, and none that died. */
  readonly newName: () => string;
  /** Milliseconds that never jump: clocks of processes differ, and are put right. */
  readonly elapsed: () => number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
  /** Told that tasks of a dead process can be claimed. */
  readonly freed: () => void;
}

/**
 * The name under which a process holds tasks of the outbox, and its eye on the others. A process that dies leaves its
 * tasks leased for a long time, since one that lives may need long to send one. So it gives signs of life while it holds
 * any, and whoever sees none for a while sets them free. One that was suspended learns that it was taken for dead
 * before it begins anything else.
 */
export interface Holder {
  /** Claims in this process's name. */
  claim(now: number, leaseUntil: number, limit: number): Promise<readonly OutboxEntry[]>;
  /**
   * Whether a task may be begun: false when this process was taken for dead since it claimed it.
   * @throws what the store throws when nobody can tell
   */
  mayBegin(entry: OutboxEntry): Promise<boolean>;
  /** A task is no longer held. */
  letGo(entry: OutboxEntry): void;
  /** Looks now and then for those who died, as long as there is anybody to look at. */
  watch(): void;
  /** Ends it, when nothing is held any more. Never rejects. */
  stop(): Promise<void>;
}

export function createHolder({ outbox, newName, elapsed, clock, timer, log, freed }: HolderDeps): Holder {
  let name = newName();
  /** When the last sign of life was given, as far back as it may count. */
  let confirmedAt = Number.NEGATIVE_INFINITY;
  /** Tasks that are held, with the name under which they were claimed. */
  const held = new Map<OutboxEntry, string>();
  /** The others' last sign of life, and since when it is the last one. */
  let others = new Map<string, { readonly beat: number; readonly since: number }>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let cancelRound: (() => void) | null = null;
  let stopped = false;

  /** The sign of life that is on its way. */
  let confirming: Promise<void> | null = null;

  /** Gives a sign of life; where this process was taken for dead, it goes on under another name. */
  function confirm(): Promise<void> {
    confirming ??= giveSign().finally(() => {
      confirming = null;
    });
    return confirming;
  }

  async function giveSign(): Promise<void> {
    const began = elapsed();
    const own = name;
    if (await outbox.beat(own)) {
      confirmedAt = Math.max(confirmedAt, began);
      return;
    }
    const lost = [...held.values()].filter((each) => each === own).length;
    log.warn({ tasks: lost }, 'this process was silent for so long that others took over what it had to send');
    name = newName();
    confirmedAt = Number.NEGATIVE_INFINITY;
  }

  const isFresh = () => elapsed() - confirmedAt < goodFor;
  const holdsAny = () => [...held.values()].includes(name);

  async function look(): Promise<void> {
    const now = elapsed();
    const all = await outbox.holders();
    const isGap = now - lookedAt > longestGap;
    lookedAt = now;
    const known = others;
    others = new Map();
    for (const { holder, beat } of all) {
      if (holder === name) continue;
      const before = known.get(holder);
      const isSilent = !isGap && before?.beat === beat;
      others.set(holder, { beat, since: isSilent ? before.since : now });
    }
    for (const [holder, { beat, since }] of others) {
      if (now - since < silenceOfDead) continue;
      others.delete(holder);
      const tasks = await outbox.reclaim(holder, beat, clock());
      if (tasks === 0) continue;
      log.warn({ tasks }, 'a process that sent messages died: what it held is sent now');
      freed();
    }
  }

  async function round(): Promise<void> {
    try {
      if (holdsAny()) await confirm();
      await look();
    } catch (error) {
      // While the store is away nobody gives signs of life: silence says nothing then.
      lookedAt = Number.NEGATIVE_INFINITY;
      log.warn({ code: codeOf(error) }, 'who holds what of the outbox cannot be told now');
    }
    if (held.size + others.size > 0 || lookedAt === Number.NEGATIVE_INFINITY) schedule();
  }

  function schedule(): void {
    if (stopped || cancelRound !== null) return;
    cancelRound = timer(beatEvery, () => {
      cancelRound = null;
      void round();
    });
  }

  return {
    async claim(now, leaseUntil, limit) {
      if (holdsAny() && !isFresh()) await confirm();
      const began = elapsed();
      const own = name;
      const entries = await outbox.claim(now, leaseUntil, limit, own);
      if (entries.length > 0) confirmedAt = Math.max(confirmedAt, began);
      for (const entry of entries) held.set(entry, own);
      if (entries.length > 0) schedule();
      return entries;
    },
    async mayBegin(entry) {
      if (held.get(entry) === name && !isFresh()) await confirm();
      return held.get(entry) === name;
    },
    letGo: (entry) => void held.delete(entry),
    watch: schedule,
    async stop() {
      stopped = true;
      cancelRound?.();
      // A name that could not be taken out is found to be silent.
      await outbox.leave(name).catch(() => {});
    },
  };
}
