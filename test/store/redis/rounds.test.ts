import { expect, test } from '@jest/globals';
import { createRounds } from '../../../src/store/redis/rounds.ts';
import { createWorld } from './world.ts';

function setUp(count: number) {
  const world = createWorld();
  const topics = Array.from({ length: count }, (_, index) => `topic ${index}`);
  const calls: string[] = [];
  const rounds = createRounds({ topics: () => topics, call: (topic) => void calls.push(topic), timer: world.timer });
  return { topics, calls, rounds, pass: (milliseconds: number) => world.pass(milliseconds, () => {}) };
}

test('a round calls everybody once, a few at a time', async () => {
  const { topics, calls, rounds, pass } = setUp(1_000);
  rounds.once();
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.length).toBeLessThan(100);
  await pass(2_000);
  expect(calls).toEqual(topics);
});

test('rounds that repeat end when it is calm, each complete', async () => {
  const { topics, calls, rounds, pass } = setUp(120);
  rounds.repeat();
  rounds.repeat();
  await pass(10_000);
  expect(calls.length).toBeGreaterThanOrEqual(3 * topics.length);
  rounds.calm();
  await pass(10_000);
  expect(calls.length % topics.length).toBe(0);
  const all = calls.length;
  await pass(60_000);
  expect(calls).toHaveLength(all);
});

test('a new round begins from the beginning, and nothing follows the end', async () => {
  const { topics, calls, rounds, pass } = setUp(120);
  rounds.once();
  rounds.once();
  await pass(1_000);
  expect(calls.slice(-topics.length)).toEqual(topics);
  rounds.repeat();
  rounds.close();
  const all = calls.length;
  await pass(60_000);
  expect(calls).toHaveLength(all);
});

test('with nobody waiting there is nothing to do', async () => {
  const { calls, rounds, pass } = setUp(0);
  rounds.repeat();
  await pass(10_000);
  expect(calls).toEqual([]);
});
