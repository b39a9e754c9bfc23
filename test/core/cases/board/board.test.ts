import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BoardFigures, boardFiguresOf, boardOf } from '../../../../src/core/cases/board/board.ts';
import { caseFactsOf } from '../../../../src/core/cases/board/caseFacts.ts';
import { dueWindow } from '../../../../src/core/cases/board/dueWindow.ts';
import type { CaseState } from '../../../../src/core/model/case.ts';
import { caseRowOf, caseStateOf } from '../../../support/caseState.ts';

const timeZone = 'Europe/Madrid';
const now = Date.parse('2026-11-27T10:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;
const options = { now, since: now - 30 * day, timeZone };
const deadline = (dueAt: number, metAt: number | null, breached: boolean) => ({ id: 'd', dueAt, metAt, breached });
const fact = (changes: Partial<CaseState>, account = 'web') =>
  caseFactsOf(caseRowOf(caseStateOf('AAAA-0001', now - day, changes), { account }));

describe('the windows of deadlines', () => {
  test('meet at now, at midnight where the town is, and end after six more days', () => {
    const midnight = Date.parse('2026-11-27T23:00:00Z');
    expect(dueWindow('late', timeZone, now)).toEqual({ from: null, before: now });
    expect(dueWindow('today', timeZone, now)).toEqual({ from: now, before: midnight });
    expect(dueWindow('week', timeZone, now)).toEqual({ from: midnight, before: midnight + 6 * day });
  });

  test('keep to the days of the town where clocks change', () => {
    const friday = Date.parse('2026-10-23T10:00:00Z');
    expect(dueWindow('week', timeZone, friday)).toEqual({
      from: Date.parse('2026-10-23T22:00:00Z'),
      before: Date.parse('2026-10-29T23:00:00Z'),
    });
  });
});

describe('the figures of the board', () => {
  test('count deadlines of what is not closed, once each', () => {
    const figures = boardFiguresOf(
      [
        fact({ first: deadline(now - 1, null, true) }),
        fact({ status: 'snoozed', first: deadline(now + hour, null, false) }),
        fact({ resolution: deadline(now + 3 * day, null, false), staffAt: now, citizenAt: now - 1 }),
        fact({ resolution: deadline(now + 30 * day, null, false) }),
        fact({ status: 'closed', first: deadline(now - hour, null, true) }),
      ],
      options,
    );
    expect(figures).toMatchObject({ late: 1, today: 1, week: 1, open: 3, snoozed: 1, unanswered: 3, waiting: 2 });
  });

  test('judge answers against the protocol, of what was opened in the period alone', () => {
    const closed = { status: 'closed' } as const;
    const figures = boardFiguresOf(
      [
        fact({ ...closed, first: deadline(now, now - day + hour, false), rating: 5 }),
        fact({ ...closed, first: deadline(now, now - day + 9 * hour, false), rating: 2 }),
        fact({ first: deadline(now - 20 * hour, now - day + 7 * hour, true) }),
        fact({ first: deadline(now + hour, null, false) }),
        fact({ ...closed, openedAt: now - 40 * day, first: deadline(now, now, true), rating: 1 }),
      ],
      options,
    );
    expect(figures.first).toEqual({ kept: 2, missed: 1, medianMs: 7 * hour });
    expect(figures.resolution).toEqual({ kept: 0, missed: 0, medianMs: null });
    expect(figures).toMatchObject({ opened: 4, closed: 2, rated: 2, meanRating: 3.5, ratedLow: 1 });
  });

  test('count each grade, of what was opened in the period alone', () => {
    const { grades } = boardOf(
      [fact({ rating: 5 }), fact({ rating: 5 }), fact({ rating: 2 }), fact({ rating: 1, openedAt: now - 40 * day })],
      options,
    );
    expect(grades).toEqual([0, 1, 0, 0, 2]);
  });

  test('of departments, accounts and people each add up to those of all', () => {
    const anyFact = fc
      .record({
        department: fc.constantFrom('oiac', 'hisenda'),
        assignee: fc.constantFrom(null, 'anna', 'marc'),
        status: fc.constantFrom('open' as const, 'snoozed' as const, 'closed' as const),
        rating: fc.constantFrom(null, 1, 5),
        first: fc.constantFrom(null, deadline(now - 1, null, true), deadline(now + 1, null, false)),
      })
      .chain((changes) => fc.constantFrom('web', 'telegram').map((account) => fact(changes, account)));
    const added = ['open', 'snoozed', 'late', 'today', 'week', 'waiting', 'unanswered', 'opened', 'rated'] as const;
    const sum = (lines: readonly BoardFigures[], key: (typeof added)[number]) =>
      lines.reduce((all, each) => all + each[key], 0);
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 12 }), (facts) => {
        const { total, departments, accounts, agents } = boardOf(facts, options);
        for (const lines of [departments, accounts, agents])
          for (const key of added) expect([key, sum(lines, key)]).toEqual([key, total[key]]);
      }),
      { numRuns: 50 },
    );
  });
});
