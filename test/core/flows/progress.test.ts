import { expect, test } from '@jest/globals';
import { asksProgress } from '../../../src/core/flows/progress.ts';

test.each([
  'last month i did a report for my stolen scooter, any progress?',
  'mine is number 2024/1187, the terrace one',
  'has it moved?',
  'no sé nada, hay novedades?',
  "se'n sap res?",
  'vaig demanar la bonificació fa dos mesos i no en sé res',
  'ha avanzado mi expediente?',
])('whether anything has come of it is asked by: %s', (text) => {
  expect(asksProgress(text)).toBe(true);
});

test.each(['how long does a permit take?', 'el 12/2024 vaig venir', 'the bins were moved', 'quan surten les notes?'])(
  'and not by: %s',
  (text) => {
    expect(asksProgress(text)).toBe(false);
  },
);
