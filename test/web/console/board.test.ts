import { describe, expect, test } from '@jest/globals';
import { boardFiguresOf } from '../../../src/core/cases/board/board.ts';
import { byUrgency, filterOf, gradeLines, shareOf, sizeOfTime } from '../../../web/console/model/board.ts';
import { addressOf, filterIn } from '../../../web/console/model/filterAddress.ts';
import { noFilters } from '../../../web/console/state.ts';

const scope = { days: 30, department: 'oiac', account: '' };
const line = (id: string, late: number) => ({
  ...boardFiguresOf([], { now: 0, since: 0, timeZone: 'Europe/Madrid' }),
  id,
  late,
});

describe('a number of the board', () => {
  test('opens its own cases: what is due whenever it was opened, the rest within the period', () => {
    expect(filterOf('late', scope)).toEqual({ department: 'oiac', account: '', status: 'undone', due: 'late' });
    expect(filterOf('waiting', scope)).toMatchObject({ status: 'pending', answered: 'waiting' });
    expect(filterOf('firstMissed', scope)).toMatchObject({ status: 'any', days: '30', first: 'missed' });
    expect(filterOf('ratedLow', scope)).toMatchObject({ status: 'any', days: '30', rating: '1,2' });
  });

  test('is a share only once a deadline was kept or missed', () => {
    expect(shareOf({ kept: 0, missed: 0, medianMs: null })).toBeNull();
    expect(shareOf({ kept: 2, missed: 1, medianMs: 1 })).toBe(67);
  });

  test('of each grade comes with its share of all, the best grade first', () => {
    expect(gradeLines([1, 0, 0, 0, 2])).toEqual([
      { grade: 5, n: 2, percent: 67 },
      ...[4, 3, 2].map((grade) => ({ grade, n: 0, percent: 0 })),
      { grade: 1, n: 1, percent: 33 },
    ]);
    expect(gradeLines([0, 0, 0, 0, 0]).map(({ percent }) => percent)).toEqual([0, 0, 0, 0, 0]);
  });

  test('comes with the line that has most to do first', () => {
    expect(byUrgency([line('a', 0), line('c', 2), line('b', 2)]).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test.each([
    [20_000, 'minutes', 1],
    [60 * 60_000, 'minutes', 60],
    [5 * 3_600_000, 'hours', 5],
    [80 * 3_600_000, 'daysLong', 3],
  ])('of %d milliseconds is said in %s', (ms, unit, n) => {
    expect(sizeOfTime(ms)).toEqual({ unit, n });
  });
});

describe('the address of a list', () => {
  test('brings back the filter that it was made from', () => {
    const { search } = new URL(addressOf(filterOf('resolutionMissed', scope)), 'https://x.example');
    expect(filterIn(search)).toEqual({
      ...{ queue: 'all', status: 'any', order: 'due', ...noFilters },
      ...{ department: 'oiac', days: '30', resolution: 'missed' },
    });
  });

  test('says nothing of a filter where it names none', () => {
    expect(filterIn('')).toBeNull();
    expect(filterIn('?other=1')).toBeNull();
  });
});
