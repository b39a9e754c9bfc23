import { describe, expect, test } from '@jest/globals';
import { abortOnce, sleep } from '../../../src/core/util/sleep.ts';

/** A timer that rings when told to. */
function createBell() {
  const ringing = new Set<() => void>();
  return {
    ringing,
    timer: (_milliseconds: number, callback: () => void) => {
      ringing.add(callback);
      return () => void ringing.delete(callback);
    },
  };
}

describe('sleep', () => {
  test('ends when the timer rings', async () => {
    const { timer, ringing } = createBell();
    const done = sleep(1_000, timer, new AbortController().signal);
    for (const ring of ringing) ring();
    await done;
    expect(ringing.size).toBe(0);
  });

  test.each([0, 1])('ends, and cancels the timer, when signal %s is aborted', async (which) => {
    const { timer, ringing } = createBell();
    const controllers = [new AbortController(), new AbortController()];
    const done = sleep(1_000, timer, ...controllers.map(({ signal }) => signal));
    expect(ringing.size).toBe(1);
    controllers[which]?.abort();
    await done;
    expect(ringing.size).toBe(0);
  });

  test('does not begin when a signal is aborted already, or there is nothing to wait for', async () => {
    const { timer, ringing } = createBell();
    await Promise.all([sleep(1_000, timer, AbortSignal.abort()), sleep(0, timer)]);
    expect(ringing.size).toBe(0);
  });
});

test('what is aborted already is not aborted again, which would make another error', () => {
  let aborted = 0;
  class Counted extends AbortController {
    override abort() {
      aborted += 1;
      super.abort();
    }
  }
  const controller = new Counted();
  abortOnce(controller);
  abortOnce(controller);
  expect(controller.signal.aborted).toBe(true);
  expect(aborted).toBe(1);
});
