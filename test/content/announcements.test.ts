import { expect, test } from '@jest/globals';
import { announcementsOf } from '../../src/content/announcementsOf.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { createDeskStore, openTestDesk, testContent } from '../support/contentDesk.ts';
import { createContentFolder } from '../support/contentFolder.ts';

const good = `
kind: event
title: { ca: Fira, es: Feria, en: Fair }
text: { ca: Veniu., es: Venid., en: Come. }
from: 2026-12-05
until: 2026-12-06
publishAt: 2026-12-01T09:00
accounts: [web]
`;

test('an announcement is a file like others: what is wrong with it is told, and its last good version stays', async () => {
  const folder = await createContentFolder();
  try {
    await folder.write('announcements/fair.yaml', good);
    const first = await loadContent(folderSource(folder.path), null);
    const [fair] = announcementsOf(first.content);
    expect(fair).toMatchObject({ id: 'fair', kind: 'event', allDay: true, accounts: ['web'], topic: null });
    expect(new Date(fair?.publishAt ?? 0).toISOString()).toBe('2026-12-01T08:00:00.000Z');
    expect(new Date(fair?.until ?? 0).toISOString()).toBe('2026-12-06T23:00:00.000Z');

    const faults = [
      [good.replace('2026-12-06', '2026-12-04'), 'comes before'],
      [good.replace('2026-12-01T09:00', '2026-12-01'), 'has no hour'],
      [good.replace('2026-12-01T09:00', '2026-12-07T09:00'), 'comes after the end'],
      [
        good.replace('until: 2026-12-06', 'until: 2026-12-06T10:00').replace('2026-12-01T09:00', '2026-12-06T10:00'),
        'comes after the end',
      ],
      [good.replace('2026-12-05', '2026-02-30'), 'is not a day'],
      [`${good}topic: enlloc\n`, 'is not a topic'],
      [good.replace('[web]', '[web, web]'), 'names an account twice'],
      [good.replace('Veniu.', '<b>Veniu</b>'), 'holds HTML'],
      [`${good}repeat: FREQ=WEEKLY\n`, 'is not a rule'],
      [`${good}repeat: FREQ=WEEKLY;BYDAY=TU;COUNT=3\n`, 'does not begin on the day'],
      [`${good}colour: red\n`, 'colour'],
    ] as const;
    for (const [text, fault] of faults) {
      await folder.write('announcements/fair.yaml', text);
      const { content, problems } = await loadContent(folderSource(folder.path), first.content);
      const own = problems.filter(({ file }) => file === 'announcements/fair.yaml');
      expect(own.map(({ message, fatal }) => [message, fatal])).toEqual([[expect.stringContaining(fault), true]]);
      expect(announcementsOf(content)).toEqual([fair]);
    }
  } finally {
    await folder.remove('.');
  }
});

test('a draft is told which of its accounts do not exist, and may be published all the same', async () => {
  const { desk } = await openTestDesk(createDeskStore(), await testContent(), { accounts: () => ['web'] });
  const change = { text: good.replace('[web]', '[web, wbe]') };
  const at = { document: 'announcements/fair.yaml', base: null, onto: null };
  const saved = await desk.save({ ...at, change, by: 'eva' });
  expect(saved).toMatchObject({
    document: {
      problems: [{ path: 'accounts.1', message: expect.stringMatching(/^`wbe` does not exist/), fatal: false }],
    },
  });
  expect(await desk.publish({ note: 'Fira', at: null, documents: null, by: 'eva' })).toMatchObject({
    kind: 'released',
  });
});

test('one whose times cannot be reckoned does not stop the others', async () => {
  const folder = await createContentFolder();
  try {
    await folder.write('announcements/fair.yaml', good);
    const { content } = await loadContent(folderSource(folder.path), null);
    const fair = content.announcements?.['announcements/fair.yaml'];
    if (fair === undefined) throw new Error('it was not read');
    const broken = { ...fair, from: 'never', repeat: 'FREQ=DAILY;COUNT=2' };
    const failed: string[] = [];
    const all = { 'announcements/broken.yaml': broken, 'announcements/fair.yaml': fair };
    const read = announcementsOf({ ...content, announcements: all }, (id) => failed.push(id));
    expect(read.map(({ id }) => id)).toEqual(['fair']);
    expect(failed).toEqual(['broken']);
  } finally {
    await folder.remove('.');
  }
});

test.each([
  ['one that went out is not made to repeat', '', 'repeat: FREQ=WEEKLY;COUNT=3\n', 'repeat', 'write a new one'],
  ['one whose times went out is not made to stop repeating', 'repeat: FREQ=WEEKLY;COUNT=3\n', '', 'from', 'with UNTIL'],
])('%s: its draft says so, and it is not released', async (_, before, after, path, said) => {
  const store = createDeskStore();
  store.clock.advance(Date.parse('2026-12-02T12:00Z') - store.clock.now());
  const { desk } = await openTestDesk(store, await testContent(), { accounts: () => ['web'] });
  const document = 'announcements/fair.yaml';
  const saved = await desk.save({ document, base: null, onto: null, change: { text: good + before }, by: 'eva' });
  if (saved.kind !== 'saved') throw new Error('it was not saved');
  const publish = () => desk.publish({ note: '', at: null, documents: [document], by: 'eva' });
  await publish();
  const change = { text: good + after };
  const again = await desk.save({ document, base: saved.document.base, onto: null, change, by: 'eva' });
  expect(again).toMatchObject({ document: { problems: [{ path, fatal: true }] } });
  await expect(publish()).rejects.toMatchObject({
    code: 'content.blocked',
    message: expect.stringContaining(said),
  });
});
