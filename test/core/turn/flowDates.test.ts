import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { turnOf, underWay } from '../../support/turn.ts';

/*
 * A day is that of the town's clocks, wherever the service runs. The fake town has the time zone of the council.
 */

const knowledge = townWithFlows(await shippedFlows(), {});
const booking = knowledge.flows.all.find(({ id }) => id === 'facility-booking');
if (booking === undefined) throw new Error('the flow ships');

/** The day that is kept where the flow asked for one, and somebody answers at a time of UTC. */
function dayFor(typed: string, at: string): string | undefined {
  if (booking === undefined) return undefined;
  const state = underWay({
    flow: {
      ...{ flow: booking.id, version: booking.version, step: 'if-6/day', filled: [], passed: [] },
      ...{ asked: 1, askedAt: Date.parse(at) - 60_000, case: null, aside: null },
    },
  });
  return turnOf(typed, { knowledge, state, flow: { definition: booking, slots: {} }, now: Date.parse(at) }).slots.day
    ?.value;
}

test.each([
  ['demà', '2026-11-26T23:30:00Z', '2026-11-28'],
  ['avui', '2026-11-26T23:30:00Z', '2026-11-27'],
  ['avui', '2026-11-26T22:30:00Z', '2026-11-26'],
  ['divendres', '2026-11-26T23:30:00Z', '2026-12-04'],
  ['demà', '2026-12-31T23:30:00Z', '2027-01-02'],
  ["l'1 de gener", '2026-12-31T22:59:00Z', '2027-01-01'],
  ['el 31 de desembre', '2026-12-31T23:30:00Z', '2027-12-31'],
  // In summer the town is two hours ahead.
  ['demà', '2026-07-14T22:30:00Z', '2026-07-16'],
  // The nights in which clocks change, just before, within and after.
  ['demà', '2026-03-28T23:30:00Z', '2026-03-30'],
  ['demà', '2026-03-29T21:59:00Z', '2026-03-30'],
  ['demà', '2026-03-29T22:00:00Z', '2026-03-31'],
  ['demà', '2026-10-24T22:30:00Z', '2026-10-26'],
  ['demà', '2026-10-25T22:59:00Z', '2026-10-26'],
  ['demà', '2026-10-25T23:00:00Z', '2026-10-27'],
  ['diumenge', '2026-10-24T21:59:00Z', '2026-10-25'],
])('"%s" at %s is %s', (typed, at, day) => {
  expect(dayFor(typed, at)).toBe(day);
});

test('tomorrow is the day after today, at any minute of any year', () => {
  const shown = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Madrid' });
  const minute = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2034, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minute, (minutes) => {
      const at = new Date(minutes * 60_000).toISOString();
      const today = shown.format(minutes * 60_000);
      expect(dayFor('avui', at)).toBe(today);
      expect(Date.parse(dayFor('demà', at) ?? '') - Date.parse(today)).toBe(86_400_000);
    }),
    { numRuns: 200 },
  );
});
