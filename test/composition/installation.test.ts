import { copyFileSync, cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accounts } from '../../src/cli/accounts.ts';
import { backup } from '../../src/cli/backup.ts';
import { rebuildCases } from '../../src/cli/cases.ts';
import { installation } from '../../src/cli/installation.ts';
import { migrate } from '../../src/cli/migrate.ts';
import { outbox } from '../../src/cli/outbox.ts';
import { protocol } from '../../src/cli/protocol.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { openConversation } from '../support/directLine.ts';
import { type Ended, runProgram, runToEnd, settingsOf, startService, temporaryFolder } from '../support/service.ts';
import { endOf, startHere } from '../support/serviceHere.ts';

const command = (name: string, env: Record<string, string>, ...words: string[]) =>
  runProgram([process.execPath, `src/cli/${name}.ts`, ...words], env);

/** The data of two installations: of one after a talk and after the next one, and of another one. */
const used = temporaryFolder();
const sets = {
  first: join(used.path, 'first'),
  later: join(used.path, 'later'),
  other: join(used.path, 'other'),
};
const dialogs = await smallDialogs();

let folder: ReturnType<typeof temporaryFolder>;
let data: string;
let env: Record<string, string>;
beforeAll(async () => {
  const envOf = (path: string) => ({ DATA_DIR: path, PORT: '0', DIALOGS_DIR: dialogs });
  await serve(envOf(sets.first), 'hola');
  cpSync(sets.first, sets.later, { recursive: true });
  await serve(envOf(sets.later), 'un altre dia');
  await serve(envOf(sets.other), 'hola');
});
beforeEach(() => {
  folder = temporaryFolder();
  data = join(folder.path, 'data');
  env = { DATA_DIR: data, PORT: '0', DIALOGS_DIR: dialogs };
});
afterEach(() => folder.remove());
afterAll(() => used.remove());

/** Runs the service for some words of a new conversation. */
async function serve(settings: Record<string, string>, ...words: readonly string[]): Promise<void> {
  const service = await startHere(settings);
  const conversation = await openConversation(service.url);
  for (const word of words) expect((await conversation.post(word, word)).status).toBe(200);
  await service.stop();
}

/** Goes on with the data of an installation that has used. */
const begin = (set: keyof typeof sets) => cpSync(sets[set], data, { recursive: true });
const copy = () => endOf(() => backup([join(folder.path, 'copies')], settingsOf(env), folder.path, () => {}));
const start = () => endOf(() => startHere(env));

/** Puts aside what belongs to a file of SQLite. */
function remove(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, file) + end, { force: true });
}

const files = ['journal/journal.db', 'journal/files.db', 'keys/keys.db', 'staff.sqlite'] as const;

describe('an installation whose parts do not belong together is neither used nor copied:', () => {
  test.each(files)('%s missing, and empty', async (file) => {
    begin('first');
    remove(file);
    const started = await start();
    expect([started.code, started.output]).toEqual([39, expect.stringContaining(`${basename(file)} is missing`)]);
    expect(existsSync(join(data, file))).toBe(false);
    writeFileSync(join(data, file), '');
    const copied = await copy();
    expect([copied.code, copied.output]).toEqual([39, expect.stringContaining(`${basename(file)} is empty`)]);
  });

  test.each(['journal/journal.db', 'keys/keys.db'] as const)('an older %s beside newer ones', async (file) => {
    begin('later');
    remove(file);
    copyFileSync(join(sets.first, file), join(data, file));
    for (const { code, output } of [await start(), await copy()]) {
      expect([code, output]).toEqual([39, expect.stringContaining(`${basename(file)} is older than`)]);
    }
  });

  test('a part of another installation', async () => {
    begin('first');
    remove('journal/journal.db');
    copyFileSync(join(sets.other, 'journal/journal.db'), join(data, 'journal/journal.db'));
    for (const { code, output } of [await start(), await runToEnd(env), await command('backup', env, folder.path)]) {
      expect(code).toBe(39);
      expect(output).toContain('belongs to another installation');
    }
  });
});

test('anybody who accepts a loss says so, and goes on', async () => {
  begin('first');
  remove('keys/keys.db');
  expect((await start()).code).toBe(39);
  expect(await installation(['accept'], settingsOf(env), folder.path, () => {})).toBe(0);
  const verified = await command('installation', env, 'verify');
  expect(verified.output).toMatch(/0 commits can be read, 0 were erased, [1-9]\d* lack their key/);
  expect(verified.code).toBe(39);
  await serve(env, 'seguim');
});

test('where the settings name the installation, another one or none is refused', async () => {
  begin('first');
  const said: string[] = [];
  await installation([], settingsOf(env), folder.path, (line) => said.push(line));
  const id = /Installation ([0-9a-f-]{36})/.exec(said.join('\n'))?.[1] ?? '';
  env.INSTALLATION_ID = id;
  await serve(env, 'hola');
  // As when the disk of the data is not mounted.
  rmSync(data, { recursive: true });
  const { code, output } = await runToEnd(env);
  expect(code).toBe(41);
  expect(output).toContain('Is a disk not mounted');
  expect(existsSync(join(data, 'journal'))).toBe(false);
});

type Command = typeof backup;
const within = (run: Command, words: readonly string[]) => () =>
  endOf(() => run(words, settingsOf(env), folder.path, () => {}));

test.each<readonly [string, () => Promise<Ended>]>([
  ['backup', within(backup, [])],
  ['accounts', within(accounts, [])],
  ['outbox', within(outbox, [])],
  ['cases', within(rebuildCases, [])],
  ['migrate', within(migrate, [])],
  ['installation', within(installation, [])],
  ['installation verify', within(installation, ['verify'])],
  ['protocol replay', within(protocol, ['replay', '--protocol', 'dialogs/protocol.yaml'])],
  ['chat', () => command('chat', env)],
  ['staff', () => command('staff', env)],
  ['unanswered', () => command('unanswered', env)],
])('%s makes no installation where there is none', async (_, run) => {
  const { code, output } = await run();
  expect(code).toBe(41);
  expect(output).toContain(data);
  expect(readdirSync(folder.path)).toEqual([]);
});

test('commands say of which installation they speak, apart from what they say', async () => {
  begin('first');
  const settings = join(folder.path, 'settings.env');
  writeFileSync(settings, `DATA_DIR=${data}\n`);
  const { code, output } = await command('outbox', { FINESTRETA_ENV: settings });
  expect(code).toBe(0);
  expect(output).toMatch(
    new RegExp(`^Installation [0-9a-f-]{36} \\(default\\) in ${data}; settings: ${settings}$`, 'm'),
  );
});

test('a second service without Redis on the same folder is refused until the first has ended, however it ends', async () => {
  const first = await startService(env);
  const second = await runToEnd(env);
  expect(second.code).toBe(36);
  expect(second.output).toContain('Another process of the service uses');
  await first.stop('SIGKILL');
  const third = await startService(env);
  expect(await third.stop('SIGTERM')).toBe(0);
});
