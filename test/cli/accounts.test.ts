import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listAccounts } from '../../src/cli/accounts/list.ts';
import { openAccounts } from '../../src/cli/accounts/open.ts';
import { accounts } from '../../src/cli/accounts.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { makeInstallation } from './installation.ts';

const command = fileURLToPath(new URL('../../src/cli/accounts.ts', import.meta.url));
const example = readFileSync(new URL('../../accounts/oiac-web.yaml', import.meta.url), 'utf8').replace(
  'topics: [oiac, padro, tramits]',
  'topics: [padro, residus]',
);
const day = 24 * 3_600_000;

let folder: TestFolder;
let content: ContentFolder;
let said: string[];

beforeEach(async () => {
  folder = makeFolder();
  content = await createContentFolder();
  said = [];
  writeFileSync(join(folder.path, 'oiac.yaml'), example);
  await makeInstallation(join(folder.path, 'data'));
});
afterEach(async () => {
  await content.remove('.');
  folder.remove();
});

const env = (more: Record<string, string> = {}) => ({ DATA_DIR: 'data', DIALOGS_DIR: content.path, ...more });
const write = (text: string) => writeFileSync(join(folder.path, 'oiac.yaml'), text);

/** Runs the command within this process; resolves to its exit code. */
async function run(...argv: readonly string[]): Promise<number> {
  said = [];
  return accounts(argv, env(), folder.path, (line) => said.push(line));
}
const by = ['--by', 'Anna Autora'];

async function openOiac(): Promise<void> {
  await run('request', 'oiac.yaml', ...by);
  await run('approve', 'oiac-web', ...by);
  await run('open', 'oiac-web', ...by);
}

describe('npm run accounts, as somebody runs it', () => {
  async function asUser(words: readonly string[], more: Record<string, string>) {
    const options = { cwd: folder.path, env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...env(more) } };
    return promisify(execFile)(process.execPath, [command, ...words], options).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code: code as number, stdout: String(stdout), stderr: String(stderr) }),
    );
  }

  test('lists what there is in the language of the city', async () => {
    const { code, stdout } = await asUser([], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Compte +Canal +Nom +Estat +Salut +Últim missatge\nweb +webchat .* obert +bé +cap\n$/);
    expect((await asUser([], { DEFAULT_LOCALE: 'en' })).stdout).toMatch(/^Account .*\nweb .* open +well +none\n$/);
  });

  test.each([
    [['dance'], 2, 'Write one of'],
    [['open', 'oiac-web', 'more', '--by', 'Anna'], 2, 'Write one of'],
    [['approve', 'oiac-web'], 2, 'Add --by NAME'],
    [['approve', 'oiac-web', '--by', 'Anna'], 62, 'There is no account oiac-web'],
    [['close', 'web', '--by', 'Anna', '--reason', 'No'], 63, 'the steps from there are: change, freeze'],
    [['request', 'nowhere.yaml', '--by', 'Anna'], 61, 'nowhere.yaml cannot be read'],
  ])('%j ends with %d', async (words, exit, hint) => {
    const { code, stderr, stdout } = await asUser(words, {});
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
  });
});

describe('the life of an account', () => {
  test('is told step by step, with who took it', async () => {
    expect(await run('request', 'oiac.yaml', ...by)).toBe(0);
    expect(said.join('\n')).toContain('approve oiac-web');
    await expect(run('open', 'oiac-web', ...by)).rejects.toMatchObject({ code: 'account.step' });
    expect(await run('refuse', 'oiac-web', '--reason', 'Ja hi ha un perfil que ho fa', ...by)).toBe(0);
    await openOiac();
    expect(await run('freeze', 'oiac-web', ...by)).toBe(0);
    expect(await run('show', 'oiac-web')).toBe(0);
    const shown = said.join('\n');
    expect(shown).toMatch(/Estat +congelat/);
    expect(shown).toMatch(/Administren +Nom de la primera persona, Nom de la segona persona/);
    expect(shown).toMatch(/Horari d'atenció +dl\. dt\. dc\. dj\. dv\. 09:00-13:30; dl\. dt\. dc\. dj\. 16:30-19:00/);
    expect(shown).toMatch(/A l'estiu +1\/7-31\/8: /);
    const steps = shown.slice(shown.indexOf('Passos:'));
    expect(steps.match(/\w+: Anna Autora/g)).toEqual(
      ['demanat', 'denegat', 'demanat', 'aprovat', 'obert', 'congelat'].map((what) => `${what}: Anna Autora`),
    );
    expect(steps).toContain('Motiu: Ja hi ha un perfil que ho fa');
    expect(steps).toContain('Signa: Nom de qui signa la petició');
  });

  test('may be changed, but not moved to another channel', async () => {
    await openOiac();
    write(example.replace('name: Oficina', 'name: La nostra oficina'));
    expect(await run('change', 'oiac.yaml', ...by)).toBe(0);
    await run('list');
    expect(said.join('\n')).toContain('La nostra oficina');
    write(
      example
        .replace('channel: webchat', 'channel: telegram')
        .replace('settings:', 'secrets: { token: env:T }\nsettings:')
        .replace(/settings:\n.*\n.*\n/, ''),
    );
    await expect(run('change', 'oiac.yaml', ...by)).rejects.toThrow('cannot move to another channel');
  });

  test('is not begun by a file with mistakes, each told with its line and how to mend it', async () => {
    const lineOf = (text: string) => example.slice(0, example.indexOf(text)).split('\n').length;
    write(
      example
        .replace('department: oiac', 'department: circ')
        .replace('topics: [padro, residus]', 'topics: [padro, teatre]')
        .replace('siteKey: oiac', 'colour: red'),
    );
    const error = await run('request', 'oiac.yaml', ...by).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'account.invalid' });
    const { message } = error as Error;
    expect(message).toContain(`oiac.yaml:${lineOf('department:')}: \`department\` is circ, which is none`);
    expect(message).toContain(`oiac.yaml:${lineOf('topics:')}: \`topics\` names teatre`);
    expect(message).toMatch(new RegExp(`oiac.yaml:${lineOf('  siteKey')}: .*colour`));

    write(example.replace('channel: webchat', 'channel: pigeon'));
    await expect(run('request', 'oiac.yaml', ...by)).rejects.toThrow(/oiac\.yaml:\d+: There is no channel `pigeon`/);
    write(example.slice(0, example.indexOf('# Why it is wanted')));
    await expect(run('request', 'oiac.yaml', ...by)).rejects.toThrow('`request` is missing');
    await run('list');
    expect(said.join('\n')).not.toContain('oiac-web');
  });

  test('names its secrets by reference: others are refused, missing ones too', async () => {
    const telegram = example.replace('channel: webchat', 'channel: telegram').replace(/settings:\n.*\n.*\n/, '');
    write(telegram);
    await expect(run('request', 'oiac.yaml', ...by)).rejects.toThrow('`secrets` lacks token');
    write(telegram.replace('request:', 'secrets: { token: env:A, more: env:B }\nrequest:'));
    await expect(run('request', 'oiac.yaml', ...by)).rejects.toThrow(/names more, which is unknown/);
  });
});

describe('health', () => {
  const telegram = example
    .replace('channel: webchat', 'channel: telegram')
    .replace(/settings:\n.*\n.*\n/, 'secrets: { token: env:OIAC_TOKEN }\n');

  test('an account whose secret is not there fails, and says which reference leads to nothing', async () => {
    write(telegram);
    await openOiac();
    expect(await run('list')).toBe(0);
    expect(said.join('\n')).toMatch(/oiac-web +telegram .* obert +falla \(account\.secret\)/);
    expect(said.join('\n')).toMatch(/web +webchat .* obert +bé/);
    expect(await run('check')).toBe(1);
    expect(said.join('\n')).toContain('env:OIAC_TOKEN');
    expect(said.at(-1)).toBe('Comptes comprovats: 2. Fallen: 1.');
    expect(await run('check', 'web')).toBe(0);
    expect(said.join('\n')).toContain('«Finestreta»');
    await expect(run('check', 'nowhere')).rejects.toMatchObject({ code: 'account.unknown' });
  });
});

describe('warnings', () => {
  test('tell of accounts on which nobody writes, and of definitions that fit no more', async () => {
    await openOiac();
    await run('list');
    expect(said.join('\n')).not.toContain('Avís');
    await content.remove('faq/residus.yaml');
    const opened = await openAccounts(env(), folder.path);
    await opened.registry.refresh();
    const later = await listAccounts(opened, Date.now() + 190 * day);
    await opened.close();
    const [first, second] = later.filter((line) => line.includes('Avís'));
    expect(first).toMatch(/fa més de sis mesos que ningú no hi escriu \(des del \d{4}-\d\d-\d\d\)/);
    expect(second).toContain('residus');
  });
});

describe('a crisis', () => {
  test('is shown on all accounts, and undone as a whole', async () => {
    await openOiac();
    await run('freeze', 'oiac-web', ...by);
    await run('list');
    const before = said;
    expect(await run('crisis', 'on', '--to', 'web', '--message', 'Talls', ...by)).toBe(0);
    await run('list');
    expect(said[0]).toMatch(/^Crisi des de .* al compte web\.$/);
    expect(said.find((line) => line.startsWith('oiac-web'))).toContain('congelat, congelat per la crisi');
    expect(said.find((line) => line.startsWith('web '))).not.toContain('crisi');
    await expect(run('crisis', 'on', '--to', 'oiac-web', ...by)).rejects.toMatchObject({ code: 'account.step' });
    await expect(run('freeze', 'web', ...by)).rejects.toMatchObject({ code: 'account.step' });
    expect(await run('crisis', 'off', ...by)).toBe(0);
    await run('list');
    expect(said).toEqual(before);
  });
});
