import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toyFixture } from '../adapters/toy/fakeToy.ts';
import type { FakePlatform, Seat } from '../contract/adapter/fixture.ts';
import { until } from '../contract/coordination/until.ts';
import { accountFile } from '../support/accountFile.ts';
import { makeOperators } from '../support/operators.ts';
import { outputOf } from '../support/runCommand.ts';
import { keptBetweenStarts, learntDir, startIn, temporaryFolder } from '../support/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const toy = readFileSync(join(root, 'test/adapters/toy/index.ts'), 'utf8');
const folder = temporaryFolder();
const house = join(folder.path, 'house');
const ana: Seat = { account: 'desk', person: 'ana', surface: 'private' };
let fake: FakePlatform;
let operators: Awaited<ReturnType<typeof makeOperators>>;

const definition = (api: string) =>
  accountFile(`
id: desk
channel: toy
name: Taulell
languages: [ca]
secrets: { token: env:TOY_TOKEN }
settings: { api: '${api}' }
`);

/** A copy of the project as somebody downloads it, with one folder more. */
function copyHouse(): void {
  mkdirSync(house);
  for (const part of ['src', 'adapters', 'locales', 'package.json']) {
    cpSync(join(root, part), join(house, part), { recursive: true });
  }
  for (const part of ['node_modules', 'dialogs', 'dist', 'models']) symlinkSync(join(root, part), join(house, part));
  mkdirSync(join(house, 'adapters/toy'));
  const inPlace = toy.replaceAll('../../../adapters/', '../').replaceAll('../../../src/', '../../src/');
  writeFileSync(join(house, 'adapters/toy/index.ts'), inPlace);
}

const env = () => ({
  PATH: process.env.PATH ?? '',
  DATA_DIR: join(folder.path, 'data'),
  ...{ PORT: '0', MEANING: 'off', LEARNT_DIR: learntDir },
  TOY_TOKEN: String(fake.account('desk', 'right').secrets.token),
});

const accounts = (words: readonly string[], more: Record<string, string>) =>
  outputOf(['src/cli/accounts.ts', ...words], { cwd: house, env: { ...env(), ...more } });

beforeAll(async () => {
  fake = await toyFixture.open();
  copyHouse();
  operators = await makeOperators(env(), house);
});

afterAll(async () => {
  await fake.close();
  folder.remove();
});

test('a whole channel takes fewer than 100 lines, and nothing else of the project knows of it', () => {
  expect(toy.trimEnd().split('\n').length).toBeLessThan(100);
  const named = ['src', 'adapters', 'dialogs', 'locales']
    .flatMap((place) => readdirSync(join(root, place), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // In people's shorthand it is a word.
    .filter((path) => !/\/(?:src\/language|dialogs)\//.test(path) && /\btoy\b/i.test(readFileSync(path, 'utf8')));
  expect(named).toEqual([]);
});

test('its folder put in place, an account is asked for, opened and answers: no other file is touched', async () => {
  const file = join(folder.path, 'desk.yaml');
  const { api } = fake.account('desk', 'right').settings as { api: string };
  writeFileSync(file, definition(api));
  for (const step of [
    ['request', file],
    ['approve', 'desk'],
    ['open', 'desk'],
  ])
    await accounts(step, { FINESTRETA_OPERATOR_KEY: step[0] === 'request' ? operators.asks : operators.approves });

  const service = await startIn(house, [process.execPath, 'src/main.ts'], { ...env(), ...keptBetweenStarts });
  const { url } = service;
  try {
    fake.serve(url);
    const { port } = new URL(url);
    expect(await accounts(['check', 'desk'], { PORT: port })).toContain('Toy desk');
    await fake.say(ana, "Com m'empadrono?");
    // Before the account is open it is refused, and the platform brings it again.
    await until(async () => {
      await fake.redeliver?.('desk');
      return fake.shown(ana).some(({ text }) => text.includes('Font:'));
    });
    expect(fake.shown(ana)[0]?.text).toContain('assistent automàtic');
    expect(new Set(fake.shown(ana).map(({ text }) => text)).size).toBe(fake.shown(ana).length);
  } finally {
    await service.stop('SIGTERM');
  }
  expect(service.output()).not.toContain(env().TOY_TOKEN);
});
