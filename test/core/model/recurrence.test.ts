import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  frequencies,
  type Recurrence,
  readRecurrence,
  recurringDays,
  ruleDays,
  writeRecurrence,
} from '../../../src/core/model/announcements/recurrence.ts';

const days = (text: string, first: string, except: readonly string[] = []) => {
  const rule = readRecurrence(text);
  if (rule === null) throw new Error(`${text} is no rule`);
  return recurringDays(rule, first, except);
};

describe('the examples of RFC 5545', () => {
  test.each([
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02', '0902 0912 0922 1002 1012'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=8;BYDAY=TU,TH', '1997-09-02', '0902 0904 0916 0918 0930 1002 1014 1016'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05', '0805 0810 0819 0824'],
    [
      'FREQ=WEEKLY;UNTIL=19971007T000000Z;BYDAY=TU,TH',
      '1997-09-02',
      '0902 0904 0909 0911 0916 0918 0923 0925 0930 1002 1007',
    ],
    ['FREQ=MONTHLY;COUNT=10;BYDAY=1FR', '1997-09-05', '0905 1003 1107 1205 0102 0206 0306 0403 0501 0605'],
    [
      'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
      '1997-09-07',
      '0907 0928 1102 1130 0104 0125 0301 0329 0503 0531',
    ],
    ['FREQ=MONTHLY;COUNT=6;BYDAY=-1MO', '1997-09-29', '0929 1027 1124 1229 0126 0223'],
    ['FREQ=MONTHLY;COUNT=4', '2026-01-31', '0131 0331 0531 0731'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=5TH', '2026-10-29', '1029 1231 0429'],
    ['FREQ=YEARLY;COUNT=3', '2024-02-29', '0229 0229 0229'],
  ])('%s from %s', (rule, first, expected) => {
    expect(days(rule, first).map((day) => day.slice(5).replace('-', ''))).toEqual(expected.split(' '));
  });

  test('an exception counts for COUNT, and is left out', () => {
    expect(days('FREQ=WEEKLY;COUNT=3', '2026-12-01', ['2026-12-08'])).toEqual(['2026-12-01', '2026-12-15']);
    expect(days('FREQ=YEARLY;COUNT=2', '2024-02-29')).toEqual(['2024-02-29', '2028-02-29']);
  });
});

test('a day that is named twice is one, and nothing comes after 2100', () => {
  expect(days('FREQ=WEEKLY;COUNT=2;BYDAY=TU,TU', '2026-12-01')).toEqual(['2026-12-01', '2026-12-08']);
  expect(days('FREQ=YEARLY;INTERVAL=20;UNTIL=21001231', '2026-12-01')).toHaveLength(4);
  expect(days('FREQ=YEARLY;INTERVAL=99;COUNT=400', '2026-12-01')).toEqual(['2026-12-01']);
});

test.each([
  '',
  'FREQ=WEEKLY',
  'FREQ=HOURLY;COUNT=3',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=401',
  'FREQ=DAILY;COUNT=2;UNTIL=20270101',
  'FREQ=DAILY;UNTIL=20270230',
  'FREQ=DAILY;COUNT=2;BYDAY=MO',
  'FREQ=WEEKLY;COUNT=2;BYDAY=1MO',
  'FREQ=WEEKLY;COUNT=2;BYDAY=XX',
  'FREQ=MONTHLY;COUNT=2;BYMONTHDAY=3',
  'FREQ=WEEKLY;COUNT=2;WKST=SU',
  'FREQ=DAILY;FREQ=DAILY;COUNT=1',
  'FREQ=DAILY;UNTIL=21010101',
  'FREQ=YEARLY;INTERVAL=20;UNTIL=99991231',
])('%s is no rule that is understood, or never ends', (text) => {
  expect(readRecurrence(text)).toBeNull();
});

const day = fc
  .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2032-12-31') })
  .map((at) => new Date(at).toISOString().slice(0, 10));
const end = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((count) => ({ count })),
  day.map((until) => ({ until })),
);
const weekly = fc.uniqueArray(fc.constantFrom(...ruleDays), { maxLength: 7 });
const nth = fc.constantFrom(null, 1, 2, 3, 4, 5, -1);
const rules: fc.Arbitrary<Recurrence> = fc.constantFrom(...frequencies).chain((frequency) =>
  fc.record({
    frequency: fc.constant(frequency),
    interval: fc.integer({ min: 1, max: 6 }),
    days:
      frequency === 'WEEKLY'
        ? weekly.map((all) => all.map((each) => ({ day: each, nth: null })))
        : frequency === 'MONTHLY'
          ? fc.uniqueArray(fc.record({ day: fc.constantFrom(...ruleDays), nth }), {
              maxLength: 3,
              selector: ({ day: name, nth: at }) => `${at}${name}`,
            })
          : fc.constant([]),
    end,
  }),
);

/** Each day alone is asked whether it is one of a rule: slow, and simple. */
function isNamed({ frequency, interval, days: wanted }: Recurrence, first: string, each: string): boolean {
  const at = (text: string) => new Date(`${text}T00:00Z`);
  const weekday = (text: string) => (at(text).getUTCDay() + 6) % 7;
  const monday = (text: string) => Math.floor((at(text).getTime() / 86_400_000 - weekday(text)) / 7);
  const months = (text: string) => at(text).getUTCFullYear() * 12 + at(text).getUTCMonth();
  const date = Number(each.slice(8));
  const isSameDate = each.slice(8) === first.slice(8);
  switch (frequency) {
    case 'DAILY':
      return Math.round((at(each).getTime() - at(first).getTime()) / 86_400_000) % interval === 0;
    case 'WEEKLY':
      if ((monday(each) - monday(first)) % interval !== 0) return false;
      return wanted.length === 0
        ? weekday(each) === weekday(first)
        : wanted.some(({ day: name }) => ruleDays.indexOf(name) === weekday(each));
    case 'MONTHLY': {
      if ((months(each) - months(first)) % interval !== 0) return false;
      const last = new Date(Date.UTC(at(each).getUTCFullYear(), at(each).getUTCMonth() + 1, 0)).getUTCDate();
      return wanted.length === 0
        ? isSameDate
        : wanted.some(
            ({ day: name, nth: wantedNth }) =>
              ruleDays.indexOf(name) === weekday(each) &&
              (wantedNth === null || (wantedNth === -1 ? date + 7 > last : Math.ceil(date / 7) === wantedNth)),
          );
    }
    case 'YEARLY':
      return (
        isSameDate && each.slice(5, 7) === first.slice(5, 7) && ((months(each) - months(first)) / 12) % interval === 0
      );
  }
}

test('a rule is written as it was read, and its days are those that it names, in their order', () => {
  fc.assert(
    fc.property(rules, day, fc.array(day, { maxLength: 3 }), (rule, first, except) => {
      expect(readRecurrence(writeRecurrence(rule))).toEqual(rule);
      const found = recurringDays(rule, first, except);
      expect(found).toEqual([...new Set(found)].sort());
      const last = 'until' in rule.end ? rule.end.until : (recurringDays(rule, first, []).at(-1) ?? first);
      const named: string[] = [];
      for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
        const each = new Date(at).toISOString().slice(0, 10);
        if (isNamed(rule, first, each)) named.push(each);
      }
      const count = 'count' in rule.end ? rule.end.count : 400;
      expect(found).toEqual(named.slice(0, count).filter((each) => !except.includes(each)));
    }),
    { numRuns: 300 },
  );
});
