import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createRegistry } from '../../../../src/accounts/registry.ts';
import { type App, startApp } from '../../../../src/composition/app.ts';
import { type Config, readConfig } from '../../../../src/config.ts';
import { createRecordLog } from '../../../../src/core/journal/recordLog.ts';
import type { AccountDefinition } from '../../../../src/core/model/accountRecord.ts';
import { createSealer } from '../../../../src/journal/sealer.ts';
import { openStores } from '../../../../src/store/open.ts';
import { oneAccountEach } from '../../../support/fourEyes.ts';
import { freePort } from '../../../support/freePort.ts';
import { createLog } from '../../../support/log.ts';
import { anyAdministrator } from '../../../support/operators.ts';
import { learntDir, temporaryFolder } from '../../../support/service.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The whole service with one account on Teams, which can be stopped and started again over the same data. */
export interface TownBot {
  readonly url: string;
  readonly log: ReturnType<typeof createLog>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Lets the bot say something in the only conversation on Teams, as staff do; the service must be stopped. */
  announce(text: string): Promise<void>;
  remove(): Promise<void>;
}

export const definition: AccountDefinition = {
  id: 'oiac',
  channel: 'teams',
  name: 'OIAC del Prat',
  area: 'Atenció ciutadana',
  department: 'oiac',
  languages: ['ca', 'es', 'en'],
  hours: { periods: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '13:30' }], summer: null },
  topics: null,
  description: "Atenció ciutadana de l'Ajuntament del Prat: preguntes i tràmits. De dilluns a divendres, 9:00-13:30.",
  main: false,
  url: null,
  pace: null,
  secrets: {},
  settings: { identity: 'none' },
};

/** Puts an account through its life until it is open, as the officers of the city do. */
export async function openAccount(config: Config, account: AccountDefinition): Promise<void> {
  const { journal, sealer, close } = await plain(config);
  const registry = createRegistry({
    tenant: config.tenant,
    staff: anyAdministrator,
    fourEyes: oneAccountEach,
    log: createRecordLog({ journal, sealer, clock: Date.now, newId: randomUUID }),
    pubsub: { publish() {} },
    clock: Date.now,
  });
  for (const step of [{ type: 'request', definition: account }, { type: 'approve' }, { type: 'open' }] as const) {
    const by = step.type === 'request' ? 'anna' : 'berta';
    await registry.take(account.id, step, { by, reason: null, people: null, form: null });
  }
  await close();
}

export async function createTownBot(): Promise<TownBot> {
  const data = temporaryFolder();
  const env = {
    ...{ PORT: String(await freePort()), DATA_DIR: data.path, LEARNT_DIR: learntDir },
    ...{ MEANING: 'off', LOG_LEVEL: 'silent' },
  };
  const config = readConfig(env, root);
  const log = createLog();
  await openAccount(config, definition);
  let app: App | null = null;
  const stop = async () => {
    await app?.close();
    app = null;
  };
  return {
    url: `http://127.0.0.1:${config.port}`,
    log,
    async start() {
      app = await startApp(config, env, { web: true, worker: true }, log);
    },
    stop,
    async announce(text) {
      const { journal, sealer, close } = await plain(config);
      const { commits } = await journal.scan(null, 1_000);
      const last = commits.filter(({ account, outbox }) => account === definition.id && outbox.length > 0).at(-1);
      const content = last && (await sealer.open(last));
      if (!last || !content) throw new Error('nobody spoke on Teams');
      const outbound = [{ text, markup: 'markdown', choices: [], files: [], locale: 'ca' } as const];
      const sealed = await sealer.seal(last.conversation, { ...content, outbound }, 'current');
      const revision = last.revision + 1;
      const own = { revision, inboundKey: `told ${revision}`, at: Date.now(), events: [] };
      await journal.append({ ...last, ...own, ...sealed, outbox: [{ ordinal: 0, kind: 'send', message: 0 }] });
      await close();
    },
    async remove() {
      await stop();
      data.remove();
    },
  };
}

/** The data of the service without what it has learnt, which takes a while. */
async function plain(config: Config) {
  const { store, keyring } = await openStores({ ...config, log: createLog() });
  return {
    journal: store.journal,
    sealer: createSealer({ keys: keyring, secret: keyring.derive('sealer') }),
    async close() {
      await store.close();
      await keyring.close();
    },
  };
}
