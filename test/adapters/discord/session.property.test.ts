import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIdentifyThrottle } from '../../../adapters/discord/identifyThrottle.ts';
import { createSessions } from '../../../adapters/discord/session.ts';

const info = { sessionId: 'a', resumeURL: 'wss://gateway.example', sequence: 0, shardCount: 1, shardId: 0 };

describe('a session', () => {
  test('goes on before the first event that is not handled yet, in whatever order they are', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('arrives' as const), ahead: fc.integer({ min: -3, max: 3 }) }),
      fc.record({ kind: fc.constant('handled' as const), which: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const sessions = createSessions(null);
        sessions.update(info);
        const open = new Map<number, () => void>();
        let newest = 0;
        for (const each of steps) {
          if (each.kind === 'arrives') {
            const sequence = Math.max(1, newest + each.ahead);
            const handled = sessions.arrived(sequence);
            // What was there already is not taken once more, handled or not.
            expect(handled === null).toBe(sequence <= newest);
            if (handled) open.set(sequence, handled);
            newest = Math.max(newest, sequence);
          } else {
            const [sequence, handled] = [...open][each.which % open.size] ?? [];
            handled?.();
            if (sequence !== undefined) open.delete(sequence);
          }
          const expected = open.size === 0 ? newest : Math.min(...open.keys()) - 1;
          expect(sessions.retrieve()).toEqual({ ...info, sequence: expected });
        }
      }),
    );
  });

  test('that is another one counts again; what is still under way of the old one does not touch it', () => {
    const sessions = createSessions({ ...info, sequence: 7 });
    expect(sessions.arrived(7)).toBeNull();
    const old = sessions.arrived(8);
    sessions.update({ ...info, sequence: 8 });
    expect(sessions.retrieve()?.sequence).toBe(7);
    sessions.update({ ...info, sessionId: 'b', sequence: 1 });
    const handled = sessions.arrived(8);
    old?.();
    expect(sessions.retrieve()).toMatchObject({ sessionId: 'b', sequence: 7 });
    handled?.();
    expect(sessions.retrieve()?.sequence).toBe(8);
    sessions.update(null);
    expect(sessions.retrieve()).toBeNull();
  });
});

describe('new sessions', () => {
  test('begin at once, then only after a while, and at once again when all was calm', async () => {
    let now = 1_000;
    const throttle = createIdentifyThrottle(() => now);
    await throttle.waitForIdentify(0, new AbortController().signal);
    const ending = new AbortController();
    const second = throttle.waitForIdentify(0, ending.signal);
    ending.abort();
    await expect(second).rejects.toThrow();
    now += 5_000;
    await throttle.waitForIdentify(0, new AbortController().signal);
    now += 9_999;
    const again = new AbortController();
    const third = throttle.waitForIdentify(0, again.signal);
    again.abort();
    await expect(third).rejects.toThrow();
    now += 600_001;
    await throttle.waitForIdentify(0, new AbortController().signal);
  });
});
