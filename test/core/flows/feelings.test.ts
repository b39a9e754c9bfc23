import { expect, test } from '@jest/globals';
import { saysUnwell } from '../../../src/core/flows/feelings.ts';

test.each([
  'buff gracias, estoy fatal',
  'estoy muy mal',
  'lo estamos pasando fatal',
  'estic feta pols',
  'gràcies, estic molt malament ara',
  'no paro de plorar',
  'thanks, i feel awful',
  "i'm in a really bad way",
  "i'm a mess",
])('that somebody is in a bad way is said by: %s', (text) => {
  expect(saysUnwell(text)).toBe(true);
});

test.each([
  'el parque está fatal',
  'estoy mal empadronado',
  'me duele la barriga, estoy mal',
  'estic malament de salut, puc demanar ajuda?',
  'i am stressed about the fine, how do I pay',
  'això està malament',
])('and not by: %s', (text) => {
  expect(saysUnwell(text)).toBe(false);
});
