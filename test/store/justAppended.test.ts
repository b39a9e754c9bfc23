import { describe, expect, test } from '@jest/globals';
import type { Commit } from '../../src/core/model/commit.ts';
import { createJustAppended } from '../../src/store/justAppended.ts';
import { makeCommit } from '../contract/store/fixture.ts';

const commitAt = (at: number): Commit => ({ ...makeCommit('ana', 1, {}), at });

describe('what this process has just stored', () => {
  test('is known by its position', () => {
    const justAppended = createJustAppended<number>();
    const commit = commitAt(1_000);
    justAppended.put(7, commit);
    expect(justAppended.at(7)).toBe(commit);
    expect(justAppended.at(8)).toBeUndefined();
  });

  test('is dropped a few seconds later, when more is stored', () => {
    const justAppended = createJustAppended<number>();
    for (const [position, at] of [1_000, 2_000, 6_500, 30_000].entries()) justAppended.put(position, commitAt(at));
    expect([0, 1, 2, 3].map((position) => justAppended.at(position)?.at)).toEqual([
      undefined,
      undefined,
      undefined,
      30_000,
    ]);
    justAppended.put(4, commitAt(34_000));
    expect(justAppended.at(3)?.at).toBe(30_000);
  });

  test('is dropped once nothing was stored for a few seconds', () => {
    const timers: (() => void)[] = [];
    const pass = () => timers.shift()?.();
    const justAppended = createJustAppended<number>((_, callback) => {
      timers.push(callback);
      return () => {};
    });
    justAppended.put(1, commitAt(1_000));
    justAppended.put(2, commitAt(2_000));
    pass();
    expect(justAppended.at(1)).toBeDefined();
    justAppended.put(3, commitAt(7_000));
    pass();
    expect(justAppended.at(3)).toBeDefined();
    pass();
    expect(justAppended.at(3)).toBeUndefined();
    expect(timers).toEqual([]);
    // And from then on as before.
    justAppended.put(4, commitAt(60_000));
    expect(justAppended.at(4)).toBeDefined();
    pass();
    pass();
    expect(justAppended.at(4)).toBeUndefined();
  });

  test('is never more than so many, in whatever time they came', () => {
    const justAppended = createJustAppended<number>();
    for (let position = 0; position < 5_000; position += 1) justAppended.put(position, commitAt(1_000));
    expect(justAppended.at(2_999)).toBeUndefined();
    expect(justAppended.at(3_000)).toBeDefined();
  });
});
