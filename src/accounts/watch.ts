import { codeOf } from '../core/model/errors.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import { accountsTopic, type Registry } from './registry.ts';

/** Polling interval, milliseconds: other processes may have changed something, and signals may be lost. */
const checkIntervalMs = 2_000;

interface AccountWatchDeps {
  readonly registry: Pick<Registry, 'refresh'>;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly timer: Timer;
  readonly log: Log;
  /** Called after each refresh, whether it found something new or not. */
  readonly looked: () => void;
}

interface RegistryWatch {
  start(): void;
  /** Resolves when nothing is being read any more; what was never started is stopped as well. */
  stop(): Promise<void>;
}

/** Keeps a registry up to date once it is started: refreshes at each signal, and every few seconds. */
export function createRegistryWatch({ registry, pubsub, timer, log, looked }: AccountWatchDeps): RegistryWatch {
  let stopped = false;
  let again = false;
  let isDown = false;
  let running: Promise<void> | null = null;
  let cancelTimer = () => {};
  let unsubscribe = () => {};

  const look = (): void => {
    again = true;
    if (stopped || running !== null) return;
    cancelTimer();
    running = round().finally(() => {
      running = null;
      if (!stopped) cancelTimer = timer(checkIntervalMs, look);
    });
  };

  const round = async (): Promise<void> => {
    while (again && !stopped) {
      again = false;
      try {
        await registry.refresh();
        isDown = false;
        looked();
      } catch (error) {
        if (!isDown) log.warn({ code: codeOf(error), error }, 'accounts could not be read; they stay as they were');
        isDown = true;
      }
    }
  };

  return {
    start() {
      unsubscribe = pubsub.subscribe(accountsTopic, look);
      cancelTimer = timer(checkIntervalMs, look);
    },
    async stop() {
      stopped = true;
      unsubscribe();
      cancelTimer();
      await running;
    },
  };
}
