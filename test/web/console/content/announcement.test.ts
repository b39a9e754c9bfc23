import { expect, test } from '@jest/globals';
import type { AnnouncementView } from '../../../../src/http/api/wireAnnouncements.ts';
import { dayFault, isMovable } from '../../../../web/console/model/content/announcement.ts';
import { placeProblem } from '../../../../web/console/model/content/problems.ts';

test.each([
  ['2026-12-01', '2026-12-05', null],
  ['2026-11-30', '2026-12-05', 'movedPast'],
  ['2026-12-05', '2026-12-05', null],
  ['2026-12-06', '2026-12-05', 'movedOver'],
  ['2026-12-05', '2026-12-05T10:00', null],
  ['2026-12-05', '2026-12-05T09:00', 'movedOver'],
])('what goes out at nine is moved to %s, where it ends on %s: %s', (day, until, fault) => {
  expect(dayFault(day, '2026-12-01', { publishAt: '2026-12-03T09:00', until })).toBe(fault);
});

test('what went out is not moved, also while a correction of it is held', () => {
  const view: AnnouncementView = {
    ...{ id: 'cut', title: null, kind: 'notice', stage: 'held', hasDraft: false, publishAt: 1, from: 1, until: 2 },
    ...{ correctedAt: null, wentOut: false, repeats: null, accounts: [], clashes: [] },
  };
  expect(isMovable(view)).toBe(true);
  expect(isMovable({ ...view, wentOut: true })).toBe(false);
  expect(isMovable({ ...view, id: 'cut.20261201' })).toBe(false);
});

test('what is wrong with when it goes out is said in the words of the page', () => {
  const problem = { line: null, fatal: true, document: 'announcements/cut.yaml' } as const;
  const said = (message: string) => placeProblem({ ...problem, message }).cause;
  expect(said('`publishAt` comes after the end: fix it, or `until`')).toBe('afterOver');
  expect(said('`repeat` an announcement that went out is not made to repeat: write a new one')).toBe('wentOut');
  const ended = '`from` went out several times: let it repeat and end with UNTIL, or withdraw it and write a new one';
  expect(said(ended)).toBe('stillOut');
});
