import { expect, test } from '@jest/globals';
import { createMemoryLimit } from '../../../adapters/webchat/index.ts';

test('allows so many a key, then says how long to wait', async () => {
  const limit = createMemoryLimit(2, 60);
  const welcome = { ok: true, retryAfter: 0 };
  expect(await limit.allow('a')).toEqual(welcome);
  expect(await limit.allow('a')).toEqual(welcome);
  const spent = await limit.allow('a');
  expect(spent.ok).toBe(false);
  expect(spent.retryAfter).toBeGreaterThanOrEqual(1);
  expect(spent.retryAfter).toBeLessThanOrEqual(60);
  expect(await limit.allow('b')).toEqual(welcome);
});
