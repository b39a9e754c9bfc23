import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { maxTextPieces, openModel } from '../../../src/language/meaning/model.ts';
import { readModelId, shippedModel } from '../../../src/language/meaning/modelFile.ts';
import { bytesOf, cases, content, cosine } from './reference.ts';

const model = await openModel(shippedModel);
const other = await openModel(shippedModel);
afterAll(async () => {
  await model.close();
  await other.close();
});

const known = new Map<string, Float32Array>();
const vectorOf = async (text: string) => {
  const vector = known.get(text) ?? (await model.vectors([text]))[0] ?? new Float32Array();
  known.set(text, vector);
  return vector;
};

test('the model is the one that the expectations were computed with', () => {
  expect(readModelId(shippedModel)).toBe(content);
  const hash = createHash('sha256').update(readFileSync(shippedModel)).digest('hex');
  expect(readFileSync(new URL('../../../models/meaning/README.md', import.meta.url), 'utf8')).toContain(hash);
});

test.each(cases)('splits into the same pieces as the reference: $text', ({ text, pieces }) => {
  expect(model.pieces(text)).toEqual(pieces);
});

describe('vectors', () => {
  test.each(cases)(
    'lie where the whole model in full precision has them: $text',
    async ({ language, text, cosine: pruned, vector }) => {
      const found = cosine(await vectorOf(text), vector);
      expect(found).toBeGreaterThan(pruned - 0.005);
      if (['ca', 'es', 'en', 'fr', 'ar', 'zh', 'ru'].includes(language)) expect(found).toBeGreaterThan(0.995);
    },
  );

  test('have unit length', async () => {
    for (const { text } of cases) expect(cosine(await vectorOf(text), await vectorOf(text))).toBeCloseTo(1, 5);
  });

  // Each with a text that means the same, and one that doesn't, in one other language.
  test.each([
    ['quin horari té l’ajuntament?', '¿a qué hora abre el ayuntamiento?', '¿cuándo recogen los muebles viejos?'],
    ['quin horari té l’ajuntament?', 'when is the town hall open?', 'my dog needs a licence'],
    ['quin horari té l’ajuntament?', 'ما هي ساعات عمل البلدية؟', 'أريد أن أدفع مخالفة السيارة'],
    ['em vull tirar pel balcó', 'I want to jump off the balcony', 'I want to learn to swim'],
    ['em vull tirar pel balcó', '我想从阳台跳下去', '我想申请阳台装修许可'],
    ['hi ha un incendi al pis de dalt', 'горит квартира наверху', 'сколько стоит аренда квартиры'],
  ])('bring near each other what means the same in other languages: %s, %s', async (text, same, another) => {
    const vector = await vectorOf(text);
    expect(cosine(vector, await vectorOf(same))).toBeGreaterThan(cosine(vector, await vectorOf(another)) + 0.01);
  });
});

describe('the same text gives the same bytes', () => {
  test('in another session, alone and beside others', async () => {
    const alone = await Promise.all(cases.map(async ({ text }) => bytesOf(await vectorOf(text))));
    const texts = cases.map(({ text }) => text);
    // Of each length there are several, and each is there twice.
    const together = await other.vectors([...texts, ...texts]);
    expect(together.map(bytesOf)).toEqual([...alone, ...alone]);
    const turned = await other.vectors(texts.toReversed());
    expect(turned.map(bytesOf).reverse()).toEqual(alone);
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
  ])('%s', async (_, text) => {
    const vector = await vectorOf(text);
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(model.pieces(text).length).toBeLessThanOrEqual(maxTextPieces);
  });

  test('read up to 400 characters', () => {
    expect(model.pieces(`${'é'.repeat(400)} i més`)).toEqual(model.pieces('é'.repeat(400)));
    expect(model.pieces(`${'👍'.repeat(400)} i més`)).toEqual(model.pieces('👍'.repeat(400)));
    const words = 'una casa '.repeat(60);
    expect(model.pieces(words)).toEqual(model.pieces(words.slice(0, 400)));
    expect(model.pieces(words)).not.toEqual(model.pieces(words.slice(0, 390)));
  });
});

test('a file that is no model is told apart, as is one whose network is damaged', async () => {
  await expect(openModel(new URL(import.meta.url).pathname)).rejects.toMatchObject({ code: 'meaning.model' });
  expect(() => readModelId('/nowhere')).toThrow(expect.objectContaining({ code: 'meaning.model' }));
  const whole = readFileSync(shippedModel);
  const header = JSON.parse(whole.toString('utf8', 12, 12 + whole.readUInt32LE(8)));
  whole.fill(0xff, header.sections.graph[0], header.sections.graph[0] + 4_096);
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  writeFileSync(join(folder, 'damaged.bin'), whole);
  await expect(openModel(join(folder, 'damaged.bin'))).rejects.toMatchObject({ code: 'meaning.model' });
  rmSync(folder, { recursive: true });
});
