import { assembleIndex } from '../retrieval/assemble.ts';
import { supportOf, toExamples } from '../retrieval/examples.ts';
import { createReader } from '../retrieval/features.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import { asWritten } from '../retrieval/language.ts';
import { fitSoftmax } from '../retrieval/softmax.ts';
import { buildVocabulary, readCorpus } from '../retrieval/vocabulary.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { emphasise, withoutUnused } from './emphasise.ts';
import { type CuesOfKind, createSigns } from './signs.ts';
import { wordsOf } from './wordsOf.ts';

/** A kind with messages that are of it, in any of the languages. */
export interface KindExamples extends CuesOfKind {
  readonly texts: readonly string[];
}

export interface ClassifierTraining {
  readonly lexicon: LexiconData;
  /** Decides the order of training: the same examples and seed give the same classifier. */
  readonly seed: number;
}

const rate = 4;
const epochs = 8;
/** A feature of so few texts is never too common; past that, one that this share of them has says nothing. */
const rareEnough = 10;
const commonShare = 0.2;
const wordsKept = 4_000;

/** Trains the classifier over all languages at once, with the features of the retriever: a fifth of a second. */
export function trainClassifier(examples: readonly KindExamples[], { lexicon, seed }: ClassifierTraining): IndexData {
  const signsOf = createSigns(examples);
  const texts = examples.flatMap((one) => one.texts.map((text) => [text, ...signsOf(text, wordsOf(text))].join(' ')));
  const classes = examples.flatMap((one, number) => one.texts.map(() => number));
  const corpus = withoutUnused(readCorpus(texts, createReader(asWritten(lexicon), wordsKept)));
  const vocabulary = buildVocabulary(corpus, 1, Math.max(rareEnough, commonShare * texts.length));
  emphasise(vocabulary, corpus);
  const vectors = toExamples(corpus, vocabulary, classes);
  const support = supportOf(vectors, vocabulary.gain.length);
  const mean = texts.length / examples.length;
  const classWeight = Float32Array.from(examples, (one) => mean / Math.max(1, one.texts.length));
  const model = fitSoftmax(vectors, support, { classes: examples.length, epochs, rate, seed, classWeight });
  return assembleIndex({
    lexicon,
    texts,
    ids: examples.map(({ kind }) => kind),
    background: -1,
    vocabulary,
    support,
    model,
  });
}
