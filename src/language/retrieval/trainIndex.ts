import { readLexicon } from '../text/lexicon.ts';
import { assembleIndex } from './assemble.ts';
import { readBackground } from './background.ts';
import { askedElsewhere, reachesBeyondTown } from './elsewhere.ts';
import { supportOf, toExamples } from './examples.ts';
import type { IndexData } from './indexData.ts';
import { fitSoftmax } from './softmax.ts';
import type { TrainingEntry } from './trainingEntry.ts';
import { asWritten } from './typedForms.ts';
import { buildVocabulary, readCorpus } from './vocabulary.ts';
import { createReader } from './wordFeatures.ts';

export interface TrainingOptions {
  /** Determines the order of training: the same entries and seed give the same index. */
  readonly seed: number;
  /**
   * Messages that no entry answers; they teach the index what is out of scope. By default: those that ship with the
   * bot, and the entries' own questions asked about other towns. An empty list: no background at all.
   */
  readonly background?: readonly string[];
}

const rate = 4;
/**
 * Above this many texts memory and time are limited, at a cost of about two points of top-1 (1,000 entries of 30
 * variants).
 */
const largeCorpus = 12_000;
const small = { epochs: 6, fewest: 1, share: 0.2 } as const;
/** Fewer rounds, and neither features of a single text nor very common ones. */
const large = { epochs: 3, fewest: 2, most: 600 } as const;
/** A feature with at most this many texts is never too common. */
const rareLimit = 10;
const maxClassWeight = 3;

/** Trains an index over all languages at once. CPU-bound, about a second for 100 entries: see `learn`. */
export function trainIndex(entries: readonly TrainingEntry[], options: TrainingOptions): IndexData {
  const texts: string[] = [];
  const classes: number[] = [];
  entries.forEach((entry, number) => {
    for (const variant of entry.variants) {
      texts.push(variant.text);
      classes.push(number);
    }
  });
  const staysHere = entries.map((entry) => !reachesBeyondTown(entry));
  const ownToTown = entries.filter((_entry, number) => staysHere[number]);
  const strange = options.background ?? [...readBackground(), ...askedElsewhere(ownToTown, options.seed)];
  const background = strange.length > 0 ? entries.length : -1;
  for (const text of strange) {
    texts.push(text);
    classes.push(background);
  }
  const count = entries.length + (background < 0 ? 0 : 1);
  const lexicon = readLexicon();
  const corpus = readCorpus(texts, createReader(asWritten(lexicon)));
  const isLarge = texts.length > largeCorpus;
  const vocabulary = isLarge
    ? buildVocabulary(corpus, large.fewest, large.most)
    : buildVocabulary(corpus, small.fewest, Math.max(rareLimit, small.share * texts.length));
  const examples = toExamples(corpus, vocabulary, classes);
  const support = supportOf(examples, vocabulary.gain.length);
  const model = fitSoftmax(examples, support, {
    classes: count,
    epochs: isLarge ? large.epochs : small.epochs,
    rate,
    seed: options.seed,
    classWeight: balance(classes, count, background),
  });
  return assembleIndex({
    lexicon,
    texts,
    ids: entries.map((entry) => entry.id),
    background,
    reachesBeyond: Uint8Array.from({ length: count }, (_, number) => Number(staysHere[number] === false)),
    vocabulary,
    support,
    model,
  });
}

/** Entries with few phrasings count as much as entries with many. */
function balance(classes: readonly number[], count: number, background: number): Float32Array {
  const sizes = new Float32Array(count);
  for (const c of classes) (sizes[c] as number)++;
  const mean = classes.length / count;
  return sizes.map((size, c) => (c === background ? 1 : Math.min(maxClassWeight, mean / Math.max(1, size))));
}
