/**
 * Runs work with a signal that is aborted by another signal or after a timeout. Unlike `AbortSignal.any` it leaves no
 * listener on a signal that outlives many calls.
 */
export async function withTimeout<T>(
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
    // A failed call may have left an unread body, which would hold its connection for ever.
    abort();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
