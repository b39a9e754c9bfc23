// One of several processes of an installation: writes messages into conversations of its own, and continues the public log while
// it holds the lease. Prints READY, and each commit that the store has acknowledged. A line on its standard input ends the
// writing; the end of it ends the process.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { startSingle } from '../../../src/core/engine/single.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import type { Timer } from '../../../src/core/ports/clock.ts';
import { systemTimer } from '../../../src/core/util/sleep.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openStores } from '../../../src/store/open.ts';
import { openRedis } from '../../../src/store/redis/openRedis.ts';
import { createPublicLog } from '../../../src/transparency/publicLog.ts';
import { randomNumbers } from '../random.ts';
import { benchCommit } from './realEntries.ts';
import type { LogProcessOptions } from './sequencerChaos.ts';

const options: LogProcessOptions = JSON.parse(process.argv[2] ?? '');
const { folder, name, seed, leaseTimes, pace, pause } = options;
const log = pino({ level: 'error', serializers: { error: pino.stdSerializers.errWithCause } }, pino.destination(2));
const stores = {
  dataDir: folder,
  keysDir: join(folder, 'keys'),
  masterKey: Buffer.alloc(32, 7),
  mongoUri: options.mongoUri,
  mongoKeysUri: null,
};
const { store, keyring } = await openStores({ ...stores, log });
const redis = await openRedis({
  ...{ url: options.redisUrl, leaseTimes, timeoutMs: 10_000, isPassing: () => false },
  ...{ timer: systemTimer, log },
});
const { journal } = store;
const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
const clock = Date.now;
/** What is checked each second is checked so much more often. */
const timer: Timer = (milliseconds, callback) => systemTimer(milliseconds / pace, callback);
const publicLog = createPublicLog({
  ...{ folder: join(folder, 'transparency'), keysFolder: join(folder, 'keys'), tenant: 'default' },
  ...{ publicUrl: 'https://chaos.example', journal, keys: keyring, secret: keyring.derive('public log') },
  records: createRecordLog({ journal, sealer, clock, newId: randomUUID }),
  ...{ witnesses: null, clock, timer, log },
});
const single = startSingle({ leases: redis.leases, name: 'public log', work: publicLog.sequence, timer, log });

let mayWrite = true;
const random = randomNumbers(seed);
const conversations = 5;

async function write(): Promise<void> {
  for (let number = 0; mayWrite; number += 1) {
    const conversation = `${name}-${number % conversations}`;
    const revision = Math.floor(number / conversations) + 1;
    const inbound = { id: `${name}-${number}`, content: { kind: 'text', text: 'Bon dia' }, localeHint: null } as const;
    const sealed = await sealer.seal(conversation, { address: { chat: name }, inbound, outbound: [] }, 'current');
    const own = { conversation, revision, inboundKey: inbound.id, account: 'web' };
    const commit = { ...benchCommit(number, clock()), ...own, ...sealed };
    // As a platform does that gets no answer: again, with the same id.
    while (
      await journal.append(commit).then(
        (outcome) => outcome === 'conflict',
        () => true,
      )
    )
      await sleep(50);
    process.stdout.write(`${JSON.stringify([conversation, revision])}\n`);
    await sleep(random() * 2 * pause);
  }
}

process.stdout.write('READY\n');
const writing = write();
const input = createInterface({ input: process.stdin });
input.once('line', async () => {
  mayWrite = false;
  await writing;
  process.stdout.write('WRITTEN\n');
});
input.once('close', async () => {
  mayWrite = false;
  await writing;
  await single.stop();
  await redis.close();
  await store.close();
  await keyring.close();
});
