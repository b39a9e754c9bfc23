import { expect, test } from '@jest/globals';
import { memoryOfProcess, startReturningMemory } from '../../src/language/returnMemory.ts';
import { until } from '../support/until.ts';

/** A process whose heap and work the test sets; `look` is what the timer would call. */
function processOf() {
  const state = { used: 150e6, live: 50e6, share: 0, collected: 0 };
  let next: (() => void) | null = null;
  const end = startReturningMemory(
    {
      used: () => state.used,
      share: () => state.share,
      collect: () => {
        state.collected += 1;
        state.used = state.live;
      },
    },
    (_, callback) => {
      next = callback;
      return () => {
        next = null;
      };
    },
  );
  return { state, end, look: () => next?.() };
}

test('what a start leaves behind is collected once the process is idle, and only then', () => {
  const { state, look } = processOf();
  state.share = 0.5;
  look();
  expect(state.collected).toBe(0);
  state.share = 0.01;
  look();
  expect(state.collected).toBe(1);
});

test('an idle process is left alone until there is something to collect', () => {
  const { state, look } = processOf();
  look();
  state.used += 5e6;
  look();
  expect(state.collected).toBe(1);
  state.used += 10e6;
  look();
  expect(state.collected).toBe(2);
});

test('what work leaves behind is collected from a few megabytes on', () => {
  const { state, look } = processOf();
  look();
  for (const [garbage, collected] of [
    [2e6, 1],
    [4e6, 2],
  ] as const) {
    state.share = 0.5;
    look();
    state.used = state.live + garbage;
    state.share = 0.01;
    look();
    expect(state.collected).toBe(collected);
  }
});

test('nothing is looked at after the end', () => {
  const { state, end, look } = processOf();
  end();
  look();
  expect(state.collected).toBe(0);
});

test('a process tells how much it uses, and collects', () => {
  const memory = memoryOfProcess();
  const garbage = Array.from({ length: 300_000 }, (_, index) => ({ index }));
  const before = memory.used();
  garbage.length = 0;
  memory.collect();
  expect(memory.used()).toBeLessThan(before);
  expect(memory.share()).toBeGreaterThanOrEqual(0);
});

test('what buffers take is collected as well, and freed a moment later', async () => {
  const { state, look } = processOf();
  state.live = 90e6;
  look();
  state.used = 50e6;
  look();
  expect(state.collected).toBe(1);
  state.used = 70e6;
  look();
  expect(state.collected).toBe(2);

  const memory = memoryOfProcess();
  const buffers = Array.from({ length: 50 }, () => new Float32Array(250_000));
  // Others of this thread leave garbage, too: nothing but these buffers is certain to be there.
  const held = memory.used();
  expect(held).toBeGreaterThan(50e6);
  buffers.length = 0;
  await until(() => {
    memory.collect();
    return memory.used() < held - 45e6;
  });
});
