import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashPassword, verifyPassword } from '../../src/identity/password.ts';

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
