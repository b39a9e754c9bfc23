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
