import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { teamsManifest } from '../../src/cli/teamsManifest.ts';
import { readConfig } from '../../src/config.ts';
import { definition, openAccount } from '../adapters/teams/support/townBot.ts';
import { temporaryFolder } from '../support/service.ts';
import { makeInstallation } from './installation.ts';

const dialogs = fileURLToPath(new URL('../../dialogs', import.meta.url));
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  folder = temporaryFolder();
  await makeInstallation(folder.path);
});
afterEach(() => folder.remove());

const appId = '11111111-2222-4333-8444-555555555555';
const environment = () => ({ DATA_DIR: folder.path, DIALOGS_DIR: dialogs, PUBLIC_URL: 'https://bot.example' });

test('the app package of an account is written, with the commands that the bot understands', async () => {
  const env = environment();
  const settings = { identity: 'managed-identity', appId, directoryId: appId };
  await openAccount(readConfig(env, folder.path), { ...definition, settings });
  const said: string[] = [];
  expect(await teamsManifest(['oiac'], env, folder.path, (line) => said.push(line))).toBe(0);
  expect(said.join('\n')).toContain('teams-oiac.zip');
  const text = readFileSync(join(folder.path, 'teams-oiac.zip'), 'latin1');
  for (const words of [appId, '"ajuda"', '"ayuda"', '"help"', 'https://bot.example/privacitat']) {
    expect(text).toContain(words);
  }
});

test.each([
  ['no account', [], 'input.invalid'],
  ['an account that there is not', ['nobody'], 'account.unknown'],
  ['one of another channel', ['web'], 'input.invalid'],
])('with %s nothing is written', async (_name, argv, code) => {
  await expect(teamsManifest(argv, environment(), folder.path, () => {})).rejects.toMatchObject({ code });
  expect(existsSync(join(folder.path, `teams-${argv[0]}.zip`))).toBe(false);
});
