import { describe, expect, test } from '@jest/globals';
import { oneAtATime } from '../../../web/console/actions/oneAtATime.ts';

/** Something that runs until it is let go. */
function held() {
  const begun: { readonly key: string; readonly end: PromiseWithResolvers<void> }[] = [];
  const run = oneAtATime((key) => {
    const end = Promise.withResolvers<void>();
    begun.push({ key, end });
    return end.promise;
  });
  return { begun, run, keys: () => begun.map(({ key }) => key) };
}

describe('what runs one at a time', () => {
  test('runs once more for all who ask while it runs, and not before it has ended', async () => {
    const { begun, run, keys } = held();
    const first = run('a');
    const others = [run('a'), run('a'), run('a')];
    expect(keys()).toEqual(['a']);
    begun[0]?.end.resolve();
    await first;
    await Promise.resolve();
    expect(keys()).toEqual(['a', 'a']);
    begun[1]?.end.resolve();
    await Promise.all(others);
    expect(keys()).toEqual(['a', 'a']);
    void run('a');
    expect(keys()).toEqual(['a', 'a', 'a']);
  });

  test('runs at once for another key', () => {
    const { run, keys } = held();
    void run('a');
    void run('b');
    expect(keys()).toEqual(['a', 'b']);
  });

  test('tells of a failure whom it concerns, and runs again for the others', async () => {
    const { begun, run } = held();
    const first = run('a');
    const second = run('a');
    begun[0]?.end.reject(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await Promise.resolve();
    begun[1]?.end.resolve();
    await expect(second).resolves.toBeUndefined();
  });
});
