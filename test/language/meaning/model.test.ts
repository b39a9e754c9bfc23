import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { arithmetic } from '../../../src/language/meaning/arithmetic.ts';
import { bestVariant, maxTextPieces } from '../../../src/language/meaning/kernel.ts';
import { openModel } from '../../../src/language/meaning/model.ts';
import { readModelId, shippedModel } from '../../../src/language/meaning/modelFile.ts';
import { bytesOf, cases, content, cosine } from './reference.ts';

const relaxed = openModel(shippedModel, 'relaxed');
const plain = openModel(shippedModel, 'plain');
afterAll(() => {
  relaxed.close();
  plain.close();
});

const known = new Map<string, Float32Array>();
const vectorOf = (text: string) => {
  const vector = known.get(text) ?? relaxed.vectors([text])[0] ?? new Float32Array();
  known.set(text, vector);
  return vector;
};

test('the model is the one that the expectations were computed with', () => {
  expect(readModelId(shippedModel)).toBe(`${content}-${arithmetic}`);
  const hash = createHash('sha256').update(readFileSync(shippedModel)).digest('hex');
  expect(readFileSync(new URL('../../../models/meaning/README.md', import.meta.url), 'utf8')).toContain(hash);
});

test.each(cases)('splits into the same pieces as the reference: $text', ({ text, pieces }) => {
  expect(relaxed.pieces(text)).toEqual(pieces);
});

describe('vectors', () => {
  test.each(cases)(
    'lie where the whole model in full precision has them: $text',
    ({ language, text, cosine: pruned, vector }) => {
      expect(cosine(vectorOf(text), vector)).toBeGreaterThan(pruned - 0.001);
      if (['ca', 'es', 'en', 'fr', 'ar', 'zh', 'ru'].includes(language)) {
        expect(cosine(vectorOf(text), vector)).toBeGreaterThan(0.995);
      }
    },
  );

  test('have unit length', () => {
    for (const { text } of cases) expect(cosine(vectorOf(text), vectorOf(text))).toBeCloseTo(1, 5);
  });

  // Each with a text that means the same, and one that doesn't, in one other language.
  test.each([
    ['quin horari té l’ajuntament?', '¿a qué hora abre el ayuntamiento?', '¿cuándo recogen los muebles viejos?'],
    ['quin horari té l’ajuntament?', 'when is the town hall open?', 'my dog needs a licence'],
    ['quin horari té l’ajuntament?', 'ما هي ساعات عمل البلدية؟', 'أريد أن أدفع مخالفة السيارة'],
    ['em vull tirar pel balcó', 'I want to jump off the balcony', 'I want to learn to swim'],
    ['em vull tirar pel balcó', '我想从阳台跳下去', '我想申请阳台装修许可'],
    ['hi ha un incendi al pis de dalt', 'горит квартира наверху', 'сколько стоит аренда квартиры'],
  ])('bring near each other what means the same in other languages: %s, %s', (text, same, unknownSender) => {
    expect(cosine(vectorOf(text), vectorOf(same))).toBeGreaterThan(
      cosine(vectorOf(text), vectorOf(unknownSender)) + 0.01,
    );
  });
});

describe('the same text gives the same bytes', () => {
  test('with relaxed SIMD and without', () => {
    for (const { text } of cases) {
      expect(bytesOf(plain.vectors([text])[0] ?? new Float32Array())).toBe(bytesOf(vectorOf(text)));
    }
  });

  test('alone and beside others', () => {
    const alone = cases.map(({ text }) => bytesOf(vectorOf(text)));
    const together = relaxed.vectors(cases.map(({ text }) => text)).map(bytesOf);
    expect(together).toEqual(alone);
    const turned = plain.vectors(cases.map(({ text }) => text).reverse()).map(bytesOf);
    expect(turned.reverse()).toEqual(alone);
  });

  test('on every machine and in every version: other bytes need another `arithmetic`', () => {
    const hash = createHash('sha256');
    for (const { text } of cases) hash.update(bytesOf(vectorOf(text)));
    expect(`${arithmetic} ${hash.digest('hex')}`).toBe(
      '1 3638556ddcab789d029f85342850195074c85a845dc5345e398b700cf3bc1559',
    );
  });
});

describe('a text of any kind has a vector', () => {
  test.each([
    ['empty', ''],
    ['of spaces only', ' \n\t '],
    ['with half a character', 'a\ud83d b\udc00'],
    ['with control characters', '\0\u0001\u200b\ufeff'],
    ['of characters that become many', '\ufdfa'.repeat(400)],
    ['long', 'paraula '.repeat(2_000)],
    ['long, without spaces', '字'.repeat(5_000)],
    ['of characters of two units', '👩‍🚒'.repeat(300)],
  ])('%s', (_, text) => {
    expect(cosine(vectorOf(text), vectorOf(text))).toBeCloseTo(1, 5);
    expect(relaxed.pieces(text).length).toBeLessThanOrEqual(maxTextPieces);
    expect(bytesOf(plain.vectors([text])[0] ?? new Float32Array())).toBe(bytesOf(vectorOf(text)));
  });

  test('read up to 400 characters', () => {
    expect(relaxed.pieces(`${'é'.repeat(400)} i més`)).toEqual(relaxed.pieces('é'.repeat(400)));
    expect(relaxed.pieces(`${'👍'.repeat(400)} i més`)).toEqual(relaxed.pieces('👍'.repeat(400)));
    const words = 'una casa '.repeat(60);
    expect(relaxed.pieces(words)).toEqual(relaxed.pieces(words.slice(0, 400)));
    expect(relaxed.pieces(words)).not.toEqual(relaxed.pieces(words.slice(0, 390)));
  });
});

test('this machine runs one of the variants', () => {
  expect(['relaxed', 'plain']).toContain(bestVariant());
});

test('a file that is no model is told apart', () => {
  expect(() => openModel(new URL(import.meta.url).pathname, 'plain')).toThrow(
    expect.objectContaining({ code: 'meaning.model' }),
  );
  expect(() => readModelId('/nowhere')).toThrow(expect.objectContaining({ code: 'meaning.model' }));
});

test.each(['relaxed', 'plain'])('%s.wasm is the one whose hash is noted', (variant) => {
  const folder = new URL('../../../src/language/meaning/kernel/', import.meta.url);
  const hash = createHash('sha256')
    .update(readFileSync(new URL(`${variant}.wasm`, folder)))
    .digest('hex');
  expect(readFileSync(new URL('README.md', folder), 'utf8')).toContain(hash);
});
