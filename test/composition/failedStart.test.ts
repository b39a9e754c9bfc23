import { createHook } from 'node:async_hooks';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { smallDialogs } from '../support/contentFolder.ts';
import { temporaryFolder } from '../support/service.ts';
import { endOf, startHere } from '../support/serviceHere.ts';

/** How many timers that one file begins during some work keep a process going when it is over. */
async function timersLeftBy(file: string, work: () => Promise<unknown>): Promise<{ begun: number; left: number }> {
  const timers: NodeJS.Timeout[] = [];
  const ended = new Set<number>();
  const ids: number[] = [];
  const hook = createHook({
    init(id, type, _trigger, timer) {
      // Others of this thread begin timers, too.
      if (type !== 'Timeout' || !new Error('begun here').stack?.includes(file)) return;
      timers.push(timer as NodeJS.Timeout);
      ids.push(id);
    },
    destroy: (id) => void ended.add(id),
  });
  hook.enable();
  await work();
  // Ends of timers are told a moment later.
  await setImmediate();
  await setImmediate();
  hook.disable();
  return { begun: ids.length, left: timers.filter((timer, at) => !ended.has(ids[at] ?? 0) && timer.hasRef()).length };
}

test('a service that fails to start watches its stores no longer, so that its process ends', async () => {
  const folder = temporaryFolder();
  const wrong = join(folder.path, 'wrong');
  writeFileSync(wrong, 'quorum nobody\n');
  const env = {
    DATA_DIR: join(folder.path, 'data'),
    DIALOGS_DIR: await smallDialogs(),
    PUBLIC_URL: '',
    WITNESSES_FILE: wrong,
  };
  const { begun, left } = await timersLeftBy('storeHealth.ts', async () => {
    expect((await endOf(() => startHere(env))).code).toBe(20);
  });
  expect(begun).toBeGreaterThan(0);
  expect(left).toBe(0);
  folder.remove();
});
