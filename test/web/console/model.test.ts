import { describe, expect, test } from '@jest/globals';
import type { CaseDeadline } from '../../../src/core/model/case.ts';
import { dayIn } from '../../../src/core/util/dates.ts';
import { clockOf, formatDistance } from '../../../web/console/model/deadline.ts';
import { finds } from '../../../web/console/model/fold.ts';
import { gistOf } from '../../../web/console/model/gist.ts';
import { listWindow } from '../../../web/console/model/listWindow.ts';
import { belongs, withChangedCase } from '../../../web/console/model/match.ts';
import { colleaguesFor, mentionAt, mentionsIn } from '../../../web/console/model/mentions.ts';
import { subjectOf } from '../../../web/console/model/notificationSubject.ts';
import { rankOptions } from '../../../web/console/model/rank.ts';
import { pathOf, routeOf } from '../../../web/console/model/route.ts';
import { noRule, readRule } from '../../../web/console/model/shareRule.ts';
import { snoozeMoments } from '../../../web/console/model/snooze.ts';
import { mergeTurns, readFrom } from '../../../web/console/model/turns.ts';
import { noFilters } from '../../../web/console/state.ts';
import { caseItem, collectedIn, turnsOf, turnWith } from './support/cases.ts';

const hour = 3_600_000;
const deadline = (dueAt: number, metAt: number | null = null): CaseDeadline => ({
  id: 'chat',
  dueAt,
  metAt,
  breached: false,
});
const caseState = { status: 'open', openedAt: 0, first: deadline(4 * hour), resolution: deadline(100 * hour) } as const;

describe('the clock of a case', () => {
  test.each([
    [2.9 * hour, 'calm'],
    [3 * hour, 'soon'],
    [4 * hour - 1, 'soon'],
    [4 * hour, 'late'],
  ])('after %d ms of four hours it is %s', (now, urgency) => {
    expect(clockOf(caseState, now)).toEqual({ of: 'first', dueAt: 4 * hour, urgency });
  });

  test('goes on to the full answer once the first one is given, and stops when there is nothing to meet', () => {
    const answered = { ...caseState, first: deadline(4 * hour, hour) };
    expect(clockOf(answered, 5 * hour)).toEqual({ of: 'resolution', dueAt: 100 * hour, urgency: 'calm' });
    expect(clockOf({ ...answered, resolution: deadline(100 * hour, hour) }, 5 * hour)).toBeNull();
    expect(clockOf({ ...caseState, status: 'closed' }, 5 * hour)).toBeNull();
    expect(clockOf({ ...caseState, first: null, resolution: null }, 0)).toBeNull();
  });

  test('is that of the answer where this is due before the first reply', () => {
    const early = { ...caseState, resolution: deadline(2 * hour) };
    expect(clockOf(early, hour)).toEqual({ of: 'resolution', dueAt: 2 * hour, urgency: 'calm' });
  });

  test.each([
    [90 * 60_000, 'ca', 'd’aquí a 90 min'],
    [50 * hour, 'ca', 'd’aquí a 2 dies'],
    [-3 * hour, 'ca', 'fa 3 h'],
    [0, 'ca', 'fa 1 min'],
    [20_000, 'es', 'dentro de 1 min'],
    [5 * hour, 'en-GB', 'in 5 hr'],
  ])('%d ms from now is said in %s as %s', (apart, locale, search) => {
    expect(formatDistance(1e12 + apart, 1e12, locale).replace(/\u00a0/g, ' ')).toBe(search);
  });
});

describe('what a search finds among options', () => {
  const options = [
    { label: 'Marc Serra', hint: 'Disponible · Via pública i neteja' },
    { label: 'Anna Puig', hint: 'Absent · Hisenda' },
    { label: 'Via pública i neteja', hint: 'Departament' },
    { label: 'La Via Verda', hint: '' },
  ];
  const found = (search: string) => rankOptions(options, search).map(({ label }) => label);

  test('is best by its own name, and only then by what stands after it', () => {
    expect(found('via pub')).toEqual(['Via pública i neteja', 'Marc Serra']);
    expect(found('VÍA')).toEqual(['Via pública i neteja', 'La Via Verda', 'Marc Serra']);
    expect(found('serra')).toEqual(['Marc Serra']);
    expect(found('absent')).toEqual(['Anna Puig']);
    expect(found('xyz')).toEqual([]);
    expect(found(' ')).toHaveLength(4);
  });
});

describe('a long list', () => {
  const view = { count: 1000, rowHeight: 92, height: 644, spare: 6 };

  test.each([
    [0, { first: 0, end: 13 }],
    [9200, { first: 94, end: 113 }],
    [92_000, { first: 987, end: 1000 }],
    [1e9, { first: 987, end: 1000 }],
  ])('scrolled by %d draws what is near', (scrollTop, rows) => {
    expect(listWindow({ ...view, scrollTop })).toEqual(rows);
  });

  test('that is empty draws nothing', () => {
    expect(listWindow({ ...view, count: 0, scrollTop: 500 })).toEqual({ first: 0, end: 0 });
  });
});

describe('a case that changes', () => {
  const now = 1e12;
  const items = [caseItem(1, now), caseItem(2, now), caseItem(4, now)];
  const filter = { queue: 'all', status: 'pending', order: 'due', ...noFilters } as const;
  const me = { id: 'anna', departments: ['oiac'], timeZone: 'Europe/Madrid' };
  const codes = (list: readonly { case: { code: string } }[]) => list.map((each) => each.case.code.slice(0, 4));

  test('goes where its deadline puts it, once, and leaves when it does not belong any more', () => {
    expect(
      codes(withChangedCase(items, caseItem(3, now), { belongsHere: true, isComplete: false, order: 'due' })),
    ).toEqual(['C001', 'C002', 'C003', 'C004']);
    const later = {
      ...caseItem(1, now),
      revision: 4,
      case: { ...caseItem(1, now).case, priority: 'normal' as const, first: deadline(now + 1e9) },
    };
    expect(codes(withChangedCase(items, later, { belongsHere: true, isComplete: true, order: 'due' }))).toEqual([
      'C002',
      'C004',
      'C001',
    ]);
    expect(codes(withChangedCase(items, later, { belongsHere: false, isComplete: true, order: 'due' }))).toEqual([
      'C002',
      'C004',
    ]);
  });

  test('of which an older state comes late is left as it is', () => {
    expect(
      withChangedCase(
        items,
        { ...caseItem(1, now), revision: 2 },
        { belongsHere: false, isComplete: true, order: 'due' },
      ),
    ).toBe(items);
  });

  test('behind everything that was read waits for its page, and stands at the end when all was read', () => {
    expect(
      codes(withChangedCase(items, caseItem(9, now), { belongsHere: true, isComplete: false, order: 'due' })),
    ).toEqual(['C001', 'C002', 'C004']);
    expect(
      codes(withChangedCase(items, caseItem(9, now), { belongsHere: true, isComplete: true, order: 'due' })),
    ).toEqual(['C001', 'C002', 'C004', 'C009']);
  });

  test.each([
    ['mine', 4, true],
    ['mine', 1, false],
    ['department', 3, true],
    ['department', 4, false],
    ['unassigned', 2, true],
    ['unassigned', 4, false],
    ['breached', 1, true],
    ['breached', 9, false],
  ] as const)('belongs in %s: number %d, %s', (queue, n, does) => {
    expect(belongs(caseItem(n, now), { ...filter, queue }, me, now)).toBe(does);
  });

  test('belongs where all filters hold', () => {
    const closed = caseItem(1, now, { status: 'closed' });
    expect(belongs(closed, filter, me, now)).toBe(false);
    expect(belongs(closed, { ...filter, status: 'any' }, me, now)).toBe(true);
    expect(belongs(caseItem(1, now), { ...filter, account: 'telegram' }, me, now)).toBe(false);
    expect(belongs(caseItem(1, now), { ...filter, kind: 'praise' }, me, now)).toBe(false);
    expect(belongs(caseItem(1, now), { ...filter, department: 'via-publica' }, me, now)).toBe(true);
    expect(belongs(caseItem(1, now, { status: 'snoozed' }), filter, me, now)).toBe(false);
    const rated = caseItem(2, now, {
      ...{ rating: 2, priority: 'high', locale: 'es', assignee: null, openedAt: now, staffAt: null, labels: ['roads'] },
      first: { id: 'first', dueAt: now - 1, metAt: null, breached: true },
      resolution: { id: 'resolution', dueAt: now + 86_400_000, metAt: null, breached: false },
    });
    const dayMs = 86_400_000;
    const dayOf = (at: number) => dayIn('Europe/Madrid', at);
    const today = dayOf(now);
    for (const [narrowed, does] of [
      [{ agent: 'nobody' }, true],
      [{ agent: 'anna' }, false],
      [{ priority: 'high' }, true],
      [{ priority: 'low' }, false],
      [{ locale: 'es' }, true],
      [{ locale: 'ca' }, false],
      [{ rating: '1,2' }, true],
      [{ rating: '3,4,5' }, false],
      [{ days: '1' }, true],
      [{ since: today, until: today }, true],
      [{ since: dayOf(now + dayMs) }, false],
      [{ until: dayOf(now - dayMs) }, false],
      // What an address says that is no day filters nothing.
      [{ since: '2026-13-45' }, true],
      [{ label: 'roads,noise' }, true],
      [{ label: 'noise' }, false],
      [{ due: 'late' }, true],
      [{ due: 'week' }, false],
      [{ first: 'missed' }, true],
      [{ resolution: 'none' }, false],
      [{ resolution: 'open' }, true],
      [{ answered: 'no' }, true],
      [{ answered: 'yes' }, false],
      [{ answered: 'waiting' }, true],
    ] as const)
      expect([narrowed, belongs(rated, { ...filter, ...narrowed }, me, now)]).toEqual([narrowed, does]);
    expect(belongs(rated, { ...filter, days: '1' }, me, now + 2 * 86_400_000)).toBe(false);
  });
});

test('a case in one line has what, where, its photos, each once, and how often the citizen wrote', () => {
  const item = caseItem(4, 1e12);
  const collected = [collectedIn(item)];
  expect(gistOf({ text: item.text, collected }, turnsOf(item))).toEqual({
    ...{ what: item.text, place: 'Plaça de la Vila, 1', photos: 2, times: 3 },
  });
  expect(gistOf({ text: '', collected: [] }, [])).toEqual({ what: '', place: '', photos: 0, times: 0 });
});

describe('a mention', () => {
  const colleagues = [
    { id: 'anna', name: 'Anna' },
    { id: 'puig', name: 'Anna Puig' },
    { id: 'nuria', name: 'Núria Vidal Roca' },
  ];

  test('is being written after an @ at the beginning of a word', () => {
    expect(mentionAt('Ho mira @nu', 11)).toEqual({ start: 8, search: 'nu' });
    expect(mentionAt('@', 1)).toEqual({ start: 0, search: '' });
    expect(mentionAt('a@b.cat', 7)).toBeNull();
    expect(mentionAt('@nu i més', 9)).toEqual(null);
  });

  test('finds colleagues by any of their names, without accents', () => {
    expect(colleaguesFor('nur', colleagues).map(({ id }) => id)).toEqual(['nuria']);
    expect(colleaguesFor('vid', colleagues).map(({ id }) => id)).toEqual(['nuria']);
    expect(colleaguesFor('anna', colleagues).map(({ id }) => id)).toEqual(['puig']);
  });

  test('means the longest name that stands there', () => {
    expect(mentionsIn('@Anna Puig, ho mires?', colleagues)).toEqual(['puig']);
    expect(mentionsIn('@Anna i @Anna Puig', colleagues)).toEqual(['anna', 'puig']);
    expect(mentionsIn('Anna Puig', colleagues)).toEqual([]);
  });
});

describe('turns', () => {
  const item = caseItem(1, 1e12);

  test('stand in order of time, and one that was read again takes the place of the older reading', () => {
    const turns = turnsOf(item);
    const again = { ...turnWith(item, 2, { erased: true }) };
    const merged = mergeTurns([...turns].reverse(), [again]);
    expect(merged.map(({ conversation, revision }) => `${conversation} ${revision}`)).toEqual([
      'earlier-conversation-1 1',
      'conversation-1 1',
      'conversation-1 2',
      'conversation-1 3',
    ]);
    expect(merged[2]).toBe(again);
  });

  test('are read on after the last one, or again from one that is still being sent', () => {
    const turns = turnsOf(item);
    expect(readFrom(turns, item.conversation, 7)).toBe(7);
    const said = [{ text: 'x', by: 'staff', state: 'waiting', files: [] }] as const;
    expect(readFrom([...turns, turnWith(item, 4, { said }), turnWith(item, 5, {})], item.conversation, 7)).toBe(3);
    expect(readFrom([], item.conversation, 0)).toBe(0);
  });
});

test('addresses lead where they came from', () => {
  const places = [
    { page: 'inbox', code: null },
    { page: 'inbox', code: '7KQ4-M2XB' },
    { page: 'staff' },
    { page: 'hooks' },
    { page: 'readings' },
  ];
  for (const route of places as readonly Parameters<typeof pathOf>[0][]) expect(routeOf(pathOf(route))).toEqual(route);
  expect(routeOf('/console/')).toEqual({ page: 'inbox', code: null });
});

test('a search finds all its words in any order, whatever their accents', () => {
  expect(finds('Núria Vidal · Hisenda', 'hisenda nuria')).toBe(true);
  expect(finds('Núria Vidal · Hisenda', 'hisenda marc')).toBe(false);
  expect(finds('anything', '')).toBe(true);
});

test.each([
  ['2026-11-24T11:00Z', '2026-11-25T08:00Z', '2026-11-30T08:00Z'],
  ['2026-11-29T22:30Z', '2026-11-30T08:00Z', '2026-11-30T08:00Z'],
  // In the town it is Monday already.
  ['2026-11-29T23:30Z', '2026-12-01T08:00Z', '2026-12-07T08:00Z'],
  ['2026-03-28T10:00Z', '2026-03-29T07:00Z', '2026-03-30T07:00Z'],
])('from %s a case rests until nine of the next day or Monday where the town is', (now, tomorrow, monday) => {
  const moments = snoozeMoments(Date.parse(now), 'Europe/Madrid');
  expect(moments.tomorrow).toBe(Date.parse(tomorrow));
  expect(moments.monday).toBe(Date.parse(monday));
  expect(moments.hour).toBe(Date.parse(now) + hour);
});

test.each([
  ['fanal', true],
  ['112', true],
  ['!!!', false],
  [' ', false],
])('a rule for the words "%s" can be saved: %s', (words, isRule) => {
  expect(readRule({ ...noRule, words, priority: 'high' }) !== null).toBe(isRule);
});

test('a notification leads to its case, to a service, or to those of a department', () => {
  expect(subjectOf('7KQ4-M2XB')).toMatchObject({ about: 'case', route: { page: 'inbox', code: '7KQ4-M2XB' } });
  expect(subjectOf('faq/padro/padro.alta')).toEqual({
    ...{ about: 'service', name: 'padro.alta', route: { page: 'content', document: 'faq/padro/padro.alta' } },
    ...{ publicPage: '/temes/padro.alta', department: null },
  });
  expect(subjectOf('content/oiac')).toMatchObject({ about: 'services', name: null, department: 'oiac' });
});
