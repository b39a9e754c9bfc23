import { expect, test } from '@jest/globals';
import { dayAfter, daysBetween, expiriesOf } from '../../src/content/expiry.ts';

test('what expires is the end of validity, and a year after each check of a source, the soonest first', () => {
  const entry = {
    verified: '2026-03-10',
    valid: { from: '2026-01-01', until: '2026-12-31' },
    aspects: { cost: { verified: '2025-12-01' }, hours: {} },
    exceptions: [{ id: 'menors', verified: '2026-02-28' }],
  };
  expect(expiriesOf(entry)).toEqual([
    { fact: 'verified', part: 'cost', day: '2026-12-01' },
    { fact: 'valid', part: null, day: '2026-12-31' },
    { fact: 'verified', part: 'menors', day: '2027-02-28' },
    { fact: 'verified', part: null, day: '2027-03-10' },
  ]);
});

test('what a draft has instead of days is left out', () => {
  const broken = { verified: 'soon', valid: null, aspects: null, exceptions: [null, { id: 'x', verified: 20260101 }] };
  expect(expiriesOf(broken)).toEqual([]);
  expect(expiriesOf({ verified: '2026-02-30' })).toEqual([]);
});

test('days are counted by the calendar, over leap days and changes of the clock', () => {
  expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(dayAfter('2026-03-28', 2)).toBe('2026-03-30');
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2026-12-02', '2026-12-01')).toBe(-1);
});
