import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until a condition holds, for at most some milliseconds; resolves to whether it does. */
export async function until(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > end) return false;
    await sleep(50);
  }
}
