import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createBoardLinks } from '../../../../src/core/cases/board/boardLinks.ts';
import { boardPeriod } from '../../../../src/core/cases/board/boardPeriod.ts';

const zone = 'Europe/Madrid';
const at = (iso: string) => Date.parse(iso);
const newest = (pace: 'weekly' | 'monthly', now: string) => {
  const { id, dueAt, since } = boardPeriod(pace, zone, at(now));
  return [id, new Date(dueAt).toISOString(), new Date(since).toISOString()];
};

describe('the figures that are due', () => {
  test('are those of the week before, from Monday at seven where the town is', () => {
    const monday = ['2026-11-23', '2026-11-23T06:00:00.000Z', '2026-11-15T23:00:00.000Z'];
    expect(newest('weekly', '2026-11-23T07:00+01:00')).toEqual(monday);
    expect(newest('weekly', '2026-11-29T23:59+01:00')).toEqual(monday);
    expect(newest('weekly', '2026-11-30T06:59+01:00')).toEqual(monday);
    expect(newest('weekly', '2026-11-30T07:00+01:00')[0]).toBe('2026-11-30');
  });

  test('are those of the month before, from the first at seven, also over a change of the clock', () => {
    const november = ['2026-11-01', '2026-11-01T06:00:00.000Z', '2026-09-30T22:00:00.000Z'];
    expect(newest('monthly', '2026-11-01T07:00+01:00')).toEqual(november);
    expect(newest('monthly', '2026-12-01T06:59+01:00')).toEqual(november);
    expect(newest('monthly', '2027-01-01T00:00+01:00')[0]).toBe('2026-12-01');
  });

  test('are the same in a week with a change of the clock', () => {
    // On Sunday 25 October 2026 the clock goes back.
    expect(newest('weekly', '2026-10-26T07:00+01:00')).toEqual([
      ...['2026-10-26', '2026-10-26T06:00:00.000Z', '2026-10-18T22:00:00.000Z'],
    ]);
  });
});

test('a link ends the e-mails of its person alone', () => {
  const mac = (text: string) => createHash('sha256').update(text).digest();
  const links = createBoardLinks({ mac, url: 'https://bot.example' });
  const token = links.endLink('boss-1').split('/').at(-1) ?? '';
  expect(links.readEnd(token)).toBe('boss-1');
  expect(links.readEnd(token.replace('boss-1', 'boss-2'))).toBeNull();
  expect(links.readEnd('boss-1')).toBeNull();
});
