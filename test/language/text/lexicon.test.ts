import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { conceptsOf, conceptsOfPair } from '../../../src/language/text/concepts.ts';
import { compileLexicon, type LexiconData, readLexicon } from '../../../src/language/text/lexicon.ts';
import { tokens } from '../../../src/language/text/tokens.ts';

function sensesOf(lexicon: LexiconData, place: number): number[] {
  if (place < 0) return [];
  const size = lexicon.lists[place] as number;
  return [...lexicon.lists.subarray(place + 1, place + 1 + size)];
}
const senses = (lexicon: LexiconData, word: string) => sensesOf(lexicon, conceptsOf(lexicon, word));

describe('a dictionary', () => {
  const small = compileLexicon(`# comment
lloguer alquiler rent*
banc banco bench
banc bank
how_much quant
@place reus
pis piso
@place lleida
cas* house`);

  test('gives the words of one line the same concept', () => {
    expect(senses(small, 'lloguer')).toEqual(senses(small, 'alquiler'));
    expect(senses(small, 'lloguer')).toEqual([0]);
  });

  test('knows endings, several senses, phrases and named lines', () => {
    expect(senses(small, 'renting')).toEqual([0]);
    expect(senses(small, 'banc')).toEqual([1, 2]);
    expect(sensesOf(small, conceptsOfPair(small, 'how', 'much'))).toEqual(senses(small, 'quant'));
    expect(senses(small, 'reus')).toEqual(senses(small, 'lleida'));
  });

  test('finds a word without its plural and with its article typed into it', () => {
    expect(senses(small, 'pisos')).toEqual(senses(small, 'piso'));
    expect(senses(small, 'dalquiler')).toEqual(senses(small, 'alquiler'));
    for (const word of ['zebra', 'xhouse', 'lzebra']) expect(senses(small, word)).toEqual([]);
  });
});

describe('the dictionary that ships', () => {
  const folder = new URL('../../../src/language/text/lexicon/', import.meta.url);
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n'))
    .filter((line) => line !== '' && !line.startsWith('#'));

  test('joins the three languages', () => {
    const lexicon = readLexicon();
    const shared = (...words: string[]) =>
      words.map((word) => senses(lexicon, word)).reduce((a, b) => a.filter((concept) => b.includes(concept)));
    expect(shared('escombraries', 'basura', 'rubbish')).toHaveLength(1);
    expect(shared('biblioteca', 'library')).toHaveLength(1);
    expect(shared('gos', 'perro', 'dog')).toHaveLength(1);
    expect(lexicon.concepts).toBeGreaterThan(700);
  });

  test('has no stem of fewer than two letters, which would swallow half the language', () => {
    const stems = lines.flatMap((line) => line.split(' ')).filter((word) => word.endsWith('*'));
    for (const stem of stems) expect(stem.length).toBeGreaterThan(2);
  });

  test('has no phrase of more than two words, which would never be found', () => {
    const phrases = lines.flatMap((line) => line.split(' ')).filter((word) => !word.startsWith('@'));
    expect(phrases.filter((word) => tokens(word.replaceAll('_', ' ')).length > 2)).toEqual([]);
  });
});
