import { assembleIndex } from '../retrieval/assemble.ts';
import { supportOf, toExamples } from '../retrieval/examples.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import { fitSoftmax } from '../retrieval/softmax.ts';
import { asWritten } from '../retrieval/typedForms.ts';
import { buildVocabulary, readCorpus } from '../retrieval/vocabulary.ts';
import { createReader } from '../retrieval/wordFeatures.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { emphasise, withoutUnused } from './emphasise.ts';

/** A few classes with their texts. */
interface ClassTexts {
  readonly id: string;
  readonly texts: readonly string[];
}

export interface ClassTraining {
  readonly lexicon: LexiconData;
  /** Determines the order of training: the same texts and seed give the same model. */
  readonly seed: number;
}

const rate = 4;
const epochs = 8;
/**
 * A feature with at most this many texts is never too common; above that, a feature in this share of them says nothing.
 */
const rareLimit = 10;
const commonShare = 0.2;

/** Trains a model for a few classes of texts, over all languages at once, with the features of the retriever. */
export function fitClasses(classes: readonly ClassTexts[], { lexicon, seed }: ClassTraining): IndexData {
  const texts = classes.flatMap((one) => one.texts);
  const corpus = withoutUnused(readCorpus(texts, createReader(asWritten(lexicon))));
  const vocabulary = buildVocabulary(corpus, 1, Math.max(rareLimit, commonShare * texts.length));
  emphasise(vocabulary, corpus);
  const vectors = toExamples(
    corpus,
    vocabulary,
    classes.flatMap((one, number) => one.texts.map(() => number)),
  );
  const support = supportOf(vectors, vocabulary.gain.length);
  const mean = texts.length / classes.length;
  const classWeight = Float32Array.from(classes, (one) => mean / Math.max(1, one.texts.length));
  const model = fitSoftmax(vectors, support, { classes: classes.length, epochs, rate, seed, classWeight });
  const ids = classes.map(({ id }) => id);
  return assembleIndex({
    lexicon,
    texts,
    ids,
    background: -1,
    reachesBeyond: new Uint8Array(ids.length),
    vocabulary,
    support,
    model,
  });
}
