import { describe, expect, test } from '@jest/globals';
import { casesOfTurns } from '../../../src/core/cases/caseTurns.ts';
import type { Event } from '../../../src/core/model/event.ts';

const minute = 60_000;
const talk = (at: number) => ({ at: at * minute, events: [{ type: 'message.received', kind: 'text' }] as Event[] });
const happens = (at: number, type: 'case.added' | 'case.noted', code: string) => ({
  at: at * minute,
  events: [{ type, case: code, by: null }] as Event[],
});
const opens = (at: number, code: string) => ({
  at: at * minute,
  events: [
    ...talk(at).events,
    {
      ...{ type: 'case.opened', case: code, by: null, kind: 'complaint', rule: 'r', protocol: 'p' },
      ...{ department: 'oiac', firstDueAt: null, resolutionDueAt: null },
    },
  ] as Event[],
});

describe('the cases that a turn belongs to', () => {
  test('are those to which something happened in it', () => {
    const merged = {
      at: 3,
      events: [...happens(0, 'case.noted', 'A').events, ...happens(0, 'case.added', 'B').events],
    };
    expect(casesOfTurns([opens(0, 'A'), happens(1, 'case.added', 'A'), happens(2, 'case.noted', 'B'), merged])).toEqual(
      [['A'], ['A'], ['B'], ['A', 'B']],
    );
  });

  test('before a case is opened are that case: what was said just before it explains it', () => {
    expect(casesOfTurns([talk(0), talk(1), opens(2, 'A'), talk(3), talk(4)])).toEqual([['A'], ['A'], ['A'], [], []]);
  });

  test('reach back to the last turn of another case and no farther', () => {
    const turns = [talk(0), opens(1, 'B'), talk(2), happens(3, 'case.added', 'B'), talk(4), opens(5, 'A')];
    expect(casesOfTurns(turns)).toEqual([['B'], ['B'], [], ['B'], ['A'], ['A']]);
  });

  test('reach back an hour at most, and ten turns', () => {
    expect(casesOfTurns([talk(0), talk(1), opens(61, 'A')])).toEqual([[], ['A'], ['A']]);
    const many = Array.from({ length: 12 }, (_, at) => talk(at));
    expect(casesOfTurns([...many, opens(12, 'A')]).filter((cases) => cases.length === 0)).toHaveLength(2);
  });

  test('are all that somebody opened who could not see them, and the one from which they did', () => {
    const event = { type: 'case.glass-broken', case: 'A', by: 'ona', cases: ['B', 'C'], until: 9 } as const;
    expect(casesOfTurns([{ at: 0, events: [event] }])).toEqual([['A', 'B', 'C']]);
  });
});
