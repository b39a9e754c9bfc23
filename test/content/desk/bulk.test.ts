import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import type { BulkEdit } from '../../../src/content/desk/views.ts';
import { createDeskStore, editDocument, openTestDesk, testContent } from '../../support/contentDesk.ts';

const alta = 'faq/padro/padro.alta';
const mobles = 'faq/residus/residus.mobles';
let store: ReturnType<typeof createDeskStore>;
let desk: ContentDesk;
beforeEach(async () => {
  store = createDeskStore();
  ({ desk } = await openTestDesk(store, await testContent()));
});

const fields = async (document: string) => (await desk.read(document)).entry;
const states = async () => {
  const { documents } = await desk.list();
  return Object.fromEntries(
    documents.filter(({ id }) => [alta, mobles].includes(id)).map(({ id, state }) => [id, state]),
  );
};
const set = (given: Extract<BulkEdit, { kind: 'fields' }>['fields']): BulkEdit => ({ kind: 'fields', fields: given });

describe('several services at once', () => {
  test('get an owner, a day and a validity in one step, with a diff each', async () => {
    const before = store.commits().length;
    const edit = set({ department: 'hisenda', verified: '2026-11-24', validUntil: '2026-12-31' });
    const { changed, skipped } = await desk.bulk.change([alta, mobles, alta, 'phrases.yaml', 'faq/a/a.b'], edit, 'eva');
    expect([changed.map(({ document }) => document), skipped]).toEqual([
      [alta, mobles],
      ['phrases.yaml', 'faq/a/a.b'],
    ]);
    expect(store.commits().length).toBe(before + 1);
    for (const document of [alta, mobles]) {
      expect(await fields(document)).toMatchObject({
        department: 'hisenda',
        verified: '2026-11-24',
        valid: { until: '2026-12-31' },
      });
    }
    const { changes } = await desk.changes();
    expect(changes.map(({ document, by, kind, diff }) => [document, by, kind, diff.length > 0])).toEqual([
      [alta, 'eva', 'changed', true],
      [mobles, 'eva', 'changed', true],
    ]);
    // The beginning of the validity stays, and the end goes.
    const { valid } = (await fields(alta)) ?? {};
    await desk.bulk.change([alta], set({ validUntil: null }), 'eva');
    expect((await fields(alta))?.valid).toEqual(valid?.from === undefined ? undefined : { from: valid.from });
    // What says the same already is left alone.
    expect((await desk.bulk.change([alta], set({ department: 'hisenda' }), 'eva')).skipped).toEqual([alta]);
  });

  test('keep what others drafted, and go back to it', async () => {
    await editDocument(desk, alta, 'ca: Resposta.', 'ca: Una altra.', 'marc');
    const drafted = (await desk.read(alta)).text;
    const done = await desk.bulk.change([alta, mobles], set({ department: 'hisenda' }), 'eva');
    expect((await fields(alta))?.answer?.ca).toContain('Una altra.');
    expect((await fields(alta))?.department).toBe('hisenda');
    const undone = await desk.bulk.undo(done.changed, 'eva');
    expect((await desk.read(alta)).text).toBe(drafted);
    expect(await states()).toEqual({ [alta]: 'changed', [mobles]: 'live' });
    // What was undone can be done again.
    await desk.bulk.undo(
      undone.changed.filter(({ document }) => document === alta),
      'eva',
    );
    expect((await fields(alta))?.department).toBe('hisenda');
  });

  test('are withdrawn and restored, and both are undone', async () => {
    const removed = await desk.bulk.change([alta, mobles], { kind: 'remove' }, 'eva');
    expect(await states()).toEqual({ [alta]: 'removed', [mobles]: 'removed' });
    expect((await desk.bulk.change([alta], set({ department: 'hisenda' }), 'eva')).skipped).toEqual([alta]);
    const restored = await desk.bulk.change([alta, mobles], { kind: 'restore' }, 'eva');
    expect(await states()).toEqual({ [alta]: 'live', [mobles]: 'live' });
    expect((await desk.bulk.change([alta], { kind: 'restore' }, 'eva')).skipped).toEqual([alta]);
    await desk.bulk.undo(restored.changed, 'eva');
    expect(await states()).toEqual({ [alta]: 'removed', [mobles]: 'removed' });
    await desk.bulk.undo(removed.changed, 'eva');
    expect(await states()).toEqual({ [alta]: 'live', [mobles]: 'live' });
  });

  test('undoing leaves alone what somebody edited since', async () => {
    const { changed } = await desk.bulk.change([alta, mobles], set({ department: 'hisenda' }), 'eva');
    await editDocument(desk, alta, 'ca: Resposta.', 'ca: Una altra.', 'marc');
    expect((await desk.bulk.undo(changed, 'eva')).skipped).toEqual([alta]);
    expect(await states()).toEqual({ [alta]: 'changed', [mobles]: 'live' });
    expect((await desk.bulk.undo(changed, 'eva')).skipped).toEqual([alta, mobles]);
  });

  test('two editors who do it at once lose nothing', async () => {
    const other = (await openTestDesk(store, await testContent())).desk;
    await Promise.all([
      desk.bulk.change([alta, mobles], set({ department: 'hisenda' }), 'eva'),
      other.bulk.change([mobles, alta], set({ verified: '2026-11-20' }), 'marc'),
    ]);
    for (const document of [alta, mobles])
      expect(await fields(document)).toMatchObject({ department: 'hisenda', verified: '2026-11-20' });
  });
});
