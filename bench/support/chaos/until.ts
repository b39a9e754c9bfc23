import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so, at the longest some milliseconds; resolves to whether it came to be. */
export async function until(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > end) return false;
    await sleep(50);
  }
}
