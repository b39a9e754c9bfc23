import { randomUUID } from 'node:crypto';
import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import { accountChannel } from '../accounts/lifecycle.ts';
import { createRegistry } from '../accounts/registry.ts';
import { type Environment, readConfig } from '../config.ts';
import { createCaseProjection } from '../core/cases/caseProjection.ts';
import { createRecordLog } from '../core/journal/recordLog.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { createSealer } from '../journal/sealer.ts';
import { loadEnvironment } from '../settings.ts';
import { openCoordination } from '../store/coordination.ts';
import type { Stores } from '../store/open.ts';
import { noArguments } from './noArguments.ts';
import { logForCli, openStoresForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const strings = { ca: ca.cases, es: es.cases, en: en.cases };

const usage = 'Usage: npm run cases:rebuild';

/**
 * `npm run cases:rebuild`: rebuilds the case index from the journal. The service may be running; until the rebuild is
 * done, its lists of cases are incomplete.
 */
export async function rebuildCases(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  noArguments(argv, usage);
  const config = readConfig(env, base);
  const log = logForCli(env);
  const coordination = await openCoordination({ redisUrl: config.redisUrl, log });
  try {
    const stores = await openStoresForCli(config, log);
    try {
      const cases = await rebuild(stores, config.tenant, coordination.pubsub);
      say(interpolate(strings[config.locale].rebuilt, { cases: String(cases) }));
      return 0;
    } finally {
      await stores.store.close();
      await stores.keyring.close();
    }
  } finally {
    await coordination.close();
  }
}

async function rebuild({ store, keyring }: Stores, tenant: string, pubsub: PubSub): Promise<number> {
  const { journal, cases } = store;
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const records = createRecordLog({ journal, sealer, clock: Date.now, newId: randomUUID });
  const accounts = createRegistry({
    tenant,
    log: records,
    // It is only read.
    staff: { find: async () => null },
    fourEyes: { accountsOf: async (agent) => [agent] },
    pubsub,
    clock: Date.now,
  });
  await accounts.refresh();
  const rows = createCaseProjection({
    index: cases,
    journal,
    sealer,
    pubsub,
    channelOf: (_, id) => {
      const record = accounts.find(id);
      return record && accountChannel(record);
    },
  });
  return rows.rebuild(new AbortController().signal);
}

if (import.meta.main)
  await runCli(usage, () => rebuildCases(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
