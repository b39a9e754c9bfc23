import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFileLinks } from '../../../adapters/teams/fileLinks.ts';
import { createClock, testDay } from '../../support/clock.ts';

const file = { account: 'desk', conversation: 'c', file: 'f' };
const secret = new Uint8Array(32).fill(1);

test('a link names its file for two weeks and not longer', () => {
  const clock = createClock(testDay);
  const links = createFileLinks(secret, clock.now);
  const token = links.issue(file);
  expect(links.read(token)).toEqual(file);
  clock.advance(14 * 86_400_000 - 1_000);
  expect(links.read(token)).toEqual(file);
  clock.advance(1_000);
  expect(links.read(token)).toBeNull();
});

test('nothing else is believed', () => {
  const links = createFileLinks(secret, () => testDay);
  const others = createFileLinks(new Uint8Array(32).fill(2), () => testDay);
  expect(links.read(others.issue(file))).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => expect(links.read(text)).toBeNull()));
  const token = links.issue(file);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '0', '_', '-', '.'), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      // The last letter of a signature has bits that mean nothing.
      fc.pre(changed !== token && at !== token.length - 1);
      expect(links.read(changed)).toBeNull();
    }),
  );
});
