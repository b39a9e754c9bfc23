/**
 * Gives work a signal that is aborted with another one, or after some milliseconds. Unlike `AbortSignal.any` it leaves
 * nothing behind on a signal that outlives many calls.
 */
export async function withDeadline<T>(
  signal: AbortSignal,
  milliseconds: number,
  work: (ended: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(abort, milliseconds);
  try {
    return await work(controller.signal);
  } catch (error) {
    // What failed may have left an answer unread, which would keep its connection for ever.
    abort();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Resolves after some milliseconds, or at once when `signal` is aborted. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Resolves when `signal` is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
