import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLockout } from '../../src/staff/lockout.ts';
import { hashPassword, verifyPassword } from '../../src/staff/password.ts';
import { createLocalLimit } from '../../src/store/local/limit.ts';

test('a password is known by its hash alone, however its accents are composed, and no other is', async () => {
  const hash = await hashPassword('camió de bombers');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword(hash, 'camió de bombers'.normalize('NFD'))).toBe(true);
  expect(await verifyPassword(hash, 'camio de bombers')).toBe(false);
  expect(await hashPassword('camió de bombers')).not.toBe(hash);
});

test('a hash of another program is read as well (argon2 reference tool)', async () => {
  // echo -n "password" | argon2 somesalt -id -v 13 -t 2 -m 16 -p 1: from the test vectors of the reference implementation.
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword(hash, 'password')).toBe(true);
  expect(await verifyPassword(hash, 'passwore')).toBe(false);
});

test('what is no hash lets nobody in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      expect(await verifyPassword(text, 'set ocells verds volen')).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('ten failures lock, successes do not count, and many at once are no way around', async () => {
  const lockout = createLockout(createLocalLimit(10, 900));
  const spent: string[] = [];
  const tell = async (key: string) => void spent.push(key);
  const attempt = (result: 'in' | 'wrong') => lockout.attempt(['anna', 'here'], async () => result, tell);
  for (let n = 0; n < 30; n++) expect(await attempt('in')).toBe('in');
  const results = await Promise.all(Array.from({ length: 15 }, () => attempt('wrong')));
  expect(results.filter((result) => result === 'wrong')).toHaveLength(10);
  expect(await attempt('in')).toBe('locked');
  expect(new Set(spent)).toEqual(new Set(['anna']));
  expect(await lockout.attempt(['biel'], async () => 'in', tell)).toBe('in');
});
