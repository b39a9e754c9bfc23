import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import LongestFirst, { longest } from './longestFirst.js';

test('the longest files are there, and come before all others, which stay in their order', () => {
  expect(longest.filter((file) => !existsSync(file))).toEqual([]);
  const sizes: Readonly<Record<string, number>> = { 'test/large.test.ts': 9, 'test/small.test.ts': 1 };
  const context = { config: { cache: false }, hasteFS: { getSize: (path: string) => sizes[path] ?? 5 } };
  const files = ['test/small.test.ts', longest[1] ?? '', 'test/large.test.ts', longest[0] ?? ''];
  const tests = files.map((file) => ({ path: file in sizes ? file : resolve(file), context }));
  const sorted = new LongestFirst().sort(tests).map(({ path }: { path: string }) => path);
  expect(sorted).toEqual([
    resolve(longest[0] ?? ''),
    resolve(longest[1] ?? ''),
    'test/large.test.ts',
    'test/small.test.ts',
  ]);
});
