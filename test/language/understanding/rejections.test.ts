import { expect, test } from '@jest/globals';
import { readCorrection } from '../../../src/language/understanding/corrections.ts';
import { contrastIn, rejectionOf } from '../../../src/language/understanding/rejections.ts';

/** Topics are named after the text that was read. */
const read = (text: string) => ({ topics: [{ entry: text, confidence: 0.9 }], aspects: [] });
const rejectionIn = (text: string) => {
  const contrast = contrastIn(readCorrection(text));
  return contrast === null ? null : rejectionOf(contrast, read);
};

test('what is said not to be meant is read, and what is said instead', () => {
  expect(rejectionIn('not the bus card. the library')).toEqual({
    topics: read('not the bus card').topics,
    meant: read('the library'),
    isPlain: true,
  });
  expect(rejectionIn('la web no')).toEqual({ topics: read('la web no').topics, meant: null, isPlain: true });
});

test('what may as well tell something of oneself is not plain', () => {
  expect(rejectionIn("no he pagat l'ibi. què passa?")).toMatchObject({ isPlain: false });
});

test('what names nothing, or asks, rejects nothing', () => {
  expect(rejectionIn('no, vull dir si em desnonen')).toBeNull();
  expect(rejectionIn('què faig si no em contesteu? i on és?')).toBeNull();
  expect(rejectionIn('quant val la piscina')).toBeNull();
});
