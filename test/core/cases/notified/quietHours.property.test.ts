import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isHeldBack, isInQuietHours, mutedAt } from '../../../../src/core/cases/notified/quietHours.ts';
import {
  notificationReasons,
  type QuietHours,
  usualChoice,
} from '../../../../src/core/model/desk/notificationChoice.ts';

const zone = 'Europe/Madrid';
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const hours = (from: string, to: string, changes: Partial<QuietHours> = {}): QuietHours => ({
  ...{ from, to, days: everyDay, emergencies: true },
  ...changes,
});
const at = (time: string) => Date.parse(time);

test.each([
  // A Friday night begins on Friday and ends on Saturday; 27 November 2026 is a Friday.
  ['22:00', '07:00', [5], '2026-11-27T21:59:59+01:00', false],
  ['22:00', '07:00', [5], '2026-11-27T22:00+01:00', true],
  ['22:00', '07:00', [5], '2026-11-28T06:59:59+01:00', true],
  ['22:00', '07:00', [5], '2026-11-28T07:00+01:00', false],
  ['22:00', '07:00', [5], '2026-11-28T23:00+01:00', false],
  ['22:00', '07:00', [5], '2026-11-27T06:00+01:00', false],
  // From Sunday to Monday the week begins again.
  ['22:00', '07:00', [7], '2026-11-30T06:00+01:00', true],
  ['13:00', '15:00', [6], '2026-11-28T14:00+01:00', true],
  ['13:00', '15:00', [6], '2026-11-28T15:00+01:00', false],
  ['13:00', '15:00', [6], '2026-11-29T14:00+01:00', false],
  // The same time twice is a whole day.
  ['08:00', '08:00', [6], '2026-11-28T07:59+01:00', false],
  ['08:00', '08:00', [6], '2026-11-28T08:00+01:00', true],
  ['08:00', '08:00', [6], '2026-11-29T07:59+01:00', true],
  ['08:00', '08:00', [6], '2026-11-29T08:00+01:00', false],
  // The clock goes from 2:00 to 3:00 on 28 March 2027, and from 3:00 back to 2:00 on 25 October 2026.
  ['22:00', '07:00', everyDay, '2027-03-28T06:59+02:00', true],
  ['22:00', '07:00', everyDay, '2027-03-28T07:00+02:00', false],
  ['22:00', '07:00', everyDay, '2026-10-25T06:59+01:00', true],
  ['22:00', '07:00', everyDay, '2026-10-25T07:00+01:00', false],
  ['02:15', '02:45', everyDay, '2026-10-25T02:30+02:00', true],
  ['02:15', '02:45', everyDay, '2026-10-25T02:30+01:00', true],
  ['02:15', '02:45', everyDay, '2027-03-28T03:30+02:00', false],
] as const)('from %s to %s, begun on the days %j: at %s it is %s', (from, to, days, time, expected) => {
  expect(isInQuietHours(hours(from, to, { days }), at(time), zone)).toBe(expected);
});

const twoDigits = (n: number) => String(n).padStart(2, '0');
const clockTime = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${twoDigits(hour)}:${twoDigits(minute)}`);
const time = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') });
const anyZone = fc.constantFrom(zone, 'Atlantic/Canary', 'America/New_York', 'Asia/Kathmandu', 'UTC');

/** What a clock on the wall shows, as `Intl` has it. */
const wallClock = (timeZone: string, when: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(when);

test('every day, it is quietHours exactly where the clock on the wall is between the two times', () => {
  fc.assert(
    fc.property(clockTime, clockTime, time, anyZone, (from, to, when, timeZone) => {
      const now = wallClock(timeZone, when);
      const expected = from < to ? from <= now && now < to : now >= from || now < to;
      expect(isInQuietHours(hours(from, to), when, timeZone)).toBe(expected);
    }),
  );
});

test('hours and those from their end to their beginning share out each moment, and days add up to the week', () => {
  fc.assert(
    fc.property(clockTime, clockTime, time, anyZone, (from, to, when, timeZone) => {
      fc.pre(from !== to);
      const isWithin = isInQuietHours(hours(from, to), when, timeZone);
      expect(isInQuietHours(hours(to, from), when, timeZone)).toBe(!isWithin);
      const single = everyDay.filter((day) => isInQuietHours(hours(from, to, { days: [day] }), when, timeZone));
      expect(single).toHaveLength(isWithin ? 1 : 0);
    }),
  );
});

test('alerts come through where the person lets them, everything else waits', () => {
  const night = at('2026-11-28T23:00+01:00');
  const heldBack = (emergencies: boolean) =>
    notificationReasons.filter((reason) =>
      isHeldBack({ quietHours: hours('22:00', '07:00', { emergencies }) }, reason, night, zone),
    );
  expect(heldBack(false)).toEqual(notificationReasons);
  expect(heldBack(true)).toEqual(notificationReasons.filter((reason) => reason !== 'alert'));
  expect(isHeldBack({ quietHours: null }, 'assigned', night, zone)).toBe(false);
});

test('a console is silent of what its person wants no sound of, and in quiet hours of all', () => {
  const ways = { ...usualChoice.ways, opened: [] };
  const quietHours = hours('22:00', '07:00');
  const muted = (when: string) => mutedAt({ ways, quietHours }, at(when), zone);
  expect(muted('2026-11-28T12:00+01:00')).toEqual({ soundless: ['opened'], hushed: [] });
  const held = notificationReasons.filter((reason) => reason !== 'alert');
  expect(muted('2026-11-28T23:00+01:00')).toEqual({ soundless: held, hushed: held });
});
