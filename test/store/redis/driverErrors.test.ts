import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shownAddress } from '../../../src/store/redis/address.ts';
import { reconnectPause } from '../../../src/store/redis/connection.ts';
import { adviceOn, driverErrorOf } from '../../../src/store/redis/driverErrors.ts';

describe('what went wrong, in one word', () => {
  const withCode = (code: string) => Object.assign(new Error('connect'), { code });

  test.each([
    [withCode('ECONNREFUSED'), 'ECONNREFUSED', false],
    [withCode('ENOTFOUND'), 'ENOTFOUND', false],
    [new AggregateError([withCode('ECONNREFUSED'), withCode('EHOSTUNREACH')]), 'ECONNREFUSED', false],
    [new Error('LOADING Redis is loading the dataset in memory'), 'LOADING', false],
    [new Error('WRONGPASS invalid username-password pair or user is disabled.'), 'WRONGPASS', true],
    [new Error('ERR Error running script: -READONLY You can’t write'), 'READONLY', true],
    [new Error("ERR The user executing the script can't access at least one of the keys"), 'NOPERM', true],
    [new Error('ERR unknown command `HELLO`'), 'ERR', true],
    [withCode('ERR_SSL_WRONG_VERSION_NUMBER'), 'ERR_SSL_WRONG_VERSION_NUMBER', true],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'DEPTH_ZERO_SELF_SIGNED_CERT', true],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'ERR_TLS_CERT_ALTNAME_INVALID', true],
    [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', true],
    [new RangeError('something else'), 'Range', false],
    [null, 'unknown', false],
  ])('%s is %s; somebody must act first: %s', (error, word, mustAct) => {
    expect(driverErrorOf(error)).toBe(word);
    expect(adviceOn(word) !== null).toBe(mustAct);
  });
});

describe('the address that is shown', () => {
  test.each([
    ['redis://host', 'redis://host'],
    ['rediss://user:pass@host:6380/3', 'rediss://host:6380/3'],
    ['redis://:p%40ss@[::1]:6379/', 'redis://[::1]:6379'],
    ['redis://host?user=x&password=y', 'redis://host'],
    ['unix:///run/redis.sock', 'unix:///run/redis.sock'],
    ['unix://user:pass@/run/redis.sock?db=1', 'unix:///run/redis.sock'],
  ])('of %s is %s', (url, shown) => {
    expect(shownAddress(url)).toBe(shown);
  });

  test('never holds the user or the password', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => `[${text}]`);
    fc.assert(
      fc.property(word, word, fc.constantFrom('redis', 'rediss'), (user, password, kind) => {
        const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
        expect(shownAddress(`${kind}://${login}@host:1/2`)).toBe(`${kind}://host:1/2`);
      }),
    );
  });
});

describe('the pause before another attempt', () => {
  test('is never none, never much more than it was, and ends at three seconds', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retries, chance) => {
          const pause = reconnectPause(retries, () => chance);
          expect(Number.isInteger(pause)).toBe(true);
          expect(pause).toBeGreaterThanOrEqual(25);
          expect(pause).toBeLessThanOrEqual(3_000);
        },
      ),
    );
  });

  test('grows, and differs from one process to the next', () => {
    const middle = [0, 1, 2, 3, 4, 5, 6].map((retries) => reconnectPause(retries, () => 0.5));
    expect(middle).toEqual([50, 100, 200, 400, 800, 1_600, 2_000]);
    expect(reconnectPause(6, () => 0)).toBe(1_000);
    expect(reconnectPause(6, () => 0.999)).toBe(2_998);
  });
});
