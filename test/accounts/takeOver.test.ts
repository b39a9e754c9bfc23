import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accounts } from '../../src/cli/accounts.ts';
import { until } from '../contract/coordination/until.ts';
import { freshDatabase, startServer } from '../store/mongo/server.ts';
import { useServer } from '../store/redis/server.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { makeOperators } from '../support/operators.ts';
import { type Service, startService, temporaryFolder } from '../support/service.ts';

const mongo = await startServer();
afterAll(() => mongo?.stop());

const recorder = new URL('support/recordImports.mjs', import.meta.url).href;

const definition = (siteKey: string) => `
id: library
channel: webchat
name: Biblioteca
area: Biblioteca
department: oiac
owner: Olga
administrators: [Aina, Adam]
languages: [es, ca]
hours:
  periods: [{ days: [mon, tue], from: 9:00, until: 13:30 }]
topics: [padro]
description: Atenem dl. i dt. de 9 a 13.30 h.
settings: { siteKey: ${siteKey} }
request:
  objectives: Respondre les consultes.
  audience: Qui ve a la biblioteca.
  content: Les preguntes freqüents.
  signedBy: Sara
`;

/** Without Redis several processes may share MongoDB; files they may share only with it. */
const stores = [
  ['SQLite, with Redis', {}],
  ...(mongo ? [['MongoDB, without Redis', { MONGODB_URI: freshDatabase(mongo) }] as const] : []),
] as const;

describe.each(stores)('two processes over %s', (name, store) => {
  const redis = name.startsWith('SQLite') ? useServer() : null;
  let folder: ReturnType<typeof temporaryFolder>;
  let dialogs: string;
  let services: Service[];
  let operators: Awaited<ReturnType<typeof makeOperators>>;
  const at = (name: string) => join(folder.path, name);

  const env = (): Record<string, string> => ({
    DATA_DIR: at('data'),
    DIALOGS_DIR: dialogs,
    LOG_LEVEL: 'info',
    WEBCHAT_STARTS_PER_MINUTE: '1000000',
    ...store,
    ...(redis === null ? {} : { REDIS_URL: redis().url }),
  });

  beforeEach(async () => {
    folder = temporaryFolder();
    dialogs = await smallDialogs();
    services = [];
    operators = await makeOperators(env(), folder.path);
  });
  afterEach(async () => {
    await Promise.all(services.map((service) => service.stop('SIGKILL')));
    folder.remove();
  });

  /** One administrator asks for accounts, another one takes every other step. */
  const run = (...argv: readonly string[]) => {
    const key = argv[0] === 'request' ? operators.asks : operators.approves;
    return accounts(argv, { ...env(), FINESTRETA_OPERATOR_KEY: key }, folder.path, () => {});
  };

  /** What each process answers when a page wants to open a conversation with a site key. */
  const answers = (siteKey: string) =>
    Promise.all(
      services.map(async ({ url }) => {
        const headers = { Authorization: `Bearer ${siteKey}` };
        return (await fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST', headers })).status;
      }),
    );
  const allAnswer = (siteKey: string, status: number) =>
    until(async () => (await answers(siteKey)).every((each) => each === status));

  const metricOf = async (service: Service | undefined) =>
    (await (await fetch(`${service?.url}/metrics`)).text()).match(/^finestreta_account_up\{.*$/gm);

  test('take over what becomes of an account while they run, and load no platform that nobody uses', async () => {
    const recording = { ...env(), NODE_OPTIONS: `--import=${recorder}`, IMPORTS: at('imports') };
    services = await Promise.all([startService(recording), startService(env())]);
    expect(await answers('library-key')).toEqual([403, 403]);

    writeFileSync(at('library.yaml'), definition('library-key'));
    await run('request', 'library.yaml');
    await run('approve', 'library');
    expect(await answers('library-key')).toEqual([403, 403]);
    await run('open', 'library');
    await allAnswer('library-key', 200);
    for (const service of services) {
      expect(await metricOf(service)).toEqual([
        'finestreta_account_up{account="web",channel="webchat"} 1',
        'finestreta_account_up{account="library",channel="webchat"} 1',
      ]);
    }

    writeFileSync(at('library.yaml'), definition('other-key'));
    await run('change', 'library.yaml');
    await allAnswer('other-key', 200);
    expect(await answers('library-key')).toEqual([403, 403]);
    await run('close', 'library', '--reason', 'Ningú no hi escriu');
    await allAnswer('other-key', 403);
    expect(await metricOf(services[0])).toEqual(['finestreta_account_up{account="web",channel="webchat"} 1']);
    expect(await answers('finestreta')).toEqual([200, 200]);

    const [one, two] = services;
    expect(await Promise.all([one?.stop('SIGTERM'), two?.stop('SIGTERM')])).toEqual([0, 0]);
    for (const { output } of services) expect(output()).not.toMatch(/Anna|Olga|Aina|Adam|Sara|Ningú/);
    const loaded = readFileSync(at('imports'), 'utf8');
    expect(loaded).toContain('/adapters/webchat/');
    expect(
      loaded.match(/node_modules\/(?:telegraf|botbuilder|botframework|discord\.js|@discordjs)[^/]*\//g),
    ).toBeNull();
    expect(loaded.match(/\/adapters\/(?!webchat\/|adapter\.ts)\S+/g)).toBeNull();
  });
});
