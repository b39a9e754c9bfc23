import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves once something holds, which is looked at again and again; a test that waits in vain fails by its own time-out. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await sleep(50);
}
