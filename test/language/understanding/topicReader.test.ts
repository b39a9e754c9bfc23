import { describe, expect, test } from '@jest/globals';
import { trainIndex } from '../../../src/language/retrieval/index.ts';
import { trainTopicMeaning } from '../../../src/language/understanding/lessons.ts';
import { openTopics, type ReadOptions, type TopicMeaning } from '../../../src/language/understanding/topicReader.ts';

const phrasings: Readonly<Record<string, readonly string[]>> = {
  'padro.alta': ["com m'empadrono", 'vull empadronar-me', 'cómo me empadrono', 'register as a resident'],
  'residus.mobles': ['recollida de mobles', 'vull llençar un sofà', 'tirar un sofá', 'old mattress pick up'],
  'multes.pagar': ['pagar una multa', 'on pago la multa', 'dónde pago la multa', 'pay a fine'],
};
const ids = Object.keys(phrasings);
const index = trainIndex(
  ids.map((id) => ({ id, variants: (phrasings[id] ?? []).map((text) => ({ locale: 'ca' as const, text })) })),
  { seed: 1 },
);

/** What a sentence about one of them means; the last is about none. */
const meaning = (about: number) => Float32Array.from({ length: 4 }, (_, d) => Number(d === about));
const learnt = trainTopicMeaning(
  [...ids, ''],
  Array.from({ length: 400 }, (_, n) => ({ vector: meaning(n % 4), class: n % 4 })),
);
const open = (given: TopicMeaning | null) => {
  const { read, signals } = openTopics(index, given);
  return {
    signals,
    read: (text: string, vector: Float32Array | null, options?: ReadOptions) => read(text, options)(vector),
  };
};
const words = open(null);
const both = open(learnt);
const best = (found: ReturnType<typeof both.read>) => found[0]?.entry;

describe('topics', () => {
  test('are told by words alone where there is no vector, or no meaning was learnt', () => {
    expect(best(words.read('pagar una multa', null))).toBe('multes.pagar');
    expect(words.read('pagar una multa', meaning(0))).toEqual(words.read('pagar una multa', null));
    expect(both.read('pagar una multa', null)).toEqual(words.read('pagar una multa', null));
  });

  test('are told by the meaning where the words say nothing', () => {
    expect(best(both.read('zzzz', meaning(1)))).toBe('residus.mobles');
  });

  test('are surer where both voices agree than where they differ', () => {
    const sure = (vector: Float32Array) => both.read('pagar una multa', vector)[0]?.confidence ?? 0;
    expect(sure(meaning(2))).toBeGreaterThan(sure(meaning(0)));
    expect(sure(meaning(2))).toBeGreaterThan(sure(meaning(3)));
  });

  test('of a text in a strange language are told by its meaning alone', () => {
    expect(best(both.read('pagar una multa', meaning(0), { isForeign: true }))).toBe('padro.alta');
  });

  test('are at most five, the most probable first, with probabilities', () => {
    const found = both.read('vull pagar la multa del sofà', meaning(2));
    expect(found.length).toBeLessThanOrEqual(5);
    expect(new Set(found.map(({ entry }) => entry)).size).toBe(found.length);
    for (const [rank, { confidence }] of found.entries()) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(found[rank - 1]?.confidence ?? 1);
    }
    expect(found.map(({ entry }) => entry)).not.toContain('');
  });

  test('tell what confidence is made of, for calibration, where there is something to mix', () => {
    expect(both.signals('pagar una multa', meaning(2))).toMatchObject({ agree: 1 });
    expect(both.signals('pagar una multa', meaning(0))).toMatchObject({ agree: 0 });
    expect(words.signals('pagar una multa', meaning(2))).toBeNull();
  });
});
