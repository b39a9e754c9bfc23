import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Timer } from '../core/ports/clock.ts';
import { unheldTimer } from '../core/util/sleep.ts';

/** Milliseconds between looks. */
const lookIntervalMs = 5_000;
/** Share of its time that an idle process works at most, so that hardly anybody waits for the collection, 100 to 250 ms. */
const idleShare = 0.05;
/** Garbage for which a collection is worth it, bytes: once after work, and of what a process makes while it is idle. */
const worthwhile = { afterWork: 3e6, idle: 12e6 };

/** What a process, or a thread of it, tells about its memory. */
interface ProcessMemory {
  /** Bytes of the heap that are used, and of the buffers that it holds, garbage included. */
  used(): number;
  /** Collects all garbage now. */
  collect(): void;
  /** Share of the time since the last call in which the event loop worked. */
  share(): number;
}

/**
 * Returns the memory of what a process no longer needs, once it is idle: V8 collects when the heap has grown by as much
 * again, and a start or a busy hour leaves some 100 MB that an idle office would keep for days. Returns a function that
 * ends it.
 */
export function startReturningMemory({ used, collect, share }: ProcessMemory, timer: Timer = unheldTimer): () => void {
  let left = 0;
  let hasWorked = true;
  let cancel = () => {};
  const look = () => {
    // Buffers are freed a moment after a collection.
    left = Math.min(left, used());
    const isIdle = share() <= idleShare;
    if (isIdle && used() - left > (hasWorked ? worthwhile.afterWork : worthwhile.idle)) {
      collect();
      left = used();
    }
    hasWorked = !isIdle;
    cancel = timer(lookIntervalMs, look);
  };
  cancel = timer(lookIntervalMs, look);
  return () => cancel();
}

/** The memory of this process, or of this thread. */
export function memoryOfProcess(): ProcessMemory {
  // Node passes the collector on to contexts that are made after this flag is set.
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (options: object) => void;
  // Any other collection keeps up to 90 MB of emptied pages for later, and spreads what is left over many.
  const collect = () => gc({ type: 'major', flavor: 'last-resort' });
  let seen = performance.eventLoopUtilization();
  return {
    used() {
      // Sentence vectors are buffers: tens of megabytes outside of the heap that only a collection of it frees.
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    },
    collect,
    share: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, seen);
      seen = now;
      return utilization;
    },
  };
}
