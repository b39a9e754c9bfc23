import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listAccounts } from '../../src/cli/accounts/list.ts';
import { openCliAccounts } from '../../src/cli/accounts/openCliAccounts.ts';
import { accounts } from '../../src/cli/accounts.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { makeOperators } from '../support/operators.ts';
import { runCommand } from '../support/runCommand.ts';
import { endOf } from '../support/serviceHere.ts';

const command = fileURLToPath(new URL('../../src/cli/accounts.ts', import.meta.url));
const example = readFileSync(new URL('../../accounts/oiac-web.yaml', import.meta.url), 'utf8').replace(
  'topics: [oiac, padro, tramits]',
  'topics: [padro, residus]',
);
const day = 24 * 3_600_000;

let folder: TestFolder;
let content: ContentFolder;
let said: string[];
let keys: Awaited<ReturnType<typeof makeOperators>>;

beforeEach(async () => {
  folder = makeFolder();
  content = await createContentFolder();
  said = [];
  writeFileSync(join(folder.path, 'oiac.yaml'), example);
  keys = await makeOperators(env(), folder.path);
});
afterEach(async () => {
  await content.remove('.');
  folder.remove();
});

const env = (more: Record<string, string> = {}) => ({ DATA_DIR: 'data', DIALOGS_DIR: content.path, ...more });
const write = (text: string) => writeFileSync(join(folder.path, 'oiac.yaml'), text);

/** Runs the command within this process as somebody with an operator key; resolves to its exit code. */
async function runAs(key: string, ...argv: readonly string[]): Promise<number> {
  said = [];
  const given = env({ FINESTRETA_OPERATOR_KEY: key });
  return accounts(
    argv,
    given,
    folder.path,
    (line) => said.push(line),
    async () => null,
  );
}
const run = (...argv: readonly string[]) => runAs(keys.asks, ...argv);

async function openOiac(): Promise<void> {
  await run('request', 'oiac.yaml');
  await runAs(keys.approves, 'approve', 'oiac-web');
  await run('open', 'oiac-web');
}

describe('npm run accounts, as somebody runs it', () => {
  const asUser = (words: readonly string[], more: Record<string, string>) =>
    runCommand([command, ...words], { cwd: folder.path, env: env(more) });

  test('lists what there is in the language of the city', async () => {
    const { code, stdout } = await asUser([], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nCompte +Canal +Nom +Estat +Salut +Últim missatge\nweb +webchat .* obert +\? +cap\n$/);
    expect((await asUser([], { DEFAULT_LOCALE: 'en' })).stdout).toMatch(/\nAccount .*\nweb .* open +\? +none\n$/);
  });

  test.each([
    [['dance'], 2, 'Write one of'],
    [['approve', 'oiac-web'], 62, 'There is no account oiac-web'],
  ])('%j ends with %d', async (words, exit, hint) => {
    const { code, stderr, stdout } = await asUser(words, { FINESTRETA_OPERATOR_KEY: keys.asks });
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
  });
});

describe('what cannot be done', () => {
  test.each([
    [['open', 'oiac-web', 'more'], 2, 'Write one of'],
    // Nobody is who they say that they are.
    [['approve', 'oiac-web', '--by', 'Anna'], 2, 'Write one of'],
    [['close', 'web', '--reason', 'No'], 63, 'the steps from there are: change, freeze'],
    [['request', 'nowhere.yaml'], 61, 'nowhere.yaml cannot be read'],
    [['check'], 22, 'The service does not answer at http://127.0.0.1:'],
  ])('%j ends with %d', async (words, exit, hint) => {
    expect(await endOf(() => run(...words))).toEqual({ code: exit, output: expect.stringContaining(hint) });
    expect(said).toEqual([]);
  });

  test.each([
    ['none', () => '', 56],
    ['one that nobody was given', () => 'fop_nobody', 57],
    ['the name of somebody', () => 'Anna Autora', 57],
  ])('a step with %s instead of an operator key is refused', async (_, key, exit) => {
    const { code, output } = await endOf(() => runAs(key(), 'freeze', 'web'));
    expect(code).toBe(exit);
    expect(output).toContain('operator key');
    await run('show', 'web');
    expect(said.join('\n')).not.toContain('congelat');
  });
});

describe('the life of an account', () => {
  test('is told step by step, with who took it', async () => {
    expect(await run('request', 'oiac.yaml')).toBe(0);
    expect(said.join('\n')).toContain('approve oiac-web');
    await expect(run('open', 'oiac-web')).rejects.toMatchObject({ code: 'account.step' });
    expect(await run('refuse', 'oiac-web', '--reason', 'Ja hi ha un perfil que ho fa')).toBe(0);
    await openOiac();
    expect(await run('freeze', 'oiac-web')).toBe(0);
    expect(await run('show', 'oiac-web')).toBe(0);
    const shown = said.join('\n');
    expect(shown).toMatch(/Estat +congelat/);
    expect(shown).toMatch(/Administren +Nom de la primera persona, Nom de la segona persona/);
    expect(shown).toMatch(/Horari d'atenció +dl\. dt\. dc\. dj\. dv\. 09:00-13:30; dl\. dt\. dc\. dj\. 16:30-19:00/);
    expect(shown).toMatch(/A l'estiu +1\/7-31\/8: /);
    const steps = shown.slice(shown.indexOf('Passos:'));
    expect(steps.match(/\w+: (?:Anna Autora|Berta Balada)/g)).toEqual([
      'demanat: Anna Autora',
      'denegat: Anna Autora',
      'demanat: Anna Autora',
      'aprovat: Berta Balada',
      'obert: Anna Autora',
      'congelat: Anna Autora',
    ]);
    expect(steps).toContain('Motiu: Ja hi ha un perfil que ho fa');
    expect(steps).toContain('Signa: Nom de qui signa la petició');
  });

  test('is approved by somebody else than who asked for it, also after it was changed', async () => {
    await run('request', 'oiac.yaml');
    await expect(run('approve', 'oiac-web')).rejects.toMatchObject({ code: 'account.own-request' });
    // Anybody who changes what was asked for has asked for it, too.
    await runAs(keys.approves, 'change', 'oiac.yaml');
    await expect(runAs(keys.approves, 'approve', 'oiac-web')).rejects.toMatchObject({ code: 'account.own-request' });
    await run('refuse', 'oiac-web', '--reason', 'Comencem de nou');
    await run('request', 'oiac.yaml');
    await runAs(keys.approves, 'approve', 'oiac-web');
    // What is changed after it was approved has not been approved.
    await run('change', 'oiac.yaml');
    await expect(run('open', 'oiac-web')).rejects.toMatchObject({ code: 'account.step' });
    await expect(run('approve', 'oiac-web')).rejects.toMatchObject({ code: 'account.own-request' });
    await runAs(keys.approves, 'approve', 'oiac-web');
    expect(await run('open', 'oiac-web')).toBe(0);
  });

  test('asks for the key where none is set, and takes it from nobody else', async () => {
    const ask = async () => keys.asks;
    expect(await accounts(['freeze', 'web'], env(), folder.path, () => {}, ask)).toBe(0);
    const nobody = accounts(
      ['unfreeze', 'web'],
      env(),
      folder.path,
      () => {},
      async () => null,
    );
    await expect(nobody).rejects.toMatchObject({ code: 'auth.missing' });
  });

  test('is not begun with a site key that another account has', async () => {
    await run('request', 'oiac.yaml');
    const other = (key: string, id = 'library') =>
      example.replace('id: oiac-web', `id: ${id}`).replace('siteKey: oiac', `siteKey: ${key}`);
    const line = example.slice(0, example.indexOf('siteKey:')).split('\n').length;
    for (const [key, owner] of [
      ['oiac', 'oiac-web'],
      ['finestreta', 'web'],
    ] as const) {
      write(other(key));
      const error: Error = await run('request', 'oiac.yaml').then(
        () => new Error('it was taken'),
        (thrown) => thrown,
      );
      expect(error).toMatchObject({ code: 'account.invalid' });
      expect(error.message).toContain(
        `oiac.yaml:${line}: \`siteKey\` makes ${key}, which already belongs to the account ${owner}`,
      );
    }
    write(other('library'));
    expect(await run('request', 'oiac.yaml')).toBe(0);
    write(other('oiac'));
    await expect(run('change', 'oiac.yaml')).rejects.toThrow('already belongs to the account oiac-web');
    // A refused account has nothing any more.
    await run('refuse', 'oiac-web', '--reason', 'No cal');
    expect(await run('change', 'oiac.yaml')).toBe(0);
  });

  test('may be changed, but not moved to another channel', async () => {
    await openOiac();
    write(example.replace('name: Oficina', 'name: La nostra oficina'));
    expect(await run('change', 'oiac.yaml')).toBe(0);
    await run('list');
    expect(said.join('\n')).toContain('La nostra oficina');
    write(
      example
        .replace('channel: webchat', 'channel: telegram')
        .replace('settings:', 'secrets: { token: env:T }\nsettings:')
        .replace(/settings:\n.*\n.*\n/, ''),
    );
    await expect(run('change', 'oiac.yaml')).rejects.toThrow('cannot move to another channel');
  });

  test('is not begun by a file with mistakes, each told with its line and how to fix it', async () => {
    const lineOf = (text: string) => example.slice(0, example.indexOf(text)).split('\n').length;
    write(
      example
        .replace('department: oiac', 'department: circ')
        .replace('topics: [padro, residus]', 'topics: [padro, teatre]')
        .replace('siteKey: oiac', 'colour: red'),
    );
    const error = await run('request', 'oiac.yaml').catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'account.invalid' });
    const { message } = error as Error;
    expect(message).toContain(`oiac.yaml:${lineOf('department:')}: \`department\` is circ, which does not exist`);
    expect(message).toContain(`oiac.yaml:${lineOf('topics:')}: \`topics\` names teatre`);
    expect(message).toMatch(new RegExp(`oiac.yaml:${lineOf('  siteKey')}: .*colour`));

    write(example.replace('id: oiac-web', 'id: open311'));
    await expect(run('request', 'oiac.yaml')).rejects.toThrow(/oiac\.yaml:\d+: `id` is open311/);
    write(example.replace('channel: webchat', 'channel: pigeon'));
    await expect(run('request', 'oiac.yaml')).rejects.toThrow(/oiac\.yaml:\d+: There is no channel `pigeon`/);
    write(example.slice(0, example.indexOf('# Why it is wanted')));
    await expect(run('request', 'oiac.yaml')).rejects.toThrow('`request` is missing');
    await run('list');
    expect(said.join('\n')).not.toContain('oiac-web');
  });

  test('names its secrets by reference: others are refused, missing ones too', async () => {
    const telegram = example.replace('channel: webchat', 'channel: telegram').replace(/settings:\n.*\n.*\n/, '');
    write(telegram);
    await expect(run('request', 'oiac.yaml')).rejects.toThrow('`secrets` lacks token');
    write(telegram.replace('request:', 'secrets: { token: env:A, more: env:B }\nrequest:'));
    await expect(run('request', 'oiac.yaml')).rejects.toThrow(/names more, which is unknown/);
  });
});

describe('warnings', () => {
  test('tell of accounts on which nobody writes, and of definitions that fit no more', async () => {
    await openOiac();
    await run('list');
    expect(said.join('\n')).not.toContain('Avís');
    await content.remove('faq/residus.yaml');
    const opened = await openCliAccounts(env(), folder.path);
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
    await run('freeze', 'oiac-web');
    await run('list');
    const before = said;
    expect(await run('crisis', 'on', '--to', 'web', '--message', 'Talls')).toBe(0);
    await run('list');
    expect(said[0]).toMatch(/^Crisi des de .* al compte web\.$/);
    expect(said.find((line) => line.startsWith('oiac-web'))).toContain('congelat, congelat per la crisi');
    expect(said.find((line) => line.startsWith('web '))).not.toContain('crisi');
    await expect(run('crisis', 'on', '--to', 'oiac-web')).rejects.toMatchObject({ code: 'account.step' });
    await expect(run('freeze', 'web')).rejects.toMatchObject({ code: 'account.step' });
    expect(await run('crisis', 'off')).toBe(0);
    await run('list');
    expect(said).toEqual(before);
  });
});
