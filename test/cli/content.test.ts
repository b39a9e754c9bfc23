import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readCommand } from '../../src/cli/content/arguments.ts';
import { content } from '../../src/cli/content.ts';
import { openBot } from '../../src/composition/openBot.ts';
import { readConfig } from '../../src/config.ts';
import { readCsv, writeCsv } from '../../src/content/sheets/csv.ts';
import { readXlsx, writeXlsx } from '../../src/content/sheets/xlsx.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { createLog } from '../support/log.ts';
import { makeOperators } from '../support/operators.ts';
import { runCommand } from '../support/runCommand.ts';

const command = fileURLToPath(new URL('../../src/cli/content.ts', import.meta.url));
let folder: TestFolder;
let shipped: ContentFolder;
let key: string;
let said: string[] = [];

const env = (more: Record<string, string> = {}) => ({
  DATA_DIR: 'data',
  DIALOGS_DIR: shipped.path,
  MEANING: 'off',
  DEFAULT_LOCALE: 'en',
  ...more,
});

/** Runs the command within this process; resolves to its exit code. */
async function run(...argv: readonly string[]): Promise<number> {
  said = [];
  const given = env({ FINESTRETA_OPERATOR_KEY: key });
  return content(
    argv,
    given,
    folder.path,
    (line) => said.push(line),
    async () => null,
  );
}

const exported = (name: string) => join(folder.path, name);
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|tsv)$/.test(name))
    .sort();
const textsIn = (path: string) => filesIn(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]);

beforeAll(async () => {
  folder = makeFolder();
  shipped = await createContentFolder();
  key = (await makeOperators(env(), folder.path)).asks;
  // The service imports what ships at its first start.
  const bot = await openBot(readConfig(env(), folder.path), {
    ...{ log: createLog(), purpose: 'service', publicUrl: 'http://localhost' },
    ...{ observe: () => {}, observeDelivery: () => {} },
  });
  await bot.close();
});
beforeEach(() => {
  said = [];
});
afterAll(async () => {
  await shipped.remove('.');
  folder.remove();
});

test('what is exported is the same bytes; edited, imported and published, it is a release that can be undone', async () => {
  expect(await run('export', 'out')).toBe(0);
  expect(textsIn(exported('out'))).toEqual(textsIn(shipped.path));

  const file = join(exported('out'), 'faq/padro.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `# Revisat\n${text.replace('ca: Resposta.', 'ca: Resposta nova. # comprovada')}`);
  expect(await run('import', 'out')).toBe(0);
  expect(said).toEqual([
    'Draft: faq/padro.yaml',
    'Draft: faq/padro/padro.alta',
    expect.stringContaining('2 documents imported as drafts, 0 left'),
  ]);
  expect(await run('diff')).toBe(0);
  expect(said).toEqual([
    '--- faq/padro.yaml',
    '+ # Revisat',
    '--- faq/padro/padro.alta',
    '-       ca: Resposta.',
    '+       ca: Resposta nova. # comprovada',
  ]);
  // An import is a draft: nothing is live yet, and a second one finds nothing new.
  expect(await run('import', 'out')).toBe(0);
  expect(said).toEqual([expect.stringContaining('0 documents imported')]);

  expect(await run('publish', 'Revisió', 'anual')).toBe(0);
  expect(said).toEqual(['Release 2 is live: 2 documents.']);
  expect(await run('export', 'again')).toBe(0);
  expect(textsIn(exported('again'))).toEqual(textsIn(exported('out')));
  expect(await run('export', 'first', '--release', '1')).toBe(0);
  expect(textsIn(exported('first'))).toEqual(textsIn(shipped.path));

  expect(await run('revert', '2', 'Enrere')).toBe(0);
  expect(await run('history')).toBe(0);
  expect(said).toEqual([
    expect.stringMatching(/^3 {2}\d{4}-\S+ {2}Anna Autora {2}Enrere \(undoes 2\)$/),
    expect.stringMatching(/^2 {2}\S+ {2}Anna Autora {2}Revisió anual$/),
    expect.stringMatching(/^1 {2}\S+ {2}the program$/),
  ]);
  expect(await run('export', 'last')).toBe(0);
  expect(textsIn(exported('last'))).toEqual(textsIn(shipped.path));
}, 60_000);

test.each(['texts.csv', 'texts.xlsx'])(
  'texts go out as %s and come in as drafts, with what they change',
  async (file) => {
    expect(await run('export', file)).toBe(0);
    expect(said).toEqual([expect.stringMatching(/^\d+ texts written to /)]);
    // Nothing was changed: no draft.
    expect(await run('import', file)).toBe(0);
    expect(said).toEqual([expect.stringContaining('0 documents imported')]);

    const isXlsx = file.endsWith('.xlsx');
    const bytes = readFileSync(exported(file));
    const rows = (isXlsx ? await readXlsx(bytes) : readCsv(bytes)).map((row) =>
      row.text === 'padro.certificat en' ? { ...row, text: 'By sheet' } : row,
    );
    writeFileSync(exported(file), isXlsx ? await writeXlsx(rows) : writeCsv(rows, ','));
    expect(await run('import', file)).toBe(0);
    expect(said).toEqual([
      '--- faq/padro/padro.certificat',
      '-     title: { ca: padro.certificat ca, es: padro.certificat es, en: padro.certificat en }',
      '+     title: { ca: padro.certificat ca, es: padro.certificat es, en: By sheet }',
      'Draft: faq/padro/padro.certificat',
      expect.stringContaining('1 documents imported as drafts, 0 left'),
    ]);
    // The draft goes, so that the next format begins with none.
    const bot = await openBot(readConfig(env(), folder.path), {
      ...{ log: createLog(), purpose: 'command', publicUrl: 'http://localhost' },
      ...{ observe: () => {}, observeDelivery: () => {} },
    });
    await bot.content?.desk.discard('faq/padro/padro.certificat', 'anna');
    await bot.close();
  },
  60_000,
);

test('wrong files are refused with the row and what to do, and nothing is drafted', async () => {
  const heading = 'entry,field,number,language,text\n';
  const cases: readonly [string, string | Buffer, string][] = [
    ['a.csv', `${heading}padro.alta,title,,ca,Nova\npadro.alta,titol,,ca,x`, 'row 3: padro.alta has no field "titol"'],
    ['b.csv', Buffer.from(`${heading}padro.alta,title,,ca,M\xe0\n`, 'latin1'), 'save it as “CSV UTF-8”'],
    ['c.xlsx', 'no spreadsheet', 'save it again as .xlsx'],
  ];
  for (const [file, bytes, message] of cases) {
    writeFileSync(exported(file), bytes);
    await expect(run('import', file)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(message),
    });
  }
  await expect(run('import', 'absent.csv')).rejects.toThrow('There is no file');
  expect(await run('diff')).toBe(0);
  expect(said).toEqual(['Nothing differs.']);
}, 60_000);

describe('what is refused', () => {
  test('changes by nobody, or by a key that is not valid', async () => {
    const as = (given: Record<string, string>) =>
      content(
        ['publish', 'x'],
        env(given),
        folder.path,
        () => {},
        async () => null,
      );
    await expect(as({})).rejects.toMatchObject({ code: 'auth.missing' });
    await expect(as({ FINESTRETA_OPERATOR_KEY: 'fop_wrong' })).rejects.toMatchObject({ code: 'auth.refused' });
  });

  test('a desk where the content is files', async () => {
    const files = env({ CONTENT: 'files' });
    await expect(
      content(
        ['history'],
        files,
        folder.path,
        () => {},
        async () => null,
      ),
    ).rejects.toMatchObject({
      code: 'content.files',
    });
  });

  test.each([
    ['nonsense'],
    ['export'],
    ['export', 'a', 'b'],
    ['export', 'a', '--release', '0'],
    ['export', 'a', '--format', 'ods'],
    ['diff', '--format', 'csv'],
    ['export', 'a', '--release', '2', '--drafts'],
    ['diff', '--drafts'],
    ['publish'],
    ['revert', '2'],
    ['revert', 'two', 'x'],
    ['diff', 'x'],
  ])('%s %s %s %s', (...argv) => {
    expect(() => readCommand(argv.filter((word) => word !== undefined))).toThrow('Write one of');
  });
});

test('the format is that of the name, or the one that was asked for', () => {
  expect(readCommand(['export', 'a.XLSX', '--drafts'])).toEqual({
    type: 'export',
    path: 'a.XLSX',
    format: 'xlsx',
    what: null,
  });
  expect(readCommand(['export', 'a', '--format', 'csv'])).toMatchObject({ path: 'a', format: 'csv', what: 'live' });
  expect(readCommand(['import', 'a.csv'])).toEqual({ type: 'import', path: 'a.csv', format: 'csv' });
  expect(readCommand(['import', 'a'])).toEqual({ type: 'import', path: 'a', format: 'files' });
});

test('without a word it checks the files, and tells how to be used', async () => {
  expect(await run()).toBe(0);
  expect(said.at(-1)).toMatch(/answers in 2 files, 0 problems\.$/);
  const { code, stdout } = await runCommand([command, '--help'], { cwd: folder.path, env: env() });
  expect(code).toBe(0);
  expect(stdout).toContain('npm run content -- export FOLDER');
});
