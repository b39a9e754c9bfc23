import { CodedError, codeOf } from '../core/model/errors.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { WriteOutcome } from '../store/store.ts';
import type { AllStores } from './allStores.ts';

/** Milliseconds between two probes, while the store works and while it does not. */
const probeIntervalMs = 10_000;
const failedProbeIntervalMs = 2_000;
/** Milliseconds after which an unanswered probe counts as failed. */
const timeoutMs = 8_000;

/** Whether the stores accept writes. */
export interface StoreHealth {
  /** The code of what prevents writing; null while it works. */
  problem(): string | null;
  /** Duration of the last probe in seconds; null when it failed. */
  writeSeconds(): number | null;
  /** Resolves with the reason once the store can no longer be trusted; never rejects. */
  readonly lost: Promise<unknown>;
  /** Resolves when no probe is running. */
  stop(): Promise<void>;
}

/**
 * Monitors the stores by the results of their own writes: a write that fails because of the store turns the health bad
 * at once, and only a successful probe turns it good again. The probe is a durable write to the journal and to the
 * keys, on the same path as a message's; it also detects faults while nobody writes. Rejects with the code of a first
 * probe that fails.
 */
export async function watchStores(deps: {
  stores: Pick<AllStores, 'store' | 'keyring' | 'remember'>;
  timer: Timer;
  /** A monotonic clock in milliseconds. */
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
      if (problem !== null) log.info({}, 'the store can write again');
      problem = null;
      return;
    }
    const code = codeOf(error);
    if (code !== problem)
      log.error({ code, error }, 'the store cannot write: messages wait or are refused until it can');
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

  /** One at a time: on a disk that hangs, probes would pile up. */
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
    cancel = timer(problem === null ? probeIntervalMs : failedProbeIntervalMs, next);
  }
  stores.store.watch(observe);
  stores.keyring.watch(observe);
  const failure = await prove();
  if (failure !== null) throw failure;
  let running: Promise<void> = Promise.resolve();
  function next(): void {
    running = look();
  }
  cancel = timer(probeIntervalMs, next);

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

/** The result of a probe, or a time-out. */
async function orLate(probe: Promise<unknown>, timer: Timer): Promise<unknown> {
  const { promise: late, resolve } = Promise.withResolvers<unknown>();
  const cancel = timer(timeoutMs, () =>
    resolve(
      new CodedError('store.busy', 'The store does not answer. Check the load and the health of its disk or server.'),
    ),
  );
  try {
    return await Promise.race([probe, late]);
  } finally {
    cancel();
  }
}
