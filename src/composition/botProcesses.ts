import { startSingle } from '../core/engine/single.ts';
import type { Log } from '../core/ports/log.ts';
import { systemTimer as timer } from '../core/util/sleep.ts';
import type { Coordination } from '../store/coordination.ts';
import type { BotProcesses } from './bot.ts';

/** This process among the others, with what ends the tasks that run in it alone. */
export function botProcesses(
  { pubsub, limit, presence, isUp, leases }: Coordination,
  log: Log,
): BotProcesses & { stopSingles(): Promise<void> } {
  const singles: { stop(): Promise<void> }[] = [];
  return {
    pubsub,
    limit,
    presence,
    isInTouch: isUp,
    single(name, work) {
      const single = startSingle({ leases, name, work, timer, log });
      singles.push(single);
      return single;
    },
    async stopSingles() {
      await Promise.all(singles.map((single) => single.stop()));
    },
  };
}
