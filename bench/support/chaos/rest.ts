import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { type Config, readConfig } from '../../../src/config.ts';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import { createChannelTransfers } from '../../../src/core/journal/channelTransfers.ts';
import { createFlowVersions } from '../../../src/core/journal/flowVersions.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import { createDispatcher } from '../../../src/core/outbox/dispatcher.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openStores, type Stores } from '../../../src/store/open.ts';
import { pushAccount, sendTo } from './platform.ts';
import { until } from './until.ts';

export type Environment = Readonly<Record<string, string>>;

const log = pino({ level: 'warn' }, pino.destination(2));

/** Opens the stores of an installation for some work, without the service. */
export async function withStores(
  env: Environment,
  work: (stores: Stores, config: Config) => Promise<void>,
): Promise<void> {
  const config = readConfig(env, process.cwd());
  const stores = await openStores({ ...config, log });
  try {
    await work(stores, config);
  } finally {
    await stores.store.close();
    await stores.keyring.close();
  }
}

/** Resolves once nothing waits in the outbox of an installation, or the timeout (milliseconds) has passed. */
export async function emptied(env: Environment, timeoutMs: number): Promise<void> {
  await withStores(env, async ({ store }) => {
    await until(async () => (await store.outbox.depth()).waiting === 0, timeoutMs);
  });
}

/** Milliseconds: longer than a lease and the retry delay of a failed message. */
const minAhead = 10 * 60_000;
/**
 * Most milliseconds by which the clock goes ahead: whatever a working process would send in that time has been sent. The
 * longest wait is for a commit that was announced and never came, one hour.
 */
const maxAhead = 3 * 60 * 60_000;

/**
 * Sends everything left to the platform at `url`, with a clock by which every lease has expired. Where something fails and
 * is put back, as on a busy machine, the clock goes on to when it is due: a process that lives would come back to it then.
 */
export async function inherit(env: Environment, url: string): Promise<void> {
  await withStores(env, async ({ store, keyring }, config) => {
    const account = pushAccount(config);
    const send = sendTo(url);
    const { journal } = store;
    let ahead = minAhead;
    const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
    const records = createRecordLog({ journal, sealer, clock: Date.now, newId: randomUUID });
    const flowVersions = createFlowVersions(records);
    const channelTransfers = createChannelTransfers({ records, journal, sealer, flowVersions, clock: Date.now });
    const dispatcher = createDispatcher({
      outbox: store.outbox,
      journal,
      sealer,
      runSideEffect: createSideEffects({
        keys: keyring,
        removeErasedFiles: async () => {},
        channelTransfers,
        caseProjection: { async show() {}, forget: async () => [] },
        notifier: null,
        inboxSync: null,
      }),
      route: (_, id) => (id === account.id ? { account, send } : null),
      timer: (milliseconds, callback) => {
        const handle = setTimeout(callback, milliseconds);
        return () => clearTimeout(handle);
      },
      clock: () => Date.now() + ahead,
      elapsed: () => performance.now(),
      newName: randomUUID,
      jitter: Math.random,
      log,
      observe: () => {},
    });
    for (let due = await dispatcher.deliver(); due !== null && ahead < maxAhead; due = await dispatcher.deliver())
      ahead = Math.max(ahead + 1, due - Date.now() + 1);
    await dispatcher.stop();
  });
}
