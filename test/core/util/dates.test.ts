import { describe, expect, test } from '@jest/globals';
import type { Locale } from '../../../src/core/model/locale.ts';
import { createDates } from '../../../src/core/util/dates.ts';

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
    expect(dates.until(due)).toContain('14:00');
  });
});

describe('a date is said as people say it', () => {
  test.each<[Locale, string, string, string, string]>([
    [
      ...(['ca', '2026-11-26T09:00:00+01:00', 'dijous 26 de novembre del 2026'] as const),
      ...(['el dijous 26 de novembre del 2026, a les 9:00', 'el dijous 26 de novembre, a les 9:00'] as const),
    ],
    [
      ...(['ca', '2027-04-01T01:30:00+02:00', "dijous 1 d'abril del 2027"] as const),
      ...(["el dijous 1 d'abril del 2027, a la 1:30", "el dijous 1 d'abril, a la 1:30"] as const),
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

test('formats are made once for a language and time zone, however many dates a page has', () => {
  expect(createDates('ca', 'Europe/Madrid')).toBe(createDates('ca', 'Europe/Madrid'));
  expect(createDates('ca', 'Europe/Madrid')).not.toBe(createDates('es', 'Europe/Madrid'));
  expect(createDates('ca', 'Europe/Madrid')).not.toBe(createDates('ca', 'Atlantic/Canary'));
});
