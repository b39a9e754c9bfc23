import { expect, test } from '@jest/globals';
import { isSamePlace, saysSamePlace, withoutEcho } from '../../../src/core/flows/echo.ts';

test.each([
  ['same place i said, montserrat 40', 'montserrat 40'],
  ['ja us ho he dit: carrer Gran 12', 'carrer Gran 12'],
  ['como ya le he dicho, plaza Mayor 3', 'plaza Mayor 3'],
  ['i told you no photo', 'no photo'],
  ["it's what i see every day", "it's what i see every day"],
  ['dit i fet', 'dit i fet'],
  ['ja us ho he dit', 'ja us ho he dit'],
])('what only says that it was said is left out: %s', (text, rest) => {
  expect(withoutEcho(text)).toBe(rest);
});

test.each([
  ['allà mateix'],
  ['és al mateix lloc'],
  ['en el mismo sitio de antes'],
  ['same place i said'],
  ['there'],
  ['ahí mismo'],
])('a place that was told before, and nothing else: %s', (text) => {
  expect(isSamePlace(text)).toBe(true);
});

test.each([['al mateix carrer, davant del forn'], ['allà mateix hi ha una rata']])(
  'and with something else: %s',
  (text) => {
    expect(saysSamePlace(text)).toBe(true);
    expect(isSamePlace(text)).toBe(false);
  },
);

test.each([['there is a hole'], ['els nens hi juguen allà'], ['at the school'], ['']])('no such place: %s', (text) => {
  expect(saysSamePlace(text)).toBe(false);
});
