import { describe, expect, test } from '@jest/globals';
import type { Locale } from '../../../src/core/model/locale.ts';
import { createDates, dayStart, instantIn } from '../../../src/core/util/dates.ts';

const at = (text: string) => Date.parse(text);

describe('until when', () => {
  const dates = createDates('ca', 'Europe/Madrid');

  test('a deadline that ends with a day is that day, in summer and in winter', () => {
    expect(dates.until(at('2026-08-08T00:00:00+02:00'))).toBe(`el ${dates.day(at('2026-08-07T12:00:00Z'))}`);
    expect(dates.until(at('2026-12-05T00:00:00+01:00'))).toBe(`el ${dates.day(at('2026-12-04T12:00:00Z'))}`);
  });

  test('another one is its moment', () => {
    const due = at('2026-08-07T14:00:00+02:00');
    expect(dates.until(due)).toBe(dates.moment(due));
    expect(dates.until(due)).toContain('14.00');
  });
});

describe('a date is said as people say it', () => {
  test.each<[Locale, string, string, string, string]>([
    [
      ...(['ca', '2026-11-26T09:00:00+01:00', 'dijous 26 de novembre del 2026'] as const),
      ...(['el dijous 26 de novembre del 2026, a les 9.00', 'el dijous 26 de novembre, a les 9.00'] as const),
    ],
    [
      ...(['ca', '2027-04-01T01:30:00+02:00', "dijous 1 d'abril del 2027"] as const),
      ...(["el dijous 1 d'abril del 2027, a la 1.30", "el dijous 1 d'abril, a la 1.30"] as const),
    ],
    [
      ...(['es', '2026-11-26T09:00:00+01:00', 'jueves 26 de noviembre de 2026'] as const),
      ...(['el jueves 26 de noviembre de 2026, a las 9:00', 'el jueves 26 de noviembre, a las 9:00'] as const),
    ],
    [
      ...(['es', '2026-11-26T13:05:00+01:00', 'jueves 26 de noviembre de 2026'] as const),
      ...(['el jueves 26 de noviembre de 2026, a las 13:05', 'el jueves 26 de noviembre, a las 13:05'] as const),
    ],
    [
      ...(['en', '2026-11-26T00:00:00+01:00', 'Thursday 26 November 2026'] as const),
      ...(['Thursday 26 November 2026 at 0:00', 'Thursday 26 November at 0:00'] as const),
    ],
  ])('%s, %s', (locale, instant, day, moment, soon) => {
    const dates = createDates(locale, 'Europe/Madrid');
    expect([dates.day(at(instant)), dates.moment(at(instant)), dates.soon(at(instant))]).toEqual([day, moment, soon]);
  });
});

describe('what is of today or of tomorrow says so', () => {
  const now = at('2026-11-30T23:30:00+01:00');

  test.each<[Locale, string, string]>([
    ['ca', '2026-11-30T23:45:00+01:00', 'avui a les 23.45'],
    ['es', '2026-12-01T01:30:00+01:00', 'mañana a la 1:30'],
    ['en', '2026-12-01T09:00:00+01:00', 'tomorrow at 9:00'],
    ['ca', '2026-12-02T09:00:00+01:00', 'el dimecres 2 de desembre, a les 9.00'],
    ['en', '2026-12-02T09:00:00+01:00', 'on Wednesday 2 December at 9:00'],
  ])('an opening, %s %s', (locale, instant, said) => {
    expect(createDates(locale, 'Europe/Madrid').opening(at(instant), now)).toBe(said);
  });

  test.each<[Locale, string, string]>([
    ['es', '2026-11-30T23:45:00+01:00', 'hoy, lunes 30 de noviembre de 2026, a las 23:45'],
    ['ca', '2026-12-01T00:00:00+01:00', 'avui, dilluns 30 de novembre del 2026'],
    ['en', '2026-12-01T09:00:00+01:00', 'tomorrow, Tuesday 1 December 2026 at 9:00'],
    ['ca', '2026-12-03T00:00:00+01:00', 'el dimecres 2 de desembre del 2026'],
  ])('a deadline, with its date, %s %s', (locale, instant, said) => {
    expect(createDates(locale, 'Europe/Madrid').until(at(instant), now)).toBe(said);
  });
});

test('formats are made once for a language and time zone, however many dates a page has', () => {
  expect(createDates('ca', 'Europe/Madrid')).toBe(createDates('ca', 'Europe/Madrid'));
  expect(createDates('ca', 'Europe/Madrid')).not.toBe(createDates('es', 'Europe/Madrid'));
  expect(createDates('ca', 'Europe/Madrid')).not.toBe(createDates('ca', 'Atlantic/Canary'));
});

describe('what a form says is by the clock of a town', () => {
  test.each([
    ['Europe/Madrid', '2026-07-01T09:00', '2026-07-01T07:00Z'],
    ['Europe/Madrid', '2026-12-01T09:00', '2026-12-01T08:00Z'],
    ['Atlantic/Canary', '2026-12-01T09:00', '2026-12-01T09:00Z'],
    ['America/New_York', '2026-12-01T23:00', '2026-12-02T04:00Z'],
    // Skipped when summer time begins.
    ['Europe/Madrid', '2026-03-29T02:30', '2026-03-29T01:30Z'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30Z'],
    // Shown twice when it ends.
    ['Europe/Madrid', '2026-10-25T02:30', '2026-10-25T00:30Z'],
    // Just before and after.
    ['Europe/Madrid', '2026-03-29T01:59', '2026-03-29T00:59Z'],
    ['Europe/Madrid', '2026-03-29T03:00', '2026-03-29T01:00Z'],
    ['Europe/Madrid', '2026-10-25T03:00', '2026-10-25T02:00Z'],
  ])('in %s %s is %s', (zone, text, instant) => {
    expect(new Date(instantIn(zone, text)).toISOString()).toBe(new Date(instant).toISOString());
  });

  test.each(['', 'tomorrow'])('"%s" is no moment', (text) => {
    expect(instantIn('Europe/Madrid', text)).toBeNaN();
  });

  test('a day begins at midnight, or at the hour to which the clocks go on at midnight', () => {
    expect(dayStart('Europe/Madrid', at('2026-10-25T20:00Z'), 0)).toBe(at('2026-10-24T22:00Z'));
    expect(dayStart('Europe/Madrid', at('2026-10-25T20:00Z'), 1)).toBe(at('2026-10-25T23:00Z'));
    expect(dayStart('Asia/Beirut', at('2026-03-29T12:00Z'), 0)).toBe(at('2026-03-28T22:00Z'));
  });
});
