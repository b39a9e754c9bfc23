import { randomUUID } from 'node:crypto';
import { openPublicLog } from '../../../src/composition/transparency.ts';
import type { Config } from '../../../src/config.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import { systemTimer } from '../../../src/core/util/sleep.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import type { Stores } from '../../../src/store/open.ts';
import { until } from '../chaos/until.ts';
import { silent } from '../scale/silent.ts';
import { benchLease } from './grownFolder.ts';

/** Enters what the processes of an installation left, when none of them runs any more. */
export async function finishLog({ store, keyring }: Stores, config: Config, timeoutMs: number): Promise<void> {
  const { journal } = store;
  const clock = Date.now;
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const publicLog = openPublicLog(config, {
    ...{ publicUrl: 'http://localhost', journal, keys: keyring, secret: keyring.derive('public log') },
    records: createRecordLog({ journal, sealer, clock, newId: randomUUID }),
    ...{ clock, timer: systemTimer, log: silent },
  });
  if (publicLog === null) throw new Error('the public log is off');
  const end = new AbortController();
  const running = publicLog.sequence({ ...benchLease, token: Number.MAX_SAFE_INTEGER }, end.signal);
  await until(() => (publicLog.caughtUpAt() ?? 0) > 0, timeoutMs);
  end.abort();
  await running;
}
