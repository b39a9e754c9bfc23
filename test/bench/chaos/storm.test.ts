import { expect, test } from '@jest/globals';
import { faultKinds } from '../../../bench/support/chaos/faults.ts';
import { planStorm } from '../../../bench/support/chaos/storm.ts';

const plan = (seed: number) => planStorm({ seed, duration: 60_000, every: 500 });

test('a seed gives the same faults at the same times, another one others', () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
});

test('faults come at the pace that was asked for, every kind among them', () => {
  const faults = plan(7);
  expect(faults.length).toBeGreaterThan(100);
  expect(faults.length).toBeLessThan(140);
  expect(new Set(faults.map(({ kind }) => kind.name))).toEqual(new Set(faultKinds.map(({ name }) => name)));
  for (const [index, { at }] of faults.entries()) expect(at).toBeGreaterThan(faults[index - 1]?.at ?? 0);
});
