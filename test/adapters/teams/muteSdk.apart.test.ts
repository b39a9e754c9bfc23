import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { aloud, quietly } from '../../../adapters/teams/muteSdk.ts';
import { pause } from '../../support/pause.ts';

let out: unknown[];
beforeEach(() => {
  out = [];
  jest.spyOn(console, 'error').mockImplementation((...given: unknown[]) => void out.push(...given));
});
afterEach(() => void jest.restoreAllMocks());

test('what the SDK writes is held back, also later in what it began; what others write meanwhile is not', async () => {
  const before = console.error;
  const mayEnd = Promise.withResolvers<void>();
  const works = [1, 2].map((number) =>
    quietly(async () => {
      console.error(`sdk ${number}`);
      await mayEnd.promise;
      await pause();
      console.error(`sdk ${number} later`);
      await aloud(async () => console.error(`ours ${number}`));
    }),
  );
  console.error('others');
  mayEnd.resolve();
  await Promise.all(works);
  console.error('after');
  expect(out).toEqual(['others', 'ours 1', 'ours 2', 'after']);
  expect(console.error).toBe(before);
});

test('work that fails leaves the console as it was', async () => {
  const before = console.error;
  await expect(
    quietly(async () => {
      throw new Error('no key');
    }),
  ).rejects.toThrow('no key');
  expect(console.error).toBe(before);
});
