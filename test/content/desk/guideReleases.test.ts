import { expect, test } from '@jest/globals';
import { createGuideReleases } from '../../../src/content/desk/guideReleases.ts';
import { createDeskStore, editDocument, openTestDesk, testContent } from '../../support/contentDesk.ts';

const entry = 'faq/padro/padro.alta';

test('everybody may know what was released, when and why, but not by whom', async () => {
  const { desk, content, trees, knowledge } = await openTestDesk(createDeskStore(), await testContent());
  const releases = createGuideReleases({ log: content, trees, content: knowledge.content });
  expect(await releases()).toMatchObject([{ number: 1, note: '', services: [], others: 0 }]);
  await editDocument(desk, entry, 'Resposta.', 'Resposta nova.', 'eva.editora');
  await desk.remove('faq/padro/padro.certificat', 'eva.editora');
  await desk.publish({ note: 'Nova resposta', at: null, documents: null, by: 'eva.editora' });
  await desk.revert(2, 'Error', 'pau.editor');
  const [undone, changed] = await releases();
  expect(changed).toMatchObject({ number: 2, note: 'Nova resposta', reverts: null, others: 0 });
  expect(changed?.services.map(({ id, kind }) => [id, kind]).sort()).toEqual([
    ['padro.alta', 'changed'],
    ['padro.certificat', 'removed'],
  ]);
  expect(changed?.services.find(({ kind }) => kind === 'changed')?.title?.ca).toBe('padro.alta ca');
  expect(undone).toMatchObject({ number: 3, note: 'Error', reverts: 2 });
  expect(undone?.services.map(({ kind }) => kind).sort()).toEqual(['changed', 'new']);
  expect(JSON.stringify(await releases())).not.toMatch(/eva|pau/);
});
