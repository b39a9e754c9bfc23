import fc from 'fast-check';
import { type AttentionHours, type AttentionPeriod, weekdays } from '../../src/core/model/accountRecord.ts';
import type { WorkCalendar } from '../../src/protocol/time/index.ts';

/** Hours of the citizens' office, as the council publishes them. */
export const office: AttentionHours = {
  periods: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '13:30' },
    { days: ['mon', 'tue', 'wed', 'thu'], from: '16:30', until: '19:00' },
  ],
  summer: {
    from: '07-01',
    until: '08-31',
    periods: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '14:00' }],
  },
};

/** Somebody is always there. */
export const always: AttentionHours = { periods: [{ days: weekdays, from: '00:00', until: '24:00' }], summer: null };

/** Periods whose edges lie in the hours that clocks skip or repeat. */
export const nights: AttentionHours = {
  periods: [
    { days: weekdays, from: '01:15', until: '02:30' },
    { days: weekdays, from: '02:30', until: '02:45' },
    { days: ['sat', 'sun'], from: '22:00', until: '24:00' },
  ],
  summer: null,
};

export const madrid: WorkCalendar = {
  timeZone: 'Europe/Madrid',
  workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  holidays: new Set(['2026-01-01', '2026-01-06', '2026-04-03', '2026-04-06', '2026-05-01', '2026-06-24', '2026-12-08']),
};

const minutes = (time: number) =>
  `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;

/** Periods that share no time: one between each two of some edges, on any days. */
const somePeriods = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 2, maxLength: 6 }),
    fc.array(fc.subarray([...weekdays], { minLength: 1 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([edges, days]): AttentionPeriod[] => {
    const sorted = edges.sort((a, b) => a - b);
    const count = Math.floor(sorted.length / 2);
    return Array.from({ length: count }, (_, index) => ({
      days: days[index] ?? [],
      from: minutes(sorted[index * 2] ?? 0),
      until: minutes(sorted[index * 2 + 1] ?? 0),
    }));
  });

const yearDay = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2024-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(5, 10));

export const anyHours: fc.Arbitrary<AttentionHours> = fc.record({
  periods: somePeriods,
  summer: fc.option(fc.record({ from: yearDay, until: yearDay, periods: somePeriods })),
});

/** An instant of 2026, often near a change of clocks (29 March, 25 October) or a full hour. */
export const anyInstant: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
  fc.integer({ min: Date.parse('2026-03-28T22:00Z'), max: Date.parse('2026-03-29T23:00Z') }),
  fc.integer({ min: Date.parse('2026-10-24T22:00Z'), max: Date.parse('2026-10-25T23:30Z') }),
  fc.integer({ min: 0, max: 365 * 24 }).map((hour) => Date.parse('2026-01-01') + hour * 3_600_000),
);
