import { expect, test } from '@jest/globals';
import { createLruCache } from '../../../src/core/util/lruCache.ts';

test('keeps what is used and forgets what is not, within its bound', () => {
  const recent = createLruCache<string, number>(10);
  recent.set('used', 1);
  for (let i = 0; i < 100; i++) {
    recent.set(`${i}`, i);
    expect(recent.get('used')).toBe(1);
  }
  expect(recent.get('0')).toBeUndefined();
  const kept = Array.from({ length: 100 }, (_, i) => recent.get(`${i}`)).filter((value) => value !== undefined);
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(recent.get('99')).toBe(99);
});

test('forgets what is deleted, however long ago it was used', () => {
  const recent = createLruCache<string, number>(2);
  for (const [at, key] of ['old', 'b', 'young'].entries()) recent.set(key, at);
  for (const key of ['old', 'young']) recent.delete(key);
  expect(['old', 'b', 'young'].map((key) => recent.get(key))).toEqual([undefined, 1, undefined]);
});
