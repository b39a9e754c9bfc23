import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addCalendarDays, addMonths, addWorkingDays, isWorkingDay, weekdayOf } from '../../src/protocol/time/index.ts';
import { publicHolidays } from '../../src/protocol/time/publicHolidays.ts';
import { madrid } from './hours.ts';

const anyDay = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('working days', () => {
  test.each([
    ['Tuesday', '2026-11-24', 1, '2026-11-25'],
    ['Friday', '2026-11-27', 1, '2026-11-30'],
    ['Saturday', '2026-11-28', 2, '2026-12-01'],
    ['the day before a holiday', '2026-12-07', 1, '2026-12-09'],
    ['before Easter', '2026-04-02', 2, '2026-04-08'],
    ['none', '2026-11-28', 0, '2026-11-28'],
    ['twenty of them', '2026-11-24', 20, '2026-12-23'],
  ])('after %s', (_, from, days, until) => {
    expect(addWorkingDays(madrid, from, days)).toBe(until);
  });

  test('are additive and monotonic, and never a free day', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(60), fc.integer({ min: 1, max: 60 }), fc.nat(30), (from, a, b, later) => {
        const end = addWorkingDays(madrid, from, a + b);
        expect(addWorkingDays(madrid, addWorkingDays(madrid, from, a), b)).toBe(end);
        expect(isWorkingDay(madrid, end)).toBe(true);
        expect(addWorkingDays(madrid, addCalendarDays(from, later), a + b) >= end).toBe(true);
        expect(end > addWorkingDays(madrid, from, a)).toBe(true);
      }),
    );
  });

  test('are told as a mistake when there are none', () => {
    expect(() => addWorkingDays({ ...madrid, workingDays: [] }, '2026-01-01', 1)).toThrow('Fix holidays and hours');
  });
});

describe('calendar days and months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %i months is %s', (from, months, until) => {
    expect(addMonths(from, months)).toBe(until);
  });

  test('a month later lies in the next month, whatever the day', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(48), (day, months) => {
        const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        const later = addMonths(day, months);
        expect(monthOf(later)).toBe(monthOf(day) + months);
        // The same day of the month, or else the last one.
        if (later.slice(8) !== day.slice(8)) expect(addCalendarDays(later, 1).slice(8)).toBe('01');
      }),
    );
  });

  test('thirty days go over the end of a year and through a change of clocks', () => {
    expect(addCalendarDays('2026-12-15', 30)).toBe('2027-01-14');
    expect(addCalendarDays('2026-10-20', 15)).toBe('2026-11-04');
    expect(weekdayOf('2026-11-24')).toBe('tue');
    expect(weekdayOf('2026-11-29')).toBe('sun');
  });
});

describe('public holidays', () => {
  test('are those of Spain and Catalonia, observances and moved days left out', () => {
    const days = publicHolidays({ country: 'ES', region: 'CT' });
    expect(days.filter((day) => day.startsWith('2026')).map((day) => day.slice(5))).toEqual([
      ...['01-01', '01-06', '04-03', '04-06', '05-01', '06-24', '08-15'],
      ...['09-11', '10-12', '11-01', '12-06', '12-08', '12-25', '12-26'],
    ]);
    expect(days.filter((day) => day.startsWith('2027-05'))).toEqual(['2027-05-01']);
    expect(new Set(days.map((day) => day.slice(0, 4))).size).toBe(41);
  });

  test('are none of a place that nobody knows', () => {
    expect(publicHolidays({ country: 'ES', region: 'XX' })).toEqual([]);
    expect(publicHolidays({ country: 'XX', region: 'CT' })).toEqual([]);
  });
});
