import { expect, test } from '@jest/globals';
import { type Attempter, createLockout, type Lockout } from '../../src/identity/lockout.ts';
import { createLocalLimit } from '../../src/store/local/limit.ts';

const open = () => createLockout((_name, points, seconds) => createLocalLimit(points, seconds));
const anna = (address: string, device: string | null = null): Attempter => ({ email: 'anna', address, device });
const fail = (lockout: Lockout, who: Attempter) => lockout.attempt(who, async () => 'wrong' as const);
const succeed = (lockout: Lockout, who: Attempter) => lockout.attempt(who, async () => 'in' as const);

async function failOften(lockout: Lockout, who: Attempter, times: number): Promise<void> {
  for (let n = 0; n < times; n++) expect(await fail(lockout, who)).toBe('wrong');
}

test('ten failures lock, successes do not count, and many at once are no way around', async () => {
  const lockout = open();
  for (let n = 0; n < 30; n++) expect(await succeed(lockout, anna('here'))).toBe('in');
  const results = await Promise.all(Array.from({ length: 15 }, () => fail(lockout, anna('here'))));
  expect(results.filter((result) => result === 'wrong')).toHaveLength(10);
  const locked = await succeed(lockout, anna('here'));
  expect(locked).toEqual({ retryAfter: expect.any(Number) });
  const { retryAfter } = locked as { retryAfter: number };
  expect(retryAfter).toBeGreaterThan(0);
  expect(retryAfter).toBeLessThanOrEqual(900);
  expect(await succeed(lockout, { email: 'biel', address: 'here', device: null })).toBe('in');
});

test('anybody who fails in the name of somebody does not lock them out elsewhere', async () => {
  const lockout = open();
  await failOften(lockout, anna('there'), 10);
  expect(await fail(lockout, anna('there'))).not.toBe('wrong');
  expect(await succeed(lockout, anna('home'))).toBe('in');
});

test('guesses from many addresses lock the name for browsers that are not known, and for no other', async () => {
  const lockout = open();
  for (let address = 0; address < 5; address++) await failOften(lockout, anna(`net ${address}`), 10);
  expect(await succeed(lockout, anna('yet another'))).toEqual({ retryAfter: expect.any(Number) });
  expect(await succeed(lockout, anna('yet another', 'my laptop'))).toBe('in');
});

test('a browser that is known has ten failures of its own', async () => {
  const lockout = open();
  await failOften(lockout, anna('home', 'my laptop'), 10);
  expect(await succeed(lockout, anna('home', 'my laptop'))).toEqual({ retryAfter: expect.any(Number) });
  expect(await succeed(lockout, anna('home', 'my phone'))).toBe('in');
});

test('guesses at many names are held up by address, long after those at one', async () => {
  const lockout = open();
  for (let name = 0; name < 60; name++) {
    await failOften(lockout, { email: `somebody ${name}`, address: 'there', device: null }, 1);
  }
  expect(await succeed(lockout, anna('there'))).toEqual({ retryAfter: expect.any(Number) });
  expect(await succeed(lockout, anna('elsewhere'))).toBe('in');
});
