import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitClasses } from '../../../src/language/classification/fitClasses.ts';
import { openIndex, type TrainingEntry, trainIndex } from '../../../src/language/retrieval/index.ts';
import { createWordStore } from '../../../src/language/retrieval/wordStore.ts';
import { readLexicon } from '../../../src/language/text/lexicon.ts';
import { openClasses } from '../../../src/language/understanding/classes.ts';

const lexicon = readLexicon();
const texts = {
  padro: ["com m'empadrono", 'cómo me empadrono', 'register as a resident', 'quins papers calen per al padró'],
  mobles: ['recollida de mobles', 'quiero tirar un sofá', 'old mattress pick up', 'quan recullen els trastos vells'],
  multes: ['pagar una multa', 'dónde pago la multa', 'how much is the fine', 'quant val la multa de trànsit'],
};
const entries: readonly TrainingEntry[] = Object.entries(texts).map(([id, own]) => ({
  id,
  variants: own.map((text) => ({ locale: 'ca', text })),
}));
const index = trainIndex(entries, { seed: 1 });
const classes = fitClasses(
  Object.entries(texts).map(([id, own]) => ({ id, texts: own })),
  { lexicon, seed: 1 },
);
const all = { most: 3, least: 0 };

/** Messages of words that the models know, mistype, or never met. */
const message = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Object.values(texts).flatMap((own) => own.flatMap((text) => text.split(' ')))),
      fc.constantFrom('mutla', 'empadrnar', 'q', 'xq', 'quant', 'how', 'much', '12', "l'aigua", 'sofaaa', '🙂'),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 14 },
  )
  .map((words) => words.join(' '));

test('models that share the words of people read as each would alone, whatever was read before', () => {
  // So few words are kept that many are read more than once.
  const shared = createWordStore(lexicon, 100);
  const topics = openIndex(index, shared);
  const kinds = openClasses(classes, null, all, shared);
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), (messages) => {
      const alone = { topics: openIndex(index), kinds: openClasses(classes, null, all) };
      for (const text of messages) {
        expect(topics.rank(text, 'ca', 3)).toEqual(alone.topics.rank(text, 'ca', 3));
        expect(kinds(text)(null)).toEqual(alone.kinds(text)(null));
      }
    }),
    { numRuns: 200 },
  );
});

test('a model that is opened after words were read finds room in them beside what others keep', () => {
  const shared = createWordStore(lexicon, 100);
  const topics = openIndex(index, shared);
  const text = 'pagar una mutla de trànsit';
  const first = topics.rank(text, 'ca', 3);
  const kinds = openClasses(classes, null, all, shared);
  expect(kinds(text)(null)).toEqual(openClasses(classes, null, all)(text)(null));
  expect(topics.rank(text, 'ca', 3)).toEqual(first);
});

test('what connects words is computed once for all who read them', () => {
  const store = createWordStore(lexicon, 100);
  const words = store.wordsOf('quant val una multa de trànsit');
  const first = store.connect(words);
  expect(store.connect(words.slice())).toBe(first);
  expect(first.withoutConceptPairs).toBeLessThan(first.count);
  expect(store.connect(store.wordsOf('bon dia'))).not.toBe(first);
});
