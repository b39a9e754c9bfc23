import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createUploadSlots, type UploadSlots } from '../../../src/core/util/uploadSlots.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createTimers } from '../../support/timers.ts';

const limits = { atOnce: 2, wholeMs: 60_000, stallMs: 10_000 };

let clock: ReturnType<typeof createClock>;
let slots: UploadSlots;
let pass: (milliseconds: number) => void;
beforeEach(() => {
  clock = createClock(testDay);
  const timers = createTimers(clock);
  slots = createUploadSlots(limits, { elapsed: clock.now, timer: timers.timer });
  pass = (milliseconds) => {
    clock.advance(milliseconds);
    timers.ring();
  };
});

const from = (key: string, most = 1) => slots.enter([{ key, most }]);
const codeOf = (signal: AbortSignal) => (signal.aborted ? signal.reason.code : null);

describe('upload slots', () => {
  test('give each uploader as many as it may have', () => {
    const first = from('ana');
    expect(() => from('ana')).toThrow(expect.objectContaining({ code: 'rate.limited' }));
    first.leave();
    first.leave();
    from('ana');
    from('pau');
  });

  test('end an upload that stands still, and one that takes too long however it moves', () => {
    const [still, moving] = [from('ana'), from('pau')];
    pass(9_999);
    moving.progress(100_000);
    pass(1);
    expect([codeOf(still.signal), codeOf(moving.signal)]).toEqual(['input.slow', null]);
    for (let round = 0; round < 5; round++) {
      moving.progress(100_000);
      pass(9_999);
    }
    expect(codeOf(moving.signal)).toBeNull();
    pass(9_999);
    expect(codeOf(moving.signal)).toBe('input.slow');
  });

  test('run no time against what has arrived', () => {
    const slot = from('ana');
    slot.arrived();
    pass(1_000_000);
    slot.progress(1);
    pass(1_000_000);
    expect(slot.signal.aborted).toBe(false);
  });

  test('make room where all are taken: the slowest goes, and those that move on stay', () => {
    const [fast, slow] = [from('ana'), from('pau')];
    expect(() => from('eva')).toThrow(expect.objectContaining({ code: 'store.busy' }));
    pass(3_000);
    fast.progress(100_000);
    slow.progress(10);
    from('eva');
    expect([codeOf(fast.signal), codeOf(slow.signal)]).toEqual([null, 'input.slow']);
    expect(() => from('joan')).toThrow(expect.objectContaining({ code: 'store.busy' }));
  });

  test('never hold more than there may be, and forget anybody who has left', () => {
    const action = fc.record({ key: fc.constantFrom('a', 'b', 'c'), leaves: fc.boolean(), ms: fc.nat(4_000) });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const open: { key: string; slot: ReturnType<typeof from> }[] = [];
        for (const { key, leaves, ms } of actions) {
          pass(ms);
          if (leaves) open.shift()?.slot.leave();
          else {
            try {
              open.push({ key, slot: from(key) });
            } catch {
              // It is full.
            }
          }
          const running = open.filter(({ slot }) => !slot.signal.aborted);
          expect(running.length).toBeLessThanOrEqual(limits.atOnce);
          expect(new Set(open.map((each) => each.key)).size).toBe(open.length);
        }
        for (const { slot } of open) slot.leave();
        for (const key of ['a', 'b']) from(key).leave();
      }),
    );
  });
});
