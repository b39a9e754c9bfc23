import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingTime,
  closingTime,
  isWithin,
  nextOpening,
  type WorkingHours,
  workingTimeBetween,
} from '../../src/protocol/time/index.ts';
import { always, anyHours, anyInstant, madrid, nights, office } from './hours.ts';
import { type Reference, referenceOf } from './timeReference.ts';

const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString();
const anyWork = anyHours.map((hours): WorkingHours => ({ hours, calendar: madrid }));
const anyMinutes = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 20_000 }));
/** Open at an instant, or closing at it. */
const touches = (work: WorkingHours, instant: number) => isWithin(work, instant) || isWithin(work, instant - 1);

test.each([
  ['2026-11-24T08:30:00Z', '2026-11-24T12:30:00.000Z'],
  ['2026-11-24T12:30:00Z', null],
  ['2026-11-24T15:30:00Z', '2026-11-24T18:00:00.000Z'],
  ['2026-11-28T10:00:00Z', null],
])('at %s attention ends %s', (now, end) => {
  const closing = closingTime({ hours: office, calendar: madrid }, at(now));
  expect(closing === null ? null : iso(closing)).toBe(end);
});

test('attention goes on where one period follows another', () => {
  const closing = closingTime({ hours: nights, calendar: madrid }, at('2026-11-24T00:30:00Z'));
  expect(closing === null ? null : iso(closing)).toBe('2026-11-24T01:45:00.000Z');
});

test('attention is open until it closes, or closed until it opens', () => {
  fc.assert(
    fc.property(anyWork, anyInstant, (work, instant) => {
      const closing = closingTime(work, instant);
      expect(closing !== null).toBe(isWithin(work, instant));
      if (closing !== null) expect(isWithin(work, closing - 1)).toBe(true);
    }),
  );
});

describe('adding working time, whatever the hours', () => {
  test('never lands outside them', () => {
    fc.assert(
      fc.property(anyWork, anyInstant, anyMinutes, (work, from, minutes) => {
        const end = addWorkingTime(work, from, minutes);
        expect(end).toBeGreaterThanOrEqual(from);
        expect(touches(work, end)).toBe(true);
      }),
    );
  });

  test('is additive', () => {
    fc.assert(
      fc.property(anyWork, anyInstant, anyMinutes, anyMinutes, (work, from, a, b) => {
        expect(addWorkingTime(work, addWorkingTime(work, from, a), b)).toBe(addWorkingTime(work, from, a + b));
      }),
    );
  });

  test('is monotonic in the time added and in the beginning', () => {
    fc.assert(
      fc.property(anyWork, anyInstant, fc.nat(100_000_000), anyMinutes, fc.nat(600), (work, from, later, a, more) => {
        const end = addWorkingTime(work, from, a);
        expect(addWorkingTime(work, from + later, a)).toBeGreaterThanOrEqual(end);
        const further = addWorkingTime(work, from, a + more);
        if (more > 0) expect(further).toBeGreaterThan(end);
        else expect(further).toBe(end);
      }),
    );
  });

  test('is undone by counting the working time between', () => {
    fc.assert(
      fc.property(anyWork, anyInstant, anyMinutes, (work, from, minutes) => {
        expect(workingTimeBetween(work, from, addWorkingTime(work, from, minutes))).toBeCloseTo(minutes, 6);
      }),
    );
  });

  test('finds somebody there at the next opening, and nobody before', () => {
    fc.assert(
      fc.property(anyWork, anyInstant, (work, from) => {
        const opening = nextOpening(work, from);
        expect(isWithin(work, opening)).toBe(true);
        expect(workingTimeBetween(work, from, opening)).toBe(0);
        if (isWithin(work, from)) expect(opening).toBe(from);
      }),
    );
  });
});

describe.each([
  ['the citizens’ office', office],
  ['always', always],
  ['nights in which clocks change', nights],
])('every minute of a year, counted one by one: %s', (_, hours) => {
  const work: WorkingHours = { hours, calendar: madrid };
  const reference: Reference = referenceOf(work, 2026);

  test('is open or closed as the wall clock says', () => {
    const wrong: string[] = [];
    for (const [index, open] of reference.open.entries()) {
      const instant = reference.start + index * 60_000;
      // Around each opening and closing, on the days on which clocks change, and now and then.
      const edge = open !== reference.open[index - 1] || open !== reference.open[index + 1];
      const special = /^2026-(03-29|10-25)/.test(iso(instant + 3_600_000));
      if ((edge || special || index % 61 === 0) && isWithin(work, instant) !== open) wrong.push(iso(instant));
    }
    expect(wrong).toEqual([]);
  });

  test('adds up', () => {
    fc.assert(
      fc.property(fc.nat(reference.open.length - 60_000), fc.integer({ min: 1, max: 6_000 }), (from, minutes) => {
        const instant = reference.start + from * 60_000;
        const end = reference.add(from, minutes);
        fc.pre(end !== null);
        expect(iso(addWorkingTime(work, instant, minutes))).toBe(iso(end ?? 0));
        expect(workingTimeBetween(work, instant, end ?? 0)).toBe(minutes);
      }),
    );
    const { start, open } = reference;
    const whole = open.filter(Boolean).length;
    expect(workingTimeBetween(work, start, start + open.length * 60_000)).toBe(whole);
  });
});

describe('cases that one can check by hand', () => {
  const work: WorkingHours = { hours: office, calendar: madrid };
  // From, minutes, until; Madrid is at +1 in winter and +2 in summer.
  test.each([
    ['within one period', '2026-11-24T10:00+01:00', 120, '2026-11-24T12:00+01:00'],
    ['over midday', '2026-11-24T12:30+01:00', 120, '2026-11-24T17:30+01:00'],
    ['to the very end of the day', '2026-11-24T17:00+01:00', 120, '2026-11-24T19:00+01:00'],
    ['over night', '2026-11-24T18:00+01:00', 120, '2026-11-25T10:00+01:00'],
    ['over a Friday afternoon and a weekend', '2026-11-27T13:00+01:00', 120, '2026-11-30T10:30+01:00'],
    ['from a Sunday', '2026-11-29T12:00+01:00', 120, '2026-11-30T11:00+01:00'],
    ['over a holiday', '2026-12-07T18:30+01:00', 60, '2026-12-09T09:30+01:00'],
    ['over Easter', '2026-04-02T18:30+02:00', 60, '2026-04-07T09:30+02:00'],
    ['into summer hours', '2026-06-30T18:30+02:00', 60, '2026-07-01T09:30+02:00'],
    ['in summer, when afternoons are free', '2026-07-01T13:30+02:00', 60, '2026-07-02T09:30+02:00'],
    ['out of summer hours', '2026-08-31T13:30+02:00', 60, '2026-09-01T09:30+02:00'],
  ])('%s', (_, from, minutes, until) => {
    expect(iso(addWorkingTime(work, at(from), minutes))).toBe(iso(at(until)));
  });

  test('a day on which clocks go forward has 23 hours, one on which they go back 25', () => {
    const day: WorkingHours = { hours: always, calendar: madrid };
    const hours = (from: string, until: string) => workingTimeBetween(day, at(from), at(until)) / 60;
    expect(hours('2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00')).toBe(23);
    expect(hours('2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00')).toBe(25);
    expect(iso(addWorkingTime(day, at('2026-03-29T01:30+01:00'), 60))).toBe(iso(at('2026-03-29T03:30+02:00')));
  });

  test('the office opens at nine by the clock on both sides of a change', () => {
    expect(iso(nextOpening(work, at('2026-03-28T12:00+01:00')))).toBe(iso(at('2026-03-30T09:00+02:00')));
    expect(iso(nextOpening(work, at('2026-10-24T12:00+02:00')))).toBe(iso(at('2026-10-26T09:00+01:00')));
  });

  test('anybody who closes at seven is gone at seven', () => {
    expect(isWithin(work, at('2026-11-24T18:59:59+01:00'))).toBe(true);
    expect(isWithin(work, at('2026-11-24T19:00+01:00'))).toBe(false);
    expect(iso(nextOpening(work, at('2026-11-24T19:00+01:00')))).toBe(iso(at('2026-11-25T09:00+01:00')));
  });

  test('hours of which nothing remains are told as a mistake', () => {
    const holidays = new Set(
      Array.from({ length: 900 }, (_, day) => iso(at('2026-01-01') + day * 86_400_000).slice(0, 10)),
    );
    const closed = { hours: office, calendar: { ...madrid, holidays } };
    expect(() => addWorkingTime(closed, at('2026-02-01'), 1)).toThrow('Fix holidays and hours');
    expect(() => nextOpening(closed, at('2026-02-01'))).toThrow('Fix holidays and hours');
    expect(() => workingTimeBetween(closed, at('2026-02-01'), at('2028-01-01'))).toThrow('Fix holidays and hours');
  });
});
