import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { createParsedCache, keepParsed } from '../../../src/content/load/parsedFiles.ts';
import { createLog } from '../../support/log.ts';
import { useSpoiltContent } from '../../support/spoiltContent.ts';

const spoilt = useSpoiltContent({});
let folder: string;
let ahead: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'finestreta-parsed-'));
  ahead = await mkdtemp(join(tmpdir(), 'finestreta-parsed-'));
});
afterEach(async () => {
  for (const each of [folder, ahead]) await rm(each, { recursive: true });
});

const open = () => createParsedCache({ folder, ahead, log: createLog() });
const load = async (cache = open()) => loadContent(folderSource(spoilt.folder.path), null, [await cache.read()]);

test('what one start has parsed, the next one takes as it is, and says the same', async () => {
  const first = await load();
  await open().keep(first.files);
  const known = await open().read();
  expect([...known.keys()].sort()).toEqual([...first.files.keys()].sort());
  const second = await loadContent(folderSource(spoilt.folder.path), null, [known]);
  expect(second).toEqual(first);
  // A reload keeps the same, or each start would find what the last but one has kept.
  const reloaded = await loadContent(folderSource(spoilt.folder.path), second.content, [second.files]);
  expect([...reloaded.files.keys()].sort()).toEqual([...known.keys()].sort());
  expect(second.content.faq['faq/padro.yaml']).toBe(known.get('faq/padro.yaml')?.value);
});

test('what was looked up for a calendar is taken as it is, for the same region', async () => {
  const { files, content } = await load();
  const [name = ''] = [...files.keys()].filter((each) => each.includes('holidays'));
  const kept = { digest: files.get(name)?.digest ?? '', value: ['2030-02-01'] };
  const again = await loadContent(folderSource(spoilt.folder.path), null, [new Map([[name, kept]])]);
  expect(again.content.publicHolidays.days).toEqual(['2030-02-01']);
  const other = await loadContent(folderSource(spoilt.folder.path), null, [
    new Map([[name, { ...kept, digest: 'x' }]]),
  ]);
  expect(other.content.publicHolidays.days).toEqual(content.publicHolidays.days);
});

test('a file that has changed is parsed again, and what is wrong in it has its line', async () => {
  await open().keep((await load()).files);
  await spoilt.folder.edit('faq/padro.yaml', 'es: Respuesta.', 'es: Otra.');
  expect((await load()).content.faq['faq/padro.yaml']?.entries[0]?.answer.es).toBe('Otra.');
  await spoilt.folder.edit('faq/padro.yaml', 'id: padro.alta', 'identity: padro.alta');
  expect((await load()).problems).toContainEqual(expect.objectContaining({ file: 'faq/padro.yaml', line: 3 }));
});

test('checks that look at several files see those that were not parsed, at their lines', async () => {
  await open().keep((await load()).files);
  await spoilt.folder.edit('council.yaml', 'welcome: [padro.alta]', 'welcome: [padro.none]');
  const { problems } = await load();
  expect(problems).toContainEqual(expect.objectContaining({ message: expect.stringContaining('padro.none') }));
});

test('what was made ahead of the first start is taken, and stays as it is', async () => {
  const { files } = await load();
  await keepParsed(ahead, files);
  const cache = open();
  expect((await cache.read()).size).toBe(files.size);
  await cache.keep(files);
  expect(await readdir(folder)).toEqual([]);
});

test('a damaged file costs parsing alone', async () => {
  await open().keep((await load()).files);
  const [name = ''] = await readdir(folder);
  await writeFile(join(folder, name), 'spoilt');
  expect((await open().read()).size).toBe(0);
  expect((await load()).problems).toEqual([]);
});

test('where nothing can be kept, it says so and goes on', async () => {
  await writeFile(join(folder, 'file'), '');
  const log = createLog();
  const cache = createParsedCache({ folder: join(folder, 'file'), ahead, log });
  await cache.keep((await load()).files);
  expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
});
