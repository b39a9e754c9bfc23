import { expect, test } from '@jest/globals';
import { noCounts } from '../../../../src/content/unanswered/askedQuestion.ts';
import type { EntryFigures } from '../../../../src/content/unanswered/views.ts';
import { hasIdentifier, inNumbers } from '../../../../web/console/model/content/clusters.ts';
import { figuresOf, shownTimes, sortedBy } from '../../../../web/console/model/content/figures.ts';

const none = noCounts;
const figures = new Map<string, EntryFigures>([
  ['padro.alta', { entry: 'padro.alta', ...none, asked: 2, given: 1, offered: 2, refused: 5 }],
  ['padro.baixa', { entry: 'padro.baixa', ...none, asked: 9 }],
]);
const item = (id: string, state: 'live' | 'new' = 'live') => ({ id, kind: 'entry', state, expires: null }) as const;
const list = [item('faq/padro/padro.altres'), item('faq/padro/padro.alta'), item('faq/padro/padro.baixa')];
const idsBy = (sort: 'topic' | 'asked' | 'refused') => sortedBy(sort, list, figures).map(({ id }) => id.slice(10));

test('a service has the figures of its entry, zeros where nobody asked, and none while it is no service yet', () => {
  const own = figuresOf(item('faq/padro/padro.alta'), figures);
  expect(own?.asked).toBe(2);
  expect(own && shownTimes(own)).toBe(3);
  expect(figuresOf(item('faq/padro/padro.altres'), figures)).toEqual({ entry: 'padro.altres', ...none });
  expect(figuresOf(item('faq/padro/padro.nova', 'new'), figures)).toBeNull();
  expect(figuresOf({ id: 'council.yaml', kind: 'file', state: 'live' }, figures)).toBeNull();
  expect(figuresOf(item('faq/padro/padro.alta'), null)).toBeNull();
});

test('the list is sorted by what was asked for, or refused, most', () => {
  expect(idsBy('topic')).toEqual(['padro.altres', 'padro.alta', 'padro.baixa']);
  expect(idsBy('asked')).toEqual(['padro.baixa', 'padro.alta', 'padro.altres']);
  expect(idsBy('refused')).toEqual(['padro.alta', 'padro.altres', 'padro.baixa']);
  expect(sortedBy('asked', list, null)).toBe(list);
});

test('the list is sorted by what expires next; what never does comes last', () => {
  const days = [null, '2027-02-01', '2026-12-01', null];
  const items = days.map((expires, index) => ({ ...item(`faq/padro/padro.${index}`), expires }));
  expect(sortedBy('expiry', items, null).map(({ id }) => id.slice(-1))).toEqual(['2', '1', '0', '3']);
});

test('numbers are said by name, the largest first, and a named identifier is no wording', () => {
  expect(inNumbers({ es: 1, ca: 2 }, (key) => key.toUpperCase())).toBe('CA 2, ES 1');
  expect(hasIdentifier('soc la [dni]')).toBe(true);
  expect(hasIdentifier('soc [qui soc]')).toBe(false);
});
