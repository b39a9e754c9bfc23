import { expect, test } from '@jest/globals';
import { reachesBeyondTown } from '../../../src/language/retrieval/elsewhere.ts';

const entry = (...texts: string[]) => ({ id: 'a.b', variants: texts.map((text) => ({ locale: 'ca' as const, text })) });

test('other towns belong to an entry that people name them with', () => {
  expect(reachesBeyondTown(entry('quin bus va a Barcelona?', 'on para el bus', 'com vaig a Lleida'))).toBe(true);
});

test('one wording of many does not make it so, nor does this town', () => {
  const many = Array.from({ length: 40 }, (_, number) => `horari de la biblioteca ${number}`);
  expect(reachesBeyondTown(entry('la biblioteca de Lleida', ...many))).toBe(false);
  expect(reachesBeyondTown(entry('la biblioteca del Prat', ...many))).toBe(false);
  expect(reachesBeyondTown(entry())).toBe(false);
});
