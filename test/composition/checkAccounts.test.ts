import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accounts } from '../../src/cli/accounts.ts';
import { startBotApi } from '../adapters/telegram/support/fakeBotApi.ts';
import { until } from '../contract/coordination/until.ts';
import { accountFile } from '../support/accountFile.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { makeOperators } from '../support/operators.ts';
import { type Service, startService, temporaryFolder } from '../support/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder();
const token = '42:a-token-that-nobody-may-see';
let api: Awaited<ReturnType<typeof startBotApi>>;
let service: Service;
let keys: Awaited<ReturnType<typeof makeOperators>>;

const dialogs = await smallDialogs();
const env = (more: Record<string, string>) => ({ DATA_DIR: join(folder.path, 'data'), DIALOGS_DIR: dialogs, ...more });
/** Runs the command where no secret is; resolves to its exit code and what it said. */
async function run(key: string, ...argv: readonly string[]) {
  const said: string[] = [];
  const given = env({ PORT: new URL(service.url).port, FINESTRETA_OPERATOR_KEY: key });
  const code = await accounts(argv, given, root, (line) => said.push(line));
  return { code, said: said.join('\n') };
}
const file = (id: string, variable: string) => {
  const path = join(folder.path, `${id}.yaml`);
  writeFileSync(
    path,
    accountFile(`
id: ${id}
channel: telegram
name: Ajuntament
languages: [ca, es, en]
secrets: { token: env:${variable} }
settings: { receive: polling, apiRoot: '${api.url}' }
`),
  );
  return path;
};

beforeAll(async () => {
  api = await startBotApi();
  api.bot(token);
  keys = await makeOperators(env({}), folder.path);
  service = await startService(env({ GOOD_TOKEN: token }));
  for (const [id, variable] of [
    ['good', 'GOOD_TOKEN'],
    ['bad', 'NO_SUCH_TOKEN'],
  ] as const) {
    await run(keys.asks, 'request', file(id, variable));
    await run(keys.approves, 'approve', id);
  }
});
afterAll(async () => {
  await service.stop('SIGKILL');
  await api.close();
  folder.remove();
});

describe('npm run accounts -- check', () => {
  test('asks the running service, which has the secrets that the command has not', async () => {
    const { code, said } = await run(keys.asks, 'check', 'good');
    expect(said).toContain('good: ');
    expect([code, said.includes(token)]).toEqual([0, false]);
    const all = await run(keys.asks, 'check');
    expect(all.code).toBe(1);
    expect(all.said).toContain('env:NO_SUCH_TOKEN');
    expect(all.said).toContain('Comptes comprovats: 3. Fallen: 1.');
    await expect(run(keys.asks, 'check', 'nowhere')).rejects.toMatchObject({ code: 'account.unknown' });
  });

  test('and the list say how the accounts are doing in the service', async () => {
    for (const id of ['good', 'bad']) await run(keys.asks, 'open', id);
    await until(async () => /bad .* falla \(account\.secret\)/.test((await run(keys.asks, 'list')).said));
    await until(async () => /good .* bé /.test((await run(keys.asks, 'list')).said));
    expect((await run(keys.asks, 'check', 'web')).code).toBe(0);
    // The chat of the service is still its own.
    const headers = { Authorization: 'Bearer finestreta' };
    expect((await fetch(`${service.url}/v3/directline/tokens/generate`, { method: 'POST', headers })).status).toBe(200);
  });

  test('is answered to commands of the same installation only', async () => {
    const ask = (authorization: string | null) =>
      fetch(`${service.url}/service/accounts`, { headers: authorization === null ? {} : { authorization } });
    expect((await ask(null)).status).toBe(401);
    for (const wrong of ['Bearer x', `Bearer ${Date.now() + 30_000}.abc`, `Bearer ${keys.asks}`]) {
      expect((await ask(wrong)).status).toBe(403);
    }
  });
});
