import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { answerVectorsOf, type ServiceTexts, textsToMatch } from '../../../src/language/matching/answerVectors.ts';
import { readMatchingId, readMatchingModel, shippedMatching } from '../../../src/language/matching/matchingFile.ts';
import { createTextMatcher } from '../../../src/language/matching/textMatcher.ts';
import { openModel } from '../../../src/language/meaning/model.ts';
import { shippedModel } from '../../../src/language/meaning/modelFile.ts';
import { forMatching, isForMatching } from '../../../src/language/meaning/texts.ts';
import { bytesOf, cases, cosine } from '../meaning/reference.ts';

const model = await openModel(shippedModel, shippedMatching);
afterAll(() => model.close());
const vectorOf = async (text: string) => (await model.vectors([text]))[0] ?? new Float32Array();
const texts = cases.map(({ text }) => text);

const same = (text: string) => ({ ca: text, es: text, en: text });
const none = { ca: [], es: [], en: [] };
const service = (entry: string, title: string, texts: Readonly<Record<string, string>>): ServiceTexts => ({
  entry,
  title: same(title),
  whole: same(Object.values(texts).join(' ')),
  questions: { ca: [title], es: [], en: [] },
  details: Object.entries(texts).map(([name, answer]) => ({ name, answer: same(answer), questions: none })),
});
// No council has them: what was learnt of the services that ship says nothing of these.
const services = [
  service('astres.observatori', 'Visitar el planetari', {
    hours: 'El planetari obre de dimarts a diumenge, de 10 a 14 h.',
    cost: "L'entrada del planetari val 4 euros.",
  }),
  service('aigua.canoes', 'Llogar una canoa', {
    hours: 'Les canoes es lloguen cada dia de 9 a 18 h.',
    documents: 'Per llogar una canoa cal portar el DNI.',
  }),
];
const matching = readMatchingModel(shippedMatching);
const wanted = textsToMatch(services);
const made = await model.vectors(wanted);
const vectors = new Map(wanted.map((text, index) => [text, made[index] as Float32Array]));
const matcher = createTextMatcher(answerVectorsOf(matching, services, (text) => vectors.get(text) ?? null));
const matchesOf = async (text: string) => matcher(await vectorOf(forMatching(text)), 'ca');

describe('a text named for matching', () => {
  test('has another vector of unit length, the same bytes alone and beside others', async () => {
    const mixed = texts.flatMap((text) => [text, forMatching(text)]);
    const together = await model.vectors(mixed);
    for (const [index, text] of mixed.entries()) {
      const alone = await vectorOf(text);
      expect(bytesOf(together[index] as Float32Array)).toBe(bytesOf(alone));
      expect(cosine(alone, alone)).toBeCloseTo(1, 5);
      if (isForMatching(text)) expect(bytesOf(alone)).not.toBe(bytesOf(together[index - 1] as Float32Array));
    }
  });

  test('cannot be read without the file of what is added', async () => {
    const without = await openModel(shippedModel);
    await expect(without.vectors([forMatching('hola')])).rejects.toThrow('no adapters');
    expect(await without.vectors(['hola'])).toHaveLength(1);
    await without.close();
  });
});

describe('of texts that an editor wrote just now', () => {
  test.each([
    ['a quina hora obre el planetari?', 'astres.observatori', 'hours'],
    ['quant costa entrar al planetari?', 'astres.observatori', 'cost'],
    ['què he de portar per llogar una canoa?', 'aigua.canoes', 'documents'],
    ['fins a quina hora es pot llogar una canoa?', 'aigua.canoes', 'hours'],
  ])('the one that answers is found: %s', async (text, entry, name) => {
    const [best] = await matchesOf(text);
    expect([best?.entry, best?.texts[0]?.text]).toEqual([entry, name]);
  });

  test('those of each service are weighed, and what no text covers, also of a service that is not named', async () => {
    const found = await matchesOf('quins horaris hi ha?');
    expect(found.map(({ entry }) => entry).sort()).toEqual(['aigua.canoes', 'astres.observatori']);
    for (const { texts } of found) {
      expect(texts[0]?.text).toBe('hours');
      expect(texts.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThan(1.01);
    }
    // What remains is what asks for no text.
    expect(found.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThan(1);
  });

  test('a language that is not sure is compared with all', async () => {
    const vector = await vectorOf(forMatching('quant costa entrar al planetari?'));
    expect(matcher(vector, null)[0]?.texts[0]?.text).toBe('cost');
  });

  test('all their texts are asked for', () => {
    const asked: string[] = [];
    answerVectorsOf(matching, services, (text) => {
      asked.push(text);
      return null;
    });
    expect(textsToMatch(services)).toEqual(expect.arrayContaining(asked));
  });
});

test('without a vector, or a model, nothing matches', async () => {
  expect(matcher(null, 'ca')).toEqual([]);
  expect(createTextMatcher(null)(await vectorOf('hola'), 'ca')).toEqual([]);
});

test('the model is the one whose hash is noted, and another file is told apart', () => {
  const hash = createHash('sha256').update(readFileSync(shippedMatching)).digest('hex');
  expect(readFileSync(new URL('../../../models/matching/README.md', import.meta.url), 'utf8')).toContain(hash);
  expect(readMatchingId(shippedMatching)).toBe(matching.id);
  for (const path of [new URL(import.meta.url).pathname, '/nowhere'])
    for (const read of [readMatchingModel, readMatchingId])
      expect(() => read(path)).toThrow(expect.objectContaining({ code: 'meaning.model' }));
});
