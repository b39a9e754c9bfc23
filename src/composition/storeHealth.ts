import { CodedError, codeOf } from '../core/model/errors.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { WriteOutcome } from '../store/store.ts';
import type { AllStores } from './allStores.ts';

/** Milliseconds between two probes while all is well, and while it is not. */
const every = 10_000;
const whileDown = 2_000;
/** Milliseconds after which a probe that has not come back counts as failed. */
const timeoutMs = 8_000;

/** Whether what the service is given is kept. */
export interface StoreHealth {
  /** The code of what hinders writing; null while it goes well. */
  problem(): string | null;
  /** Seconds that the last probe took; null when it failed. */
  writeSeconds(): number | null;
  /** Resolves with the reason once the store can't be trusted any more; never rejects. */
  readonly lost: Promise<unknown>;
  /** Resolves when no probe is under way. */
  stop(): Promise<void>;
}

/**
 * Watches over the stores by what becomes of their own writes: one that fails for the store's sake turns the health bad at
 * once, and only a probe that succeeds turns it good again. The probe is a durable write to the journal and to the keys, on
 * the same way as that of a message; it also finds out while nobody writes. Rejects with the code of a first one that
 * fails.
 */
export async function watchStores(deps: {
  stores: Pick<AllStores, 'store' | 'keyring' | 'remember'>;
  timer: Timer;
  /** Milliseconds that only grow. */
  elapsed: () => number;
  log: Log;
}): Promise<StoreHealth> {
  const { stores, timer, elapsed, log } = deps;
  const { promise: lost, resolve: lose } = Promise.withResolvers<unknown>();
  let problem: string | null = null;
  let seconds: number | null = null;
  let stopped = false;
  let pending: Promise<unknown> | null = null;
  let cancel = () => {};

  function judge(error: unknown): void {
    if (error === null) {
      if (problem !== null) log.info({}, 'the store takes writes again');
      problem = null;
      return;
    }
    const code = codeOf(error);
    if (code !== problem) log.error({ code, error }, 'the store takes no writes: messages are refused until it does');
    problem = code;
  }

  function observe({ error, lost: isLost }: WriteOutcome): void {
    if (stopped || error === null) return;
    judge(error);
    if (isLost) lose(error);
  }

  async function check(): Promise<void> {
    await stores.keyring.check();
    await stores.store.check();
    await stores.remember();
  }

  /** One at a time: where a disk hangs, what waits for it would pile up. */
  function probe(): Promise<unknown> {
    pending ??= check()
      .then(
        () => null,
        (error: unknown) => error,
      )
      .finally(() => {
        pending = null;
      });
    return orLate(pending, timer);
  }

  async function prove(): Promise<unknown> {
    const began = elapsed();
    const failure = await probe();
    seconds = failure === null ? (elapsed() - began) / 1_000 : null;
    return failure;
  }

  async function look(): Promise<void> {
    const failure = await prove();
    if (stopped) return;
    judge(failure);
    cancel = timer(problem === null ? every : whileDown, next);
  }
  stores.store.watch(observe);
  stores.keyring.watch(observe);
  const failure = await prove();
  if (failure !== null) throw failure;
  let running: Promise<void> = Promise.resolve();
  function next(): void {
    running = look();
  }
  cancel = timer(every, next);

  return {
    problem: () => problem,
    writeSeconds: () => seconds,
    lost,
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}

/** What a probe came to, or that it has not come back. */
async function orLate(probe: Promise<unknown>, timer: Timer): Promise<unknown> {
  const { promise: late, resolve } = Promise.withResolvers<unknown>();
  const cancel = timer(timeoutMs, () =>
    resolve(
      new CodedError('store.busy', 'The store does not answer. Look at the load and the health of its disk or server.'),
    ),
  );
  try {
    return await Promise.race([probe, late]);
  } finally {
    cancel();
  }
}
