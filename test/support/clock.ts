import type { Clock } from '../../src/core/ports/clock.ts';
/** A clock that moves only when told to. */
export interface ManualClock {
  readonly now: Clock;
  advance(milliseconds: number): void;
}

/** When the tests take place: a Tuesday morning, milliseconds since 1970. */
export const testDay = Date.parse('2026-11-24T10:00:00Z');

export function createClock(start: number): ManualClock {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
