import { beforeEach, expect, test } from '@jest/globals';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import { createDeskStore, editDocument, openTestDesk, testContent } from '../../support/contentDesk.ts';

const alta = 'faq/padro/padro.alta';
const mobles = 'faq/residus/residus.mobles';
const text = 'ask padro.alta ca 3';
const clash = { wording: { entry: 'padro.alta', locale: 'ca', text }, other: 'residus.mobles' } as const;

let store: ReturnType<typeof createDeskStore>;
let opened: Awaited<ReturnType<typeof openTestDesk>>;
let desk: ContentDesk;
beforeEach(async () => {
  store = createDeskStore();
  opened = await openTestDesk(store, await testContent());
  ({ desk } = opened);
});

const questions = async (document: string) => (await desk.read(document)).entry?.questions?.ca ?? [];
const keptClashes = async () => (await opened.content.newest())?.keptClashes ?? [];

test('a question is moved in one step, as drafts of somebody, and back', async () => {
  const before = store.commits().length;
  const { changed } = await desk.settleClash(clash, 'move', 'eva');
  expect(store.commits().length).toBe(before + 1);
  expect(await questions(alta)).not.toContain(text);
  expect((await questions(mobles)).at(-1)).toBe(text);
  const { changes } = await desk.changes();
  expect(changes.map(({ document, by }) => [document, by])).toEqual([
    [alta, 'eva'],
    [mobles, 'eva'],
  ]);
  expect((await desk.bulk.undo(changed, 'eva')).skipped).toEqual([]);
  expect(await questions(alta)).toContain(text);
  expect((await desk.changes()).changes).toEqual([]);
});

test('one that the other service has already is only taken away', async () => {
  await editDocument(desk, mobles, 'ask residus.mobles ca 1,', `ask residus.mobles ca 1, "${text}?",`);
  const had = await questions(mobles);
  const { changed } = await desk.settleClash(clash, 'move', 'eva');
  expect(changed.map(({ document }) => document)).toEqual([alta]);
  expect(await questions(mobles)).toEqual(had);
});

test('a question is removed wherever it stands, special cases too; other lines keep their bytes', async () => {
  const special = [
    '    exceptions:',
    '      - id: menors',
    '        title: { ca: M, es: M, en: M }',
    `        questions: { ca: [i per als menors de setze anys què], es: [], en: [] }`,
    '        answer: { ca: R., es: R., en: R. }',
  ].join('\n');
  const { base, text: whole } = await desk.read(alta);
  await desk.save({
    document: alta,
    base,
    onto: null,
    change: { text: `${whole?.trimEnd()}\n${special}\n` },
    by: 'eva',
  });
  const lines = ((await desk.read(alta)).text ?? '').split('\n');
  const wording = { ...clash.wording, text: 'I per als menors de setze anys, què?' };
  await desk.settleClash({ ...clash, wording }, 'remove', 'eva');
  expect((await desk.read(alta)).entry?.exceptions?.[0]?.questions?.ca).toEqual([]);
  const now = ((await desk.read(alta)).text ?? '').split('\n');
  const before = lines.indexOf('    exceptions:');
  expect(before).toBeGreaterThan(5);
  expect(now.slice(0, before)).toEqual(lines.slice(0, before));
});

test('what is kept is on record once, with who did it, until it is to be said again', async () => {
  await desk.settleClash(clash, 'keep', 'eva');
  await desk.settleClash({ ...clash, wording: { ...clash.wording, text: 'Ask padro.alta ca 3?' } }, 'keep', 'marc');
  expect(await keptClashes()).toHaveLength(1);
  const events = () => store.commits().flatMap((commit) => commit.events);
  expect(events().filter(({ type }) => type === 'content.clash-settled')).toMatchObject([{ by: 'eva', kept: true }]);
  expect((await desk.changes()).changes).toEqual([]);
  await desk.settleClash(clash, 'forget', 'marc');
  expect(await keptClashes()).toEqual([]);
  expect(events().at(-1)).toMatchObject({ type: 'content.clash-settled', by: 'marc', kept: false });
});

test('what does not stand there any more, or stands in a flow, is refused, and nothing is drafted', async () => {
  const refused = { code: 'content.unknown' };
  const gone = { ...clash, wording: { ...clash.wording, text: 'never asked' } };
  await expect(desk.settleClash(gone, 'remove', 'eva')).rejects.toMatchObject(refused);
  await expect(desk.settleClash({ ...clash, other: 'flow.queixa' }, 'move', 'eva')).rejects.toMatchObject(refused);
  await desk.remove(alta, 'eva');
  await expect(desk.settleClash(clash, 'move', 'eva')).rejects.toMatchObject(refused);
  expect((await desk.changes()).changes).toHaveLength(1);
});
