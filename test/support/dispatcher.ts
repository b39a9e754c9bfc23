import { randomUUID } from 'node:crypto';
import { createDispatcher, type Dispatcher, type DispatcherDeps } from '../../src/core/outbox/dispatcher.ts';

/** A dispatcher on the clock of a test, whose attempts never take too long and whose retries come when they are due. */
export function dispatcherOver(
  {
    clock,
    ...deps
  }: Pick<DispatcherDeps, 'outbox' | 'journal' | 'sealer' | 'runSideEffect' | 'route' | 'log'> & {
    readonly clock: { now(): number };
  },
  changes: Partial<DispatcherDeps>,
): Dispatcher {
  return createDispatcher({
    ...deps,
    clock: clock.now,
    elapsed: clock.now,
    newName: randomUUID,
    timer: () => () => {},
    jitter: () => 1,
    observe: () => {},
    ...changes,
  });
}
