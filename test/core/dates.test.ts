import { describe, expect, test } from '@jest/globals';
import { createDates } from '../../src/core/dates.ts';

const at = (text: string) => Date.parse(text);

describe('until when', () => {
  const dates = createDates('ca', 'Europe/Madrid');

  test('a deadline that ends with a day is that day, in summer and in winter', () => {
    expect(dates.until(at('2026-08-08T00:00:00+02:00'))).toBe(dates.day(at('2026-08-07T12:00:00Z')));
    expect(dates.until(at('2026-12-05T00:00:00+01:00'))).toBe(dates.day(at('2026-12-04T12:00:00Z')));
  });

  test('another one is its moment', () => {
    const due = at('2026-08-07T14:00:00+02:00');
    expect(dates.until(due)).toBe(dates.moment(due));
    expect(dates.until(due)).toContain('14:00');
  });
});
