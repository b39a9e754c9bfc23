import { expect, test } from '@jest/globals';
import { scopeWithoutOrigin } from '../../../src/content/reading/scopeWithoutOrigin.ts';
import { notUnderstood } from '../../../src/core/model/understanding.ts';
import type { Knowledge, VectorOf } from '../../../src/core/ports/knowledge.ts';

/** Reads a text as nobody's business where it names the other town; with vectors, by their first number. */
const reader: Knowledge['understand'] = (text) => {
  const reading = (outside: number) => ({
    understanding: { ...notUnderstood(text), scope: { outside, report: 0 } },
    wants: [text],
  });
  const weigh = (vectorOf: VectorOf) => reading(vectorOf(text)?.[0] ?? 0);
  return { ...reading(/cornell/i.test(text) ? 0.9 : 0.1), weigh };
};
const read = scopeWithoutOrigin(reader);

test.each([
  ['I come from Cornellà, how do I register?', 'how do i register?'],
  ["vinc de Cornellà, com m'empadrono?", "com m'empadrono?"],
  ['vengo de Cornellà, cómo me empadrono?', 'como me empadrono?'],
])('whose business it is, is read without where people come from, and all else with it: %s', (text, left) => {
  const said = read(text, text);
  expect(said.understanding).toMatchObject({ knowledge: text, scope: { outside: 0.1 } });
  expect(said.wants).toEqual([text, left]);
  const weighed = said.weigh((wanted) => Float32Array.of(wanted === left ? 0.25 : 0.75));
  expect(weighed.understanding).toMatchObject({ knowledge: text, scope: { outside: 0.25 } });
});

test.each(['how do I register in Cornellà?', 'how do I register?'])('any other text is read as it is: %s', (text) => {
  const said = read(text, text);
  expect(said.wants).toEqual([text]);
  expect(said.understanding.scope.outside).toBe(/Cornell/.test(text) ? 0.9 : 0.1);
});
