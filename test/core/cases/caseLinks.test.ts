import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCaseLinks, hideKeys, readCaseCode, unlinkCases } from '../../../src/core/cases/caseLinks.ts';
import { crockford, inGroups, readCrockford, toCrockford } from '../../../src/core/cases/crockford.ts';

const linksUnder = (secret: string) =>
  createCaseLinks({
    mac: (text) => createHmac('sha256', secret).update(text).digest(),
    url: 'https://bot.example.cat',
  });
const links = linksUnder('a secret');

test('a link names the case, and keeps its key where browsers send it to nobody', () => {
  const link = new URL(links.caseLink('7KQ4-M2XB'));
  expect(link.pathname + link.search).toBe('/cas/7KQ4-M2XB');
  expect(link.hash).toBe(`#${links.caseKey('7KQ4-M2XB')}`);
  expect(links.caseKey('7KQ4-M2XB')).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
});

test('a key opens its own case only, under its own secret only', () => {
  const key = links.caseKey('7KQ4-M2XB');
  expect(links.isKey('7KQ4-M2XB', key)).toBe(true);
  expect(links.isKey('7KQ4-M2XC', key)).toBe(false);
  expect(linksUnder('another').isKey('7KQ4-M2XB', key)).toBe(false);
});

test('a key with one wrong letter, a part of one, or nothing at all opens nothing', () => {
  const key = links.caseKey('7KQ4-M2XB');
  for (let index = 0; index < key.length; index++) {
    const wrong = key[index] === 'Z' ? 'Y' : 'Z';
    if (key[index] !== '-')
      expect(links.isKey('7KQ4-M2XB', key.slice(0, index) + wrong + key.slice(index + 1))).toBe(false);
    expect(links.isKey('7KQ4-M2XB', key.slice(0, index))).toBe(false);
  }
  expect(links.isKey('7KQ4-M2XB', `${key}0`)).toBe(false);
});

test('codes and keys may be typed as people type', () => {
  expect(readCaseCode(' 7kq4 m2xb ')).toBe('7KQ4-M2XB');
  expect(readCaseCode('ABCDEFGH')).toBe('ABCD-EFGH');
  expect(readCaseCode('7KQ4–M2XO')).toBe('7KQ4-M2X0');
  expect(readCaseCode('i7kq-4l2o')).toBe('17KQ-4120');
  for (const none of ['', '7KQ4', '7KQ4-M2XBB', '7KQ4-M2XU', '../../etc', '7KQ4-M2X\u0130'])
    expect(readCaseCode(none)).toBeNull();
  const key = links.caseKey('7KQ4-M2XB');
  expect(links.isKey('7KQ4-M2XB', key.toLowerCase().replaceAll('-', ' '))).toBe(true);
  expect(links.isKey('7KQ4-M2XB', key.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(true);
});

test('what is shown in groups is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 32 }), (bytes) => {
      const letters = toCrockford(bytes, 12);
      expect(Array.from(letters).every((sign) => crockford.includes(sign))).toBe(true);
      expect(readCrockford(inGroups(letters), 12)).toBe(letters);
    }),
  );
});

test('a link to a case whose key was hidden leaves its words alone, and other links stay', () => {
  const said = `[Seguiu el cas](${links.caseLink('7KQ4-M2XB')}) quan vulgueu, o a la [seu](https://seu.example.cat/cas).`;
  expect(unlinkCases(hideKeys(said))).toBe('Seguiu el cas quan vulgueu, o a la [seu](https://seu.example.cat/cas).');
  expect(unlinkCases(said)).toBe(said);
});
