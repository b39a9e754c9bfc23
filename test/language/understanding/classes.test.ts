import { describe, expect, test } from '@jest/globals';
import { readLexicon } from '../../../src/language/text/lexicon.ts';
import { noClass, openClasses } from '../../../src/language/understanding/classes.ts';
import { openHead, trainHead } from '../../../src/language/understanding/head.ts';
import { trainUnderstandingWords } from '../../../src/language/understanding/lessons.ts';

const lessons = [
  { id: 'cost', texts: ['quant costa', 'quin preu té', 'cuánto cuesta', 'how much is it', 'what does it cost'] },
  {
    id: 'hours',
    texts: ['quin horari fan', 'a quina hora obren', 'qué horario tiene', 'opening hours', 'when is it open'],
  },
  {
    id: noClass,
    texts: ['fa bon dia', 'hace sol', 'the weather is fine', 'tinc un gat negre', 'el meu veí fa soroll'],
  },
];
const { aspects, acts } = trainUnderstandingWords({ aspects: lessons, acts: [] }, readLexicon(), 1);
const all = { most: 3, least: 0 };

const cost = Float32Array.of(1, 0, 0);
const hours = Float32Array.of(0, 1, 0);
const none = Float32Array.of(0, 0, 1);
const head = trainHead(
  ['cost', 'hours', noClass],
  [cost, hours, none].flatMap((vector, index) => Array.from({ length: 9 }, () => ({ vector, class: index }))),
  { seed: 1, epochs: 40, rate: 0.5 },
);

const meaning = { ids: head.ids, probabilitiesOf: openHead(head) };

/** Reads a text at once, with the vector that is given. */
const open = (...given: Parameters<typeof openClasses>) => {
  const read = openClasses(...given);
  return (text: string, vector: Float32Array | null) => read(text)(vector);
};

describe('classes by words', () => {
  const read = open(aspects, null, all);

  test.each([
    ['i quant costa?', 'cost'],
    ['y el horario?', 'hours'],
    ['HOW MUCH', 'cost'],
  ])('%s: %s', (text, id) => {
    expect(read(text, null)[0]?.id).toBe(id);
  });

  test('are told by the words alone where meaning was not learnt, with or without a vector', () => {
    expect(read('quant costa', cost)).toEqual(read('quant costa', null));
  });

  test('never name the class of what belongs to none, and leave out what is unlikely', () => {
    expect(read('el meu veí té un gat negre', null).map(({ id }) => id)).not.toContain(noClass);
    expect(open(aspects, null, { most: 3, least: 0.9 })('el meu veí té un gat negre', null)).toEqual([]);
    expect(open(aspects, null, { most: 1, least: 0 })('quant costa', null)).toHaveLength(1);
  });

  test('are none where no word is known, or nothing was learnt', () => {
    expect(read('zzzz', null)).toEqual([]);
    expect(acts).toBeNull();
    expect(open(acts, null, all)('quant costa', null)).toEqual([]);
  });
});

describe('classes by words and meaning', () => {
  const read = open(aspects, meaning, all);

  test('are told by the meaning where no word is known', () => {
    expect(read('zzzz', hours)[0]).toMatchObject({ id: 'hours' });
  });

  test('need both voices: what one of them contradicts is less sure', () => {
    const sure = (vector: Float32Array | null) =>
      read('quant costa', vector).find(({ id }) => id === 'cost')?.confidence;
    expect(sure(cost)).toBeGreaterThan(sure(null) ?? 1);
    expect(sure(hours)).toBeLessThan(sure(null) ?? 0);
  });
});
