import { describe, expect, test } from '@jest/globals';
import type { TextMeaning } from '../../../src/core/ports/knowledge.ts';
import { type DangerSources, openDangerDetector, trainDangerWords } from '../../../src/language/danger/index.ts';
import { readLexicon } from '../../../src/language/text/lexicon.ts';
import { townHelp } from '../../support/knowledge.ts';

const partner = { ...townHelp, number: '016' };
const lessons = {
  examples: [
    ...['hi ha foc a la cuina', 'es crema el pis', 'surt fum de la finestra', 'crema la casa'].map((text) => ({
      ...{ danger: 'fire', help: 'general', text },
    })),
    ...['el meu home em pega', 'la parella em va pegar', 'em pega cada nit'].map((text) => ({
      ...{ danger: 'gender', help: 'partner', text },
    })),
  ],
  lookalikes: ['em crema la factura', 'curs contra el foc', 'hi ha focs artificials'],
  ordinary: ['com em puc empadronar', 'on pago els impostos', 'horari de la biblioteca', 'vull un certificat'],
};
const sources: DangerSources = {
  dangers: [
    { id: 'fire', patterns: ['hi ha foc'], unless: ['hi ha foc de camp'], help: 'general' },
    { id: 'gender', patterns: ['em pega'], unless: [], help: 'partner' },
  ],
  help: new Map([
    ['general', townHelp],
    ['partner', partner],
  ]),
  words: null,
  meaning: null,
  isOurs: () => true,
};

/** Reads a text at once, with the meaning that is given. */
const open = (given: DangerSources) => {
  const read = openDangerDetector(given);
  return (text: string, meaning: TextMeaning | null) => read(text)(meaning);
};

describe('by rules alone', () => {
  const read = open(sources);

  test('a rule gives an alarm, says what fired and whom to call', () => {
    expect(read('correu, hi ha foc!', null)).toEqual({
      ...{ level: 'alarm', danger: 'fire', probability: expect.any(Number), voice: 'words' },
      ...{ whom: 'general', help: townHelp },
      rule: { id: 'fire', kind: 'emergency', evidence: { start: 8, end: 17 } },
      doubtful: false,
    });
    expect(read('em pega', null).help).toBe(partner);
  });

  test('what takes a rule back leaves nothing, nor does any other text', () => {
    for (const text of ['hi ha foc de camp', 'com em puc empadronar', '', '   ', '112!', '…'])
      expect(read(text, null)).toMatchObject({ level: 'none', help: null, danger: null });
  });
});

describe('by words that were learnt', () => {
  const words = trainDangerWords(lessons, readLexicon(), 1);
  const read = open({ ...sources, words });

  test('what no rule knows is told by its words, with whom to call for them', () => {
    expect(read('es crema la cuina', null)).toMatchObject({ rule: null, help: { number: '112' } });
    expect(read('la parella em pegava', null)).toMatchObject({ rule: null, help: { number: '016' } });
    expect(read('on pago els impostos', null).level).toBe('none');
  });

  test('words that were never learnt show nothing', () => {
    const foreign = open({ ...sources, words, isOurs: () => false });
    expect(foreign('es crema la cuina', null).level).toBe('none');
    expect(foreign('hi ha foc', null).level).toBe('alarm');
  });

  test('there is nothing to learn from nothing', () => {
    expect(trainDangerWords({ ...lessons, examples: [] }, readLexicon(), 1)).toBeNull();
  });
});

describe('by meaning', () => {
  /** A world of four dimensions: danger lies to the right, harmless to the left. */
  const meaning = {
    modelId: 'm',
    dangers: ['fire', 'gender'],
    svm: {
      ...{ dimensions: 4, mean: new Float32Array(4), deviation: new Float32Array(4).fill(1), gamma: 0.1, bias: 0 },
      vectors: Int8Array.from([64, 32, 0, 0, 64, -32, 0, 0, -64, 0, 0, 0]),
      weights: Float32Array.from([1, 1, -2]),
      classes: Uint8Array.from([0, 1, 0]),
    },
  };
  const read = open({ ...sources, meaning });
  const meaningOf = (vector: readonly number[], ...sentences: (readonly number[])[]) => ({
    vector: Float32Array.from(vector),
    sentences: sentences.map((each) => Float32Array.from(each)),
  });
  const right = meaningOf([2, 1, 0, 0]);

  test('a text is doubtful as long as its meaning was not weighed, unless a rule is sure', () => {
    expect(read('no ho veig clar', null)).toMatchObject({ level: 'none', voice: 'words', doubtful: true });
    expect(read('no ho veig clar', right)).toMatchObject({ level: 'alarm', voice: 'meaning', doubtful: false });
    expect(read('…', null).doubtful).toBe(false);
  });

  test('what lies nearest says which danger it is and whom to call; where none is nearer than others, the first number', () => {
    expect(read('no ho veig clar', right)).toMatchObject({ danger: 'fire' });
    const between = meaningOf([2, 0, 0, 0]);
    expect(read('no ho veig clar', between).help).toBe(townHelp);
    expect(read('no ho veig clar', meaningOf([2, -12, 0, 0])).level).not.toBe('alarm');
  });

  test.each(['x', ' X! ', '?', '112', '1 2 3', '🙂🔥', 'é', ''])('"%s" has too few letters to be one', (text) => {
    expect(read(text, right)).toMatchObject({ level: 'none', doubtful: false });
    expect(read(text, null)).toMatchObject({ level: 'none', doubtful: false });
  });

  test('one sentence among several is enough', () => {
    const harmless = [-0.5, 0, 0, 0];
    expect(read('bon dia. cremat.', meaningOf(harmless, harmless, harmless)).level).toBe('none');
    expect(read('bon dia. cremat.', meaningOf(harmless, harmless, [2, 1, 0, 0]))).toMatchObject({ level: 'possible' });
  });

  test('what lies on the other side is no danger', () => {
    expect(read('estic cremat de trucar', meaningOf([-2, 0, 0, 0])).level).toBe('none');
  });
});
