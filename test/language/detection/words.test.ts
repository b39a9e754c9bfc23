import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newWords, readLimit, readWords } from '../../../src/language/detection/words.ts';

function read(text: string) {
  const words = newWords();
  readWords(text, words);
  const slice = (letters: Uint16Array) =>
    words.starts.map((start, index) => String.fromCharCode(...letters.subarray(start, words.ends[index])));
  return { ...words, plain: slice(words.folded), accented: slice(words.written) };
}

test('folds case and accents, and keeps what was written', () => {
  const words = read('Què vol DIR “Plaça”, señora?');
  expect(words.plain).toEqual(['que', 'vol', 'dir', 'placa', 'senora']);
  expect(words.accented).toEqual(['què', 'vol', 'dir', 'plaça', 'señora']);
});

test('keeps apostrophes, hyphens and middle dots inside a word, however they are typed', () => {
  expect(read("d’aquí l'hora 'hola' -no- vés-hi").plain).toEqual(["d'aqui", "l'hora", 'hola', 'no', 'ves-hi']);
  expect(read('col·legi col.legi COL•LEGI coŀlegi').plain).toEqual(['col·legi', 'col·legi', 'col·legi', 'col·legi']);
});

test('reads a full stop without a space as the end of a word', () => {
  expect(read('gràcies.adéu').plain).toEqual(['gracies', 'adeu']);
});

test.each([
  'https://www.elprat.cat/tramits?id=3',
  'www.elprat.cat',
  'seu.elprat.cat',
  'algu@exemple.cat',
  '@elprat',
  '#festamajor',
  '/start',
  '12345678Z',
  'B-1234',
  '3.500€',
  '10:30h',
])('%s is no word', (text) => {
  expect(read(text).plain).toEqual([]);
});

test('brings a letter that is held down to one', () => {
  expect(read('holaaaa siiii illa').plain).toEqual(['hola', 'si', 'illa']);
});

test('knows title case and what stands before a number', () => {
  const words = read('Carrer MAJOR, 12 bis');
  expect(words.capital).toEqual([true, false, false]);
  expect(words.beforeNumber).toEqual([false, true, false]);
});

test('counts letters of other scripts apart from Latin ones', () => {
  expect(read('привет 你好 abc 👍')).toMatchObject({ foreignLetters: 8, latinLetters: 3 });
});

test('words never overlap and have spaces around them, whatever the text', () => {
  const words = newWords();
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 1200 }), (text) => {
      readWords(text, words);
      let before = 0;
      words.starts.forEach((start, index) => {
        const end = words.ends[index] ?? 0;
        expect(start).toBe(before + 1);
        expect(end).toBeGreaterThan(start);
        expect([words.folded[start - 1], words.folded[end], words.written[end]]).toEqual([32, 32, 32]);
        before = end;
      });
      expect(before).toBeLessThanOrEqual(readLimit + 1);
    }),
    { numRuns: 500 },
  );
});
