import { describe, expect, test } from '@jest/globals';
import { errorOf, unreachable } from '../../../adapters/teams/errors.ts';
import { PlatformRefused } from '../../../src/core/model/errors.ts';

const now = Date.parse('2026-11-24T10:00:00Z');
const body = JSON.stringify({ error: { code: 'MessageWritesBlocked', message: 'Ana said: my secret is 1234' } });
const error = (status: number, headers: Record<string, string> = {}) =>
  errorOf(new Response(body, { status, headers }), now);

describe('a refusal of the platform', () => {
  test.each([400, 402, 403, 404, 405, 410, 413])('with %d is for good', async (status) => {
    expect(await error(status)).toMatchObject({ code: 'platform.refused', retryAt: null });
  });

  test.each([302, 408, 409, 412, 425, 429, 500, 502, 503, 504])('with %d passes', async (status) => {
    expect(await error(status)).toMatchObject({ code: 'platform.unreachable' });
  });

  test('with 401 is not the message’s fault', async () => {
    expect(await error(401)).toMatchObject({ code: 'account.off' });
  });

  test.each([
    ['7', now + 7_000],
    ['0', now + 1_000],
    ['Tue, 24 Nov 2026 10:01:00 GMT', now + 60_000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', now + 1_000],
  ])('with 429 and Retry-After: %s says when', async (value, retryAt) => {
    const refused = await error(429, { 'Retry-After': value });
    expect(refused).toBeInstanceOf(PlatformRefused);
    expect(refused).toMatchObject({ retryAt });
  });

  test('names its code and none of its words', async () => {
    const { message } = await error(403);
    expect(message).toContain('HTTP 403, MessageWritesBlocked');
    expect(message).not.toMatch(/Ana|1234/);
    const odd = await errorOf(new Response('{"error":{"code":"Ana said so"}}', { status: 400 }), now);
    expect(odd.message).not.toContain('Ana');
  });
});

test('a failure of the network keeps nothing of the request', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED https://secret@host'), { code: 'ECONNREFUSED' });
  const error = unreachable(new TypeError('fetch of https://host/?token=secret failed', { cause }));
  expect(error.message).toContain('ECONNREFUSED');
  expect(JSON.stringify([error.message, error.cause ?? null])).not.toContain('secret');
});
