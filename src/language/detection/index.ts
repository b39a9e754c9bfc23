import { type Locale, locales } from '../../core/model/locale.ts';
import type { Detection } from '../../core/model/understanding.ts';
import { addScores, type Bayes } from './bayes.ts';
import { addPair, type FeatureHashes, newFeatures } from './languageFeatures.ts';
import { loadNeutral, type Neutral, rolesOf, type WordRole } from './neutral.ts';
import { likeliest, posterior } from './posterior.ts';
import { languageOfScript } from './script.ts';
import { train } from './train.ts';
import { createWordSenses, type WordSense } from './wordSense.ts';
import { newWords, readWords, type Words } from './words.ts';

export type { Bayes } from './bayes.ts';
export { train } from './train.ts';

/** Detects the language of a short message. */
export interface Detector {
  /**
   * The language of a message: always the best guess of the three, and `other` only with a foreign script or with three
   * words and confidence. Never throws; reads the first 500 characters.
   */
  detect(text: string): Detection;
  /**
   * The language (BCP 47) of a text in none of the bot's languages, by its script or else by its words; null when it is
   * uncertain. Reads the first 500 characters.
   */
  foreignLanguage(text: string): string | null;
}

/** The trained data, and the buffers that every message reuses. */
interface Model {
  readonly bayes: Bayes;
  readonly neutral: Neutral;
  readonly words: Words;
  /** Evidence of the word at a position of `words`. */
  readonly senseOf: (words: Words, index: number) => WordSense;
  /** Buffer for word pairs. */
  readonly pairs: FeatureHashes;
}

/** Lowest probability for `other`, and the fewest words of such a message. */
const otherThreshold = 0.7;
const otherMinWords = 3;
/** Lowest probability for a message with a word of only one language: with more words, and with one. */
const distinctiveThreshold = 0.8;
const singleWordThreshold = 0.9;
/** Probability and number of words for a message without such a word. */
const manyWordsThreshold = 0.85;
const manyWordsCount = 4;
/** Number of content words from which borrowed words are ignored. */
const contentWordsEnough = 3;
/** Names are spelt in the language of the place: they allow a guess and no more. */
const nameConfidenceLimit = 0.6;
const foreignScript: Detection = { locale: 'other', confidence: 0.99, isDistinctive: true };

/**
 * Trains a detector from the seed corpus and the city's own phrases, up to 10,000 per language; takes a second, once.
 */
export function createDetector(phrases: readonly { locale: Locale; text: string }[]): Detector {
  return openDetector(train(phrases));
}

/** Opens trained data, in this thread or in another: it consists of plain arrays. */
export function openDetector(bayes: Bayes): Detector {
  const model: Model = {
    bayes,
    neutral: loadNeutral(),
    words: newWords(),
    senseOf: createWordSenses(bayes),
    pairs: newFeatures(),
  };
  return { detect: (text) => detect(text, model), foreignLanguage: (text) => foreignLanguage(text, model) };
}

function detect(text: string, model: Model): Detection {
  const { words } = model;
  readWords(text, words);
  if (words.foreignLetters >= 2 && words.foreignLetters > words.latinLetters) return foreignScript;
  const roles = rolesOf(words, model.neutral);
  const senses = roles.map((_, index) => model.senseOf(words, index));
  const evidence = evidenceWords(roles);
  const guess = posterior(score(evidence, senses, model), evidence.length);
  let spoken = 0;
  for (const role of roles) if (role !== 'name') spoken += 1;
  const mayBeOther =
    spoken >= otherMinWords && senses.some(({ foreign }, index) => foreign && roles[index] === 'content');
  if (mayBeOther && guess.other >= otherThreshold)
    return { locale: 'other', confidence: guess.other, isDistinctive: true };
  const locale = locales[guess.best] ?? locales[0];
  const confidence = mayBeOther ? guess.confidence : guess.amongLocales;
  if (spoken === 0) return { locale, confidence: Math.min(confidence, nameConfidenceLimit), isDistinctive: false };
  const content = roles.filter((role, index) => role === 'content' && !words.capital[index]).length;
  const isOwn = (home: number) =>
    senses.some(({ homes }, index) => roles[index] === 'content' && (homes & (1 << home)) !== 0);
  const isDistinctive =
    (confidence >= (content > 1 ? distinctiveThreshold : singleWordThreshold) && isOwn(guess.best)) ||
    (confidence >= manyWordsThreshold && content >= manyWordsCount);
  return { locale, confidence, isDistinctive };
}

/** Lowest share among all foreign languages for a language to be named. */
const foreignThreshold = 0.6;
/** Languages that are written in Latin letters here, though they have another script. */
const romanised: Readonly<Record<string, string>> = { ary: 'ar' };

function foreignLanguage(text: string, model: Model): string | null {
  const { words, bayes } = model;
  readWords(text, words);
  if (words.foreignLetters > words.latinLetters) return languageOfScript(text);
  const roles = rolesOf(words, model.neutral);
  const evidence = evidenceWords(roles);
  if (evidence.length === 0) return null;
  const sums = score(
    evidence,
    roles.map((_, index) => model.senseOf(words, index)),
    model,
  ).subarray(locales.length);
  const { best, share } = likeliest(sums, evidence.length);
  const language = bayes.languages[locales.length + best];
  return share < foreignThreshold || language === undefined ? null : (romanised[language] ?? language);
}

/**
 * The positions of the words to evaluate: the content words if there are any, so that "moltes gràcies" before a Spanish
 * sentence does not count; else also borrowed words; names only if there is nothing else.
 */
function evidenceWords(roles: readonly WordRole[]): number[] {
  const content: number[] = [];
  const spoken: number[] = [];
  roles.forEach((role, index) => {
    if (role === 'content') content.push(index);
    if (role !== 'name') spoken.push(index);
  });
  if (content.length >= contentWordsEnough) return content;
  return spoken.length > 0 ? spoken : roles.map((_, index) => index);
}

/** Log-likelihoods of the classes, summed over the words at these positions and the pairs that end there. */
function score(positions: readonly number[], senses: readonly WordSense[], model: Model): Float64Array {
  const { bayes, words, pairs } = model;
  const sums = new Float64Array(bayes.classes);
  pairs.length = 0;
  for (const index of positions) {
    addPair(words, index, pairs);
    const own = senses[index]?.sums;
    if (own === undefined) continue;
    for (let category = 0; category < sums.length; category += 1) (sums[category] as number) += own[category] as number;
  }
  addScores(bayes, pairs, sums);
  return sums;
}
