import { setTimeout as pause } from 'node:timers/promises';

const timeoutMs = 40_000;

/** Resolves when the condition holds; throws when it does not come to hold in 40 seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`This did not come true in time: ${condition}`);
    await pause(20);
  }
}
