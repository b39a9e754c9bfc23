import { serialize } from 'node:v8';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Labelled, macroF1, readHarmless, readLabelled } from '../../../bench/support/kinds.ts';
import type { Content } from '../../../src/content/content.ts';
import { kindExamplesOf, kindRulesOf } from '../../../src/content/kindsOf.ts';
import { kinds } from '../../../src/core/model/kind.ts';
import { locales } from '../../../src/core/model/locale.ts';
import { plainWords } from '../../../src/core/util/plainWords.ts';
import { type Classifier, openClassifier, trainClassifier } from '../../../src/language/classification/index.ts';
import type { IndexData } from '../../../src/language/retrieval/index.ts';
import { readLexicon } from '../../../src/language/text/lexicon.ts';
import { shippedContent } from '../../support/shippedContent.ts';

let content: Content;
let model: IndexData;
let classifier: Classifier;
let labelled: readonly Labelled[];

const train = () => trainClassifier(kindExamplesOf(content), { lexicon: readLexicon(), seed: 1 });

beforeAll(async () => {
  content = await shippedContent();
  model = train();
  classifier = openClassifier(kindRulesOf(content), model);
  labelled = readLabelled();
});

describe('the kinds that we ship', () => {
  test('are all there, with at least 25 examples a language', () => {
    expect(
      Object.values(content.kinds)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([...kinds].sort());
    const few = Object.values(content.kinds).flatMap(({ kind, examples }) =>
      locales.filter((locale) => examples[locale].length < 25).map((locale) => `${kind} ${locale}`),
    );
    expect(few).toEqual([]);
  });

  test('are measured on at least 40 messages each, in all languages, none of which is an example', () => {
    for (const kind of kinds) {
      const own = labelled.filter((one) => one.kind === kind);
      expect(own.length).toBeGreaterThanOrEqual(40);
      expect(new Set(own.map(({ locale }) => locale)).size).toBe(locales.length);
    }
    const learnt = new Set(kindExamplesOf(content).flatMap(({ texts }) => texts.map(plainWords)));
    expect(labelled.filter(({ text }) => learnt.has(plainWords(text)))).toEqual([]);
  });

  test('are told well enough: macro-F1 at least 0.85', () => {
    const pairs = labelled.map(({ kind, text, locale }) => ({
      wanted: kind,
      given: classifier.classify(text, locale).kind,
    }));
    expect(macroF1(pairs)).toBeGreaterThanOrEqual(0.85);
  });

  test('are learnt the same from the same examples', () => {
    // As bytes: comparing millions of numbers one by one takes jest seconds.
    expect(serialize(train()).equals(serialize(model))).toBe(true);
  });
});

describe('an insult rule', () => {
  test('fires on none of 200 harmless phrases that hold look-alikes', () => {
    const phrases = readHarmless();
    expect(new Set(phrases).size).toBeGreaterThanOrEqual(200);
    const fired = phrases.filter((text) => classifier.classify(text, 'ca').rule?.kind === 'insult');
    expect(fired).toEqual([]);
  });

  test.each(['ets un imbècil', 'sois unos gilipollas', 'you are a moron', 'FILLS DE PUTA', 'g1lipollas'])(
    'fires on "%s"',
    (text) => {
      const { kind, rule } = classifier.classify(text, 'ca');
      expect({ kind, fired: rule?.kind }).toEqual({ kind: 'insult', fired: 'insult' });
    },
  );
});

test('a text that says nothing is a question, and nothing is sure', () => {
  for (const text of ['', '   ', '🫥', '…'])
    expect(classifier.classify(text, 'ca')).toMatchObject({ kind: 'question', confidence: 0, rule: null });
});

test('confidences are probabilities, in order, and the kind is the first', () => {
  for (const { text, locale } of labelled) {
    const { kind, confidence, ranked } = classifier.classify(text, locale);
    expect(ranked[0]).toEqual({ kind, confidence });
    expect(new Set(ranked.map((one) => one.kind)).size).toBe(ranked.length);
    for (const one of ranked) expect(one.confidence > 0 && one.confidence <= 1).toBe(true);
  }
});
